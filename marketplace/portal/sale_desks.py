"""What a reader of a sale may do now, and what comes next: register, pay the deposit, bid."""

from dataclasses import dataclass

from accounts.actor import Actor
from marketplace.core.money import FEN_PER_YUAN, plain_yuan
from marketplace.portal.sale_phases import Phase
from marketplace.trading.bidding import least_fen, may_match
from marketplace.trading.models import Registration, Sale
from marketplace.trading.rules import acts_in_trade, is_independent, is_staff_of, side_of

AHEAD = (0, 1, 4)  # increments above the least price that are offered by one click
HUNDRED_YUAN = 100 * FEN_PER_YUAN  # the finest that an amount at a glance shows


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A price that would be accepted now."""

    price_fen: int
    matches: bool = False  # the leading price itself, for a holder of priority (R-BID-11)

    @property
    def value(self) -> str:
        return plain_yuan(self.price_fen)

    @property
    def is_round(self) -> bool:
        """Whether it can be said at a glance without losing anything."""
        return self.price_fen % HUNDRED_YUAN == 0


@dataclass(frozen=True, slots=True)
class Desk:
    """`kind` names the part of `portal/sale_desk.html` that is shown."""

    kind: str  # visitor, outsider, barred, register, screening, applying, deposit, wait, bid, left, over, late, checking, paused
    own: Registration | None = None
    leads: bool = False
    outbid: bool = False
    least_fen: int = 0
    suggestions: tuple[Suggestion, ...] = ()


def desk_of(actor: Actor, sale: Sale, phase: Phase, own: Registration | None, *, has_bid: bool) -> Desk:
    """The desk of one reader; `own` is the registration of the organisation acted for, `has_bid` whether it ever bid."""
    if phase.code in ("checking", "paused"):
        return Desk(phase.code, own)
    if not phase.is_live or phase.code == "closing":
        return Desk("over" if not phase.is_live else "late", own)
    if own is None:
        return Desk(_entrance(actor, sale))
    if own.withdrawn_at is not None:
        return Desk("left", own)
    if own.waits_for_screening or own.is_barred:
        return Desk("screening", own)
    if own.state in (Registration.State.APPLYING, Registration.State.REFUSED):
        return Desk("applying", own)
    if own.state == Registration.State.REGISTERED:
        return Desk("deposit", own)
    leads = sale.leading_registration_id == own.pk
    least = least_fen(sale.terms, sale.standing)
    return Desk(
        "bid" if phase.code == "open" else "wait",
        own,
        leads=leads,
        outbid=has_bid and not leads,
        least_fen=least,
        suggestions=suggestions(sale, own.rank),
    )


def suggestions(sale: Sale, rank: int | None) -> tuple[Suggestion, ...]:
    """Prices that would be accepted now; first the leading one, where the bidder's priority lets it match."""
    least = least_fen(sale.terms, sale.standing)
    raises = tuple(Suggestion(least + steps * sale.increment_fen) for steps in AHEAD)
    if sale.leading_fen is not None and may_match(sale.standing, rank):
        return (Suggestion(sale.leading_fen, matches=True), *raises)
    return raises


def _entrance(actor: Actor, sale: Sale) -> str:
    """Where somebody stands who has not registered."""
    if actor.user is None:
        return "visitor"
    if actor.exchange or is_staff_of(actor, sale) or side_of(actor, sale):
        return "barred"
    if not acts_in_trade(actor):
        return "outsider"
    return "register" if is_independent(actor, sale) else "barred"
