"""Sealed prices: keys of custodians, schemes, envelopes, scores, openings."""

from marketplace.core.clock import frozen
from marketplace.trading import commands
from marketplace.trading.models import OpeningKey, Registration, Sale, Scheme
from marketplace.trading.queries.sealed import current_round
from tests.accounts.factories import officer, reviewer, scan
from tests.catalogue.factories import TODAY, published_listing
from tests.guards.cast import Cast
from tests.guards.deeds.rows import Arguments, row
from tests.trading.factories import ANNOUNCED, SWEEP, at, bidder, waived
from tests.trading.sealed import WRAPPED, Opener, envelope, openers, registered_key, sealed_sale

CRITERIA = [commands.CriterionDraft("实施方案", 25), commands.CriterionDraft("交付", 15)]
ENDED = at("10:00:00")
LEFT = frozen("2027-04-16T12:00:00")


def held_by(cast: Cast, role: str) -> Opener:
    """A key whose holder is one of the cast."""
    made = Opener(cast[role].exchange)
    made.actor = cast[role]
    return made


def proposed_key(cast: Cast) -> OpeningKey:
    """A key of SW.off that waits for another person of the venue."""
    one = held_by(cast, "SW.off")
    return commands.register_opening_key(public_key=one.public_key, wrapped=WRAPPED, actor=one.actor, clock=ANNOUNCED)


def scheme(cast: Cast) -> Scheme:
    """The criteria for a listing of `own`, drafted by the one who did the step before."""
    listing = waived(published_listing(lister=cast["own.agt"], inventors=[]))
    return commands.draft_scheme(listing=listing, criteria=CRITERIA, price_weight=60, actor=cast["SW.did"], clock=TODAY)


def offered(cast: Cast, **terms: object) -> Sale:
    """A sale with sealed prices of a listing of `str`, whose custodians are SW.off and officers of CQ and CD."""
    registered_key(held_by(cast, "SW.off"))
    openers("CQ", "CD")
    listing = terms.pop("listing", None) or published_listing(lister=cast["str.agt"], inventors=[])
    return sealed_sale(listing=listing, **terms)


def weighted(cast: Cast) -> Sale:
    listing = waived(published_listing(lister=cast["str.agt"], inventors=[]))
    drafted = commands.draft_scheme(listing=listing, criteria=CRITERIA, price_weight=60, actor=officer(), clock=TODAY)
    commands.approve_scheme(scheme=drafted, actor=reviewer(), clock=TODAY)
    return offered(cast, listing=listing, method="weighted", sealed=commands.SealedDraft(scheme=drafted.number))


def sealed_by_own(cast: Cast, of: Sale) -> dict[str, object]:
    """`own` has sealed a price; the copy that it keeps."""
    bidder(of, cast["own.agt"])
    made, copy = envelope(of, cast["own.agt"], 1_880_000)
    files = [scan(cast["own.agt"])] if of.method == "weighted" else []
    commands.seal_envelope(sale=of, envelope=made, files=files, actor=cast["own.agt"], clock=at("09:30:00"))
    return copy


def ended(cast: Cast, of: Sale) -> Sale:
    sealed_by_own(cast, of)
    commands.attend_round(current=current_round(of), actor=SWEEP, clock=ENDED)
    return of


def code_of(of: Sale) -> str:
    return Registration.objects.get(sale=of).code


@row("trading.register_opening_key")
def register_key(cast: Cast) -> Arguments:
    made = Opener("SW")
    return {"public_key": made.public_key, "wrapped": WRAPPED, "clock": ANNOUNCED}


@row("trading.approve_opening_key")
def approve_key(cast: Cast) -> Arguments:
    return {"key": proposed_key(cast), "clock": ANNOUNCED}


@row("trading.retire_opening_key")
def retire_key(cast: Cast) -> Arguments:
    return {"key": proposed_key(cast), "clock": ANNOUNCED}


@row("trading.draft_scheme")
def draft_scheme(cast: Cast) -> Arguments:
    listing = published_listing(lister=cast["own.agt"], inventors=[])
    return {"listing": listing, "criteria": CRITERIA, "price_weight": 60, "clock": TODAY}


@row("trading.approve_scheme")
def approve_scheme(cast: Cast) -> Arguments:
    return {"scheme": scheme(cast), "clock": TODAY}


@row("trading.reject_scheme")
def reject_scheme(cast: Cast) -> Arguments:
    return {"scheme": scheme(cast), "reason": "示范：评价项与履约能力无关", "clock": TODAY}


@row("trading.seal_envelope")
def seal_envelope(cast: Cast) -> Arguments:
    of = offered(cast)
    bidder(of, cast["own.agt"])
    made, _copy = envelope(of, cast["own.agt"], 1_880_000)
    return {"sale": of, "envelope": made, "clock": at("09:30:00")}


@row("trading.open_own_envelope")
def open_own(cast: Cast) -> Arguments:
    of = offered(cast)
    copy = sealed_by_own(cast, of)
    commands.attend_round(current=current_round(of), actor=SWEEP, clock=LEFT)
    return {"sale": of, "price_fen": copy["price_fen"], "nonce": copy["nonce"], "clock": LEFT}


@row("trading.hand_in_shares")
def hand_in(cast: Cast) -> Arguments:
    of = ended(cast, offered(cast))
    return {"sale": of, "shares": {code_of(of): ""}, "clock": ENDED}


@row("trading.enter_scores")
def enter_scores(cast: Cast) -> Arguments:
    of = ended(cast, weighted(cast))
    return {"sale": of, "points": {code_of(of): {"实施方案": 80, "交付": 90}}, "clock": ENDED}


def scored(cast: Cast) -> Sale:
    of = ended(cast, weighted(cast))
    points = {code_of(of): {"实施方案": 80, "交付": 90}}
    commands.enter_scores(sale=of, points=points, actor=cast["SW.did"], clock=ENDED)
    return of


@row("trading.confirm_scores")
def confirm_scores(cast: Cast) -> Arguments:
    return {"sale": scored(cast), "clock": ENDED}
