"""技术交易鉴证书 of deals that are no sale: work that was commissioned, a licence that was paid (R-SET-06)."""

from collections.abc import Callable
from typing import Any

from django.db import models

from accounts.actor import Actor
from marketplace.core.clock import Clock
from marketplace.desk.official import official
from marketplace.documents.commands import issue_or_log

CERTIFICATE = "deal_certificate"


@official
def issue_deal_certificate(
    deal: models.Model, exchange: str, data: Callable[[], dict[str, Any]], actor: Actor, clock: Clock
) -> str:
    """Certify a deal whose contract is in force and whose price and fees were passed on; its number. A step of the command that saw to the last of them.

    As with the papers of a sale, the deal does not wait for it.
    """
    return issue_or_log(
        code=CERTIFICATE,
        subject=deal,
        exchange=exchange,
        data=lambda: {name: value for name, value in data().items() if value},
        actor=actor,
        clock=clock,
    )
