"""What every sweep of due rows has in common: one row after the other, each in a transaction of its own."""

import logging
from collections.abc import Callable, Collection
from typing import TypeVar

from django.db import models, transaction

Row = TypeVar("Row", bound=models.Model)


def sweep(
    claim: Callable[[Collection[int]], Row | None], treat: Callable[[Row], object], logger: logging.Logger
) -> int:
    """Claim and treat rows until there is none; returns how many were treated.

    `claim` locks a due row, passing over the keys it is given. Claim and effect share one transaction, so two workers never treat the
    same row. One that fails is logged, left to the next sweep and holds up nobody.
    """
    done, failed = 0, set[int]()
    while True:
        row = None
        try:
            with transaction.atomic():
                row = claim(failed)
                if row is None:
                    return done
                treat(row)
            done += 1
        except Exception:
            if row is None:
                raise
            logger.exception("%s could not be swept", row)
            failed.add(row.pk)
