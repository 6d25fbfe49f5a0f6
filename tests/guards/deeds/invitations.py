"""Help for thin lots: inviting matched firms, and what an invited firm answers."""

from marketplace.trading import commands
from marketplace.trading.models import Sale
from tests.catalogue.factories import published_listing
from tests.guards.cast import Cast
from tests.guards.deeds.rows import Arguments, row
from tests.trading.factories import ANNOUNCED, sale
from tests.trading.invited import invited, matched, number_of


def offered(cast: Cast) -> Sale:
    """A sale of `own` that takes in bidders."""
    return sale(listing=published_listing(lister=cast["own.agt"], inventors=[]), reserve_fen=None)


@row("trading.invite_firms")
def invite(cast: Cast) -> Arguments:
    of = offered(cast)
    return {"sale": of, "organisations": [number_of(matched(of.listing))], "clock": ANNOUNCED}


@row("trading.decline_invitation")
def decline(cast: Cast) -> Arguments:
    return {
        "invitation": invited(sale(reserve_fen=None), cast["own.agt"]),
        "reason": "too_expensive",
        "clock": ANNOUNCED,
    }


@row("trading.stop_invitations")
def stop(cast: Cast) -> Arguments:
    return {"clock": ANNOUNCED}


@row("trading.allow_invitations")
def allow(cast: Cast) -> Arguments:
    commands.stop_invitations(actor=cast["own.agt"], clock=ANNOUNCED)
    return {"clock": ANNOUNCED}
