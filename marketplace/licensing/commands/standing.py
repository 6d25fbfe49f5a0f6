"""What stands on a right keeps it from being licensed: asked as terms are declared, published and taken (R-LIC-02)."""

from datetime import datetime

from marketplace.catalogue.models import Right, TransferMode
from marketplace.catalogue.queries import blocked
from marketplace.core.errors import Refused


def refuse_blocked(right: Right, now: datetime, *, opens: bool) -> None:
    """Raise Refused while a dispute, pledge, exclusive licence, or of an open licence (`opens`) an unpaid annuity stands in the way."""
    found = blocked(right, [TransferMode.ORDINARY_LICENCE], now, opens=opens)
    if found:
        raise Refused(str(found.message).format(number=found.number), rule=found.rule, code=found.code)
