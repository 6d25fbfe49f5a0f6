"""Registrations that are taken back, and deposits that may be forfeited (R-BID-04)."""

from marketplace.core.clock import frozen
from marketplace.trading import commands as trading
from marketplace.trading.models import Forfeiture, Registration
from tests.catalogue.factories import published_listing
from tests.guards.cast import Cast
from tests.guards.deeds.rows import Arguments, row
from tests.trading.factories import REGISTERED, SWEEP, at, deposit, registered, sale

TUESDAY = frozen("2027-04-13T10:00:00")
HEARD = frozen("2027-04-19T10:00:00")  # the three working days to be heard are over
NO_BID = {"ground": "no_bid", "reason": "示范：竞价期间未报价"}


def of_own(cast: Cast) -> Registration:
    """`own` has registered at somebody's sale."""
    return registered(sale(listing=published_listing(inventors=[])), cast["own.agt"])[1]


def unsold(cast: Cast) -> Registration:
    """`own` has paid its deposit, and nobody has bid."""
    registration = of_own(cast)
    deposit(registration)
    trading.close_sale(sale=registration.sale, actor=SWEEP, clock=at("15:00:00"))
    return Registration.objects.get(pk=registration.pk)


def proposed(cast: Cast) -> Forfeiture:
    """By the one who also is a reviewer."""
    told = {"actor": cast["SW.did"], "clock": TUESDAY, **NO_BID}
    return trading.propose_forfeiture(registration=unsold(cast), costs_fen=8_000_00, **told)


@row("trading.withdraw_registration")
def withdraw(cast: Cast) -> Arguments:
    return {"registration": of_own(cast), "reason": "示范：改变计划", "clock": REGISTERED}


@row("trading.propose_forfeiture")
def propose(cast: Cast) -> Arguments:
    return {"registration": unsold(cast), "costs_fen": 8_000_00, "clock": TUESDAY, **NO_BID}


@row("trading.answer_forfeiture")
def answer(cast: Cast) -> Arguments:
    return {"forfeiture": proposed(cast), "statement": "示范：起拍价过高", "clock": TUESDAY}


@row("trading.approve_forfeiture")
def approve(cast: Cast) -> Arguments:
    return {"forfeiture": proposed(cast), "reason": "示范：不予采纳", "clock": HEARD}


@row("trading.reject_forfeiture")
def reject(cast: Cast) -> Arguments:
    return {"forfeiture": proposed(cast), "reason": "示范：予以采纳", "clock": TUESDAY}
