"""Sales for the tests of every area, made by the commands that make them in the market. The amounts are those of story S1."""

from itertools import count
from typing import Any

from accounts.actor import Actor, system_actor
from marketplace.catalogue.models import Listing
from marketplace.core.clock import FrozenClock, frozen, shanghai
from marketplace.desk import commands as desk
from marketplace.desk.models import Case
from marketplace.rulebook import commands as rulebook
from marketplace.rulebook.queries import version_in_force
from marketplace.trading import commands
from marketplace.trading.models import Certificate, Registration, Sale
from marketplace.trading.queries.priority import unrecorded
from tests.accounts.factories import actor, officer, reviewer, verified
from tests.catalogue.factories import TODAY, published_listing

ANNOUNCED = frozen("2027-03-22T10:00:00")
REGISTERED = frozen("2027-04-08T10:00:00")
AFTER = frozen("2027-04-20T10:00:00")
SWEEP = system_actor("tests.sweep")
line = count(1)


def at(clock: str) -> FrozenClock:
    """A clock on the day of the sale."""
    return frozen(f"2027-04-12T{clock}")


def sale(*, listing: Listing | None = None, by: Actor | None = None, **terms: Any) -> Sale:
    """A sale announced at SW: 09:00 to 15:00 on 2027-04-12, from 2,800,000.00 in steps of 50,000.00, secret reserve."""
    defaults: dict[str, Any] = {
        "start_fen": 2_800_000_00,
        "increment_fen": 50_000_00,
        "reserve_fen": 3_000_000_00,
        "opens_at": at("09:00:00").at,
        "free_ends_at": at("15:00:00").at,
        "clock": ANNOUNCED,
    }
    offered = listing or published_listing(inventors=[])
    by = by or officer(offered.exchange)
    waived(offered, by=by)
    return commands.announce_sale(listing=offered, actor=by, **defaults | terms)


def lot_under(changes: dict[tuple[str, str], Any]) -> Listing:
    """A lot accepted under rules that differ from the shipped ones in these values."""
    version = rulebook.draft_version(
        base=version_in_force(TODAY.at),
        edition=f"示范{next(line)}",
        title_zh="示范规则",
        title_en="Demonstration rules",
        source="示范决定",
        effective_from=shanghai("2027-03-09T00:00:00"),
        changes=changes,
        actor=officer(),
        clock=TODAY,
    )
    rulebook.publish_version(version=version, actor=officer(), clock=TODAY)
    rulebook.approve_version(version=version, actor=reviewer(), clock=TODAY)
    rulebook.adopt_version(version=version, instrument="示范决定", actor=reviewer(), clock=TODAY)
    return published_listing(inventors=[], clock=frozen("2027-03-10T10:00:00"))


def waived(listing: Listing, by: Actor | None = None) -> Listing:
    """Every inventor has waived its priority (R-CON-05)."""
    by = by or officer(listing.exchange)
    for name in unrecorded(listing):
        holder = commands.record_priority_holder(listing=listing, kind="completer", name=name, actor=by, clock=TODAY)
        commands.waive_priority(holder=holder, proof="示范放弃声明", actor=by, clock=TODAY)
    return listing


def registered(of: Sale, bidder: Actor | None = None, **fields: Any) -> tuple[Actor, Registration]:
    """A bidder (a new firm unless given) whose deposit has not arrived yet."""
    bidder = bidder or actor(verified())
    return bidder, commands.register_bidder(
        sale=of, actor=bidder, **{"clock": REGISTERED, "foreign_link": "none"} | fields
    )


def deposit(registration: Registration, *, by: Actor | None = None, **fields: Any) -> None:
    """The deposit arrives as it should, unless `fields` say otherwise."""
    defaults: dict[str, Any] = {
        "payer_name": registration.organisation.name,
        "bank_reference": f"line-{next(line)}",
        "amount_fen": registration.sale.deposit_fen,
        "clock": REGISTERED,
    }
    commands.confirm_deposit(
        registration=registration, actor=by or officer(registration.sale.exchange), **defaults | fields
    )


def bidder(of: Sale, who: Actor | None = None, **fields: Any) -> Actor:
    """Somebody who may bid."""
    who, registration = registered(of, who, **fields)
    deposit(registration)
    return who


def bid(of: Sale, who: Actor, clock: str, yuan: int) -> commands.Receipt:
    return commands.place_bid(sale=of, price_fen=yuan * 100, actor=who, clock=at(clock))


def won_sale(*, winner: Actor | None = None, **terms: Any) -> tuple[Sale, Actor]:
    """A sale that somebody (a new firm unless given) won at 3,000,000.00, and the winner."""
    sold = sale(**terms)
    winner = bidder(sold, winner)
    bid(sold, winner, "10:00:00", 3_000_000)
    commands.close_sale(sale=sold, actor=SWEEP, clock=at("15:00:00"))
    return sold, winner


def contracted_sale(**terms: Any) -> tuple[Sale, Actor]:
    """A won sale whose contract is in force, and the winner."""
    sold, winner = won_sale(**terms)
    commands.sign_contract(sale=sold, actor=actor(sold.listing.lister), clock=at("16:00:00"))
    commands.sign_contract(sale=sold, actor=winner, clock=at("16:10:00"))
    return sold, winner


def paid_sale(*, by: Actor | None = None, **terms: Any) -> tuple[Sale, Actor]:
    """A sale whose price and fee have arrived, and the winner."""
    sold, winner = contracted_sale(**terms)
    assert winner.organisation
    commands.confirm_payment(
        sale=sold,
        payer_name=winner.organisation.name,
        bank_reference=f"line-{next(line)}",
        amount_fen=sold.settlement.buyer_due_fen,
        actor=by or officer(sold.exchange),
        clock=frozen("2027-04-14T10:00:00"),
    )
    return sold, winner


def settled_sale(**terms: Any) -> tuple[Sale, Actor]:
    sold, winner = paid_sale(**terms)
    commands.settle_sale(sale=sold, actor=reviewer(sold.exchange), clock=frozen("2027-04-15T10:00:00"))
    return sold, winner


def reissued(certificate: Certificate, *, reason: str = "示范更正", clock: FrozenClock = AFTER) -> Certificate:
    """The certificate that takes the place of another, by a correction that two officers of the venue made."""
    venue = certificate.exchange
    case = Case.objects.get(listing=certificate.sale.listing_id)
    told = {"kind": "certificate_reissue", "reason": reason, "payload": {"certificate": certificate.number}}
    proposed = desk.propose_correction(case=case, actor=officer(venue), clock=clock, **told)
    desk.approve_correction(correction=proposed, actor=reviewer(venue), clock=clock)
    return Certificate.objects.get(supersedes=certificate)
