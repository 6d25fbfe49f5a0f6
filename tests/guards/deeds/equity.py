"""Technology of `own` contributed to a company, settled and before its registers."""

from marketplace.core.clock import frozen
from marketplace.trading import commands
from marketplace.trading.models import Sale
from tests.accounts.factories import officer
from tests.guards.cast import Cast
from tests.guards.deeds.rows import Arguments, row
from tests.trading.negotiated import settled_in_kind

LATER = frozen("2027-04-12T10:00:00")
ENTRY = {"entry": "示范登记 2027-04-12"}


def in_kind(cast: Cast) -> Sale:
    return settled_in_kind(lister=cast["own.agt"])


def transferred(cast: Cast) -> Sale:
    sold = in_kind(cast)
    commands.record_transfer(contribution=sold.contribution, actor=officer(sold.exchange), clock=LATER, **ENTRY)
    return sold


@row("trading.record_transfer")
def record_transfer(cast: Cast) -> Arguments:
    return {"contribution": in_kind(cast).contribution, "clock": LATER, **ENTRY}


@row("trading.record_paid_in")
def record_paid_in(cast: Cast) -> Arguments:
    return {"contribution": transferred(cast).contribution, "clock": LATER, **ENTRY}
