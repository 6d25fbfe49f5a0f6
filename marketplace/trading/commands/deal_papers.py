"""技术交易鉴证书 of deals that are no sale: work that was commissioned, a licence that was paid (R-SET-06)."""

import logging
from collections.abc import Callable
from typing import Any

from django.db import models, transaction

from accounts.actor import Actor
from marketplace.core.clock import Clock
from marketplace.core.errors import MarketError
from marketplace.desk.official import official
from marketplace.documents.commands import issue

logger = logging.getLogger(__name__)
CERTIFICATE = "deal_certificate"


@official
def issue_deal_certificate(
    deal: models.Model, exchange: str, data: Callable[[], dict[str, Any]], actor: Actor, clock: Clock
) -> str:
    """Certify a deal whose contract is in force and whose price and fees were passed on; its number. A step of the command that saw to the last of them.

    As with the papers of a sale, the deal does not wait for it: one that cannot be set is logged and issued later by hand.
    """
    try:
        with transaction.atomic():
            told = {name: value for name, value in data().items() if value}
            return issue(code=CERTIFICATE, subject=deal, exchange=exchange, data=told, actor=actor, clock=clock).number
    except MarketError:
        logger.exception("the certificate of %s could not be issued", deal)
        return ""
