"""Money, notices, sales from the announcement to the certificate."""

from itertools import count

from marketplace.core.clock import frozen
from marketplace.fees import commands as fees
from marketplace.fees.models import Quote
from marketplace.fees.queries import schedule
from marketplace.ledger.commands import post
from marketplace.ledger.models import Purpose
from marketplace.trading import commands as trading
from marketplace.trading.models import Certificate, Sale
from tests.catalogue.factories import published_listing
from tests.guards.cast import Cast
from tests.guards.deeds.rows import Arguments, row
from tests.ledger.factories import BANK, account, funded
from tests.trading.factories import (
    ANNOUNCED,
    REGISTERED,
    SWEEP,
    at,
    bid,
    bidder,
    contracted_sale,
    deposit,
    paid_sale,
    registered,
    sale,
    settled_sale,
    won_sale,
)

LATER = frozen("2027-04-20T10:00:00")
CLOSED = at("15:20:00")
line = count(1)


@row("ledger.receive")
def receive(cast: Cast) -> Arguments:
    return {"organisation": cast.own, "exchange": "SW", "amount_fen": 100_00, "reference": "bank:SW:guards"}


@row("ledger.pay_out")
def pay_out(cast: Cast) -> Arguments:
    funded(cast.own, 100_00)
    return {"organisation": cast.own, "exchange": "SW", "amount_fen": 100_00, "reference": "bank:SW:guards"}


def quoted(cast: Cast) -> Quote:
    """What `own` would pay at the venue."""
    case = {"schedule": schedule("E1"), "side": "buyer", "subject": "sale:S-2027-000001", "exchange": "SW"}
    return fees.quote(price_fen=3_350_000_00, payer=cast.own, actor=cast["system"], clock=CLOSED, **case)


@row("fees.notify_payment")
def notify_payment(cast: Cast) -> Arguments:
    return {"quote": quoted(cast), "clock": CLOSED}


@row("fees.mark_paid")
def mark_paid(cast: Cast) -> Arguments:
    asked = quoted(cast)
    notice = fees.notify_payment(quote=asked, actor=cast["SW.off"], clock=CLOSED)
    legs = [(funded(cast.own, asked.amount_fen), -asked.amount_fen), (account(Purpose.POOL), asked.amount_fen)]
    transfer = post(reference=f"fee:guards:{next(line)}", legs=legs, memo="服务费", actor=BANK)
    return {"notice": notice, "transfer": transfer, "clock": CLOSED}


@row("trading.announce_sale")
def announce_sale(cast: Cast) -> Arguments:
    terms = {"start_fen": 2_800_000_00, "increment_fen": 50_000_00, "opens_at": at("09:00:00").at}
    return {"listing": published_listing(lister=cast["own.agt"]), "clock": ANNOUNCED, **terms}


@row("trading.register_bidder")
def register_bidder(cast: Cast) -> Arguments:
    return {"sale": sale(), "clock": REGISTERED}


@row("trading.register_bidder (at a sale of one's own)")
def register_seller(cast: Cast) -> Arguments:
    return {"sale": sale(listing=published_listing(lister=cast["own.agt"])), "clock": REGISTERED}


@row("trading.confirm_deposit")
def confirm_deposit(cast: Cast) -> Arguments:
    registration = registered(sale(), cast["own.agt"])[1]
    arrived = {"payer_name": cast.own.name, "bank_reference": "guards-1", "amount_fen": registration.sale.deposit_fen}
    return {"registration": registration, "clock": REGISTERED, **arrived}


@row("trading.place_bid")
def place_bid(cast: Cast) -> Arguments:
    opened = sale()
    bidder(opened, cast["own.agt"])
    return {"sale": opened, "price_fen": 2_800_000_00, "clock": at("09:30:00")}


@row("trading.return_deposits")
def return_deposits(cast: Cast) -> Arguments:
    """`own` was outbid; its deposit was confirmed by the one who also is a reviewer."""
    sold = sale()
    deposit(registered(sold, cast["own.agt"])[1], by=cast["SW.did"])
    bid(sold, bidder(sold), "10:00:00", 3_000_000)
    trading.close_sale(sale=sold, actor=SWEEP, clock=at("15:00:00"))
    return {"sale": sold, "clock": CLOSED}


@row("trading.sign_contract")
def sign_as_seller(cast: Cast) -> Arguments:
    return {"sale": won_sale(listing=published_listing(lister=cast["own.agt"]))[0], "clock": CLOSED}


@row("trading.sign_contract (as the buyer)")
def sign_as_buyer(cast: Cast) -> Arguments:
    sold = sale()
    bid(sold, bidder(sold, cast["own.agt"]), "10:00:00", 3_000_000)
    trading.close_sale(sale=sold, actor=SWEEP, clock=at("15:00:00"))
    return {"sale": sold, "clock": CLOSED}


@row("trading.confirm_payment")
def confirm_payment(cast: Cast) -> Arguments:
    sold, winner = contracted_sale(listing=published_listing(lister=cast["own.agt"]))
    due = {"payer_name": winner.organisation.name, "amount_fen": sold.settlement.buyer_due_fen}
    return {"sale": sold, "bank_reference": "guards-2", "clock": LATER, **due}


@row("trading.settle_sale")
def settle_sale(cast: Cast) -> Arguments:
    """The payment was confirmed by the one who also is a reviewer."""
    paid = paid_sale(by=cast["SW.did"], listing=published_listing(lister=cast["own.agt"]))[0]
    return {"sale": paid, "clock": LATER}


def settled(cast: Cast) -> Sale:
    return settled_sale(listing=published_listing(lister=cast["own.agt"]))[0]


@row("trading.issue_certificate")
def issue_certificate(cast: Cast) -> Arguments:
    return {"sale": settled(cast), "clock": LATER}


def certified(cast: Cast) -> Certificate:
    return trading.issue_certificate(sale=settled(cast), actor=cast["SW.off"], clock=LATER)
