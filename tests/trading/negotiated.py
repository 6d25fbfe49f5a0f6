"""Negotiations for the tests of every area, made by the commands that make them in the market."""

from itertools import count
from typing import Any

from accounts.actor import Actor
from marketplace.core.clock import frozen
from marketplace.trading import commands
from marketplace.trading.models import Negotiation, NoticeObjection, Publicity, Sale
from marketplace.trading.queries import negotiations as queries
from tests.accounts.factories import actor, officer, reviewer, verified
from tests.catalogue.factories import published_listing
from tests.trading.factories import waived

OPENED = frozen("2027-03-16T10:00:00")  # the disclosure of a listing of March 1st is over
AGREED = frozen("2027-03-22T10:00:00")
OBJECTED = frozen("2027-03-24T10:00:00")
DECIDED = frozen("2027-03-26T10:00:00")
OVER = frozen("2027-04-07T00:00:00")  # 15 full days after the agreement
PRICE = 1_200_000_00
line = count(1)


def negotiation(
    *, buyer: Actor | None = None, foreign_link: str = "none", priority: bool = False, **fields: Any
) -> Negotiation:
    """Opened by a new firm (unless given) on a listing of a new university (unless `lister` is given), whose inventors have waived

    (unless `priority`)."""
    offered = published_listing(price_mode="negotiated", **fields)
    if not priority:
        waived(offered)
    return commands.open_negotiation(
        listing=offered,
        foreign_link=foreign_link,
        declaration="" if foreign_link == "none" else "示范境外控制人",
        actor=buyer or actor(verified()),
        clock=OPENED,
    )


def buyer_of(of: Negotiation) -> Actor:
    return actor(of.buyer)


def seller_of(of: Negotiation) -> Actor:
    return actor(of.listing.lister)


def offer(of: Negotiation, who: Actor, price_fen: int = PRICE, **fields: Any) -> Any:
    return commands.make_offer(
        negotiation=of, price_fen=price_fen, actor=who, **{"clock": OPENED, "valid_days": 7} | fields
    )


def offered(**fields: Any) -> Negotiation:
    """The buyer has offered, the seller has not answered."""
    of = negotiation(**fields)
    offer(of, buyer_of(of))
    return of


def agreed(**fields: Any) -> Negotiation:
    """Accepted by the seller on 2027-03-22: of a university, public until 04-06."""
    of = offered(**fields)
    commands.accept_offer(negotiation=of, position=1, actor=seller_of(of), clock=AGREED)
    return of


def publicity_of(of: Negotiation) -> Publicity:
    found = queries.publicity_of(of)
    assert found
    return found


def objected(of: Negotiation | None = None, *, by: Actor | None = None) -> NoticeObjection:
    of = of or agreed()
    return commands.object_to_notice(
        publicity=publicity_of(of), content="示范异议", actor=by or actor(verified()), clock=OBJECTED
    )


def concluded(**fields: Any) -> Negotiation:
    of = agreed(**fields)
    commands.conclude_negotiation(negotiation=of, actor=officer(of.exchange), clock=OVER)
    of.refresh_from_db()
    return of


def settled_agreement(**fields: Any) -> Sale:
    """Signed, paid and settled."""
    of = concluded(**fields)
    sold = of.sale
    assert sold
    for who in (seller_of(of), buyer_of(of)):
        commands.sign_contract(sale=sold, actor=who, clock=frozen("2027-04-07T10:00:00"))
    commands.confirm_payment(
        sale=sold,
        payer_name=of.buyer.name,
        bank_reference=f"agreed-{next(line)}",
        amount_fen=sold.settlement.buyer_due_fen,
        actor=officer(sold.exchange),
        clock=frozen("2027-04-08T10:00:00"),
    )
    commands.settle_sale(sale=sold, actor=reviewer(sold.exchange), clock=frozen("2027-04-09T10:00:00"))
    return sold


def agreed_in_kind(**fields: Any) -> Sale:
    """Technology at 1,200,000.00 of a capital of 6,000,000.00, concluded on 2027-04-07; nobody has signed."""
    of = negotiation(transfer_modes=["equity"], **fields)
    offer(of, buyer_of(of), capital_fen=6_000_000_00, valuation_fen=PRICE)
    commands.accept_offer(negotiation=of, position=1, actor=seller_of(of), clock=AGREED)
    commands.conclude_negotiation(negotiation=of, actor=officer(of.exchange), clock=OVER)
    of.refresh_from_db()
    assert of.sale
    return of.sale


def settled_in_kind(**fields: Any) -> Sale:
    """Signed, and both fees came and were passed on."""
    sold = agreed_in_kind(**fields)
    of = sold.negotiation
    for who in (seller_of(of), buyer_of(of)):
        commands.sign_contract(sale=sold, actor=who, clock=frozen("2027-04-07T10:00:00"))
    fee_fen = sold.settlement.buyer_due_fen
    for confirm, payer in ((commands.confirm_payment, of.buyer), (commands.confirm_seller_fee, of.listing.lister)):
        confirm(
            sale=sold,
            payer_name=payer.name,
            bank_reference=f"in-kind-{next(line)}",
            amount_fen=fee_fen,
            actor=officer(sold.exchange),
            clock=frozen("2027-04-08T10:00:00"),
        )
    commands.settle_sale(sale=sold, actor=reviewer(sold.exchange), clock=frozen("2027-04-09T10:00:00"))
    return sold
