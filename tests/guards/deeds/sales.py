"""Money, notices, sales from the announcement to the certificate."""

from itertools import count

from accounts.actor import Actor
from marketplace.catalogue.commands import withdraw_listing
from marketplace.catalogue.models import Listing
from marketplace.core.clock import frozen
from marketplace.fees import commands as fees
from marketplace.fees.models import PaymentNotice, Quote
from marketplace.fees.queries import schedule
from marketplace.ledger.commands import post
from marketplace.ledger.models import Purpose
from marketplace.trading import commands as trading
from marketplace.trading.models import Certificate, Default, Instalment, Registration, Sale, Unwinding
from tests.accounts.factories import reviewer
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
    waived,
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


def notified(cast: Cast) -> PaymentNotice:
    """What `own` was asked to pay."""
    return fees.notify_payment(quote=quoted(cast), actor=cast["SW.off"], clock=CLOSED)


@row("fees.enter_invoice")
def enter_invoice(cast: Cast) -> Arguments:
    return {"notice": notified(cast), "number": "2" * 20, "invoice_date": CLOSED.at.date(), "clock": CLOSED}


@row("fees.enter_particulars")
def enter_particulars(cast: Cast) -> Arguments:
    told = {"title": cast.own.name, "taxpayer_number": cast.own.uscc, "address": "示范路 1 号", "phone": "028-0000000"}
    return told | {"bank": "", "bank_account": "", "organisation": cast.own, "clock": CLOSED}


@row("trading.announce_sale")
def announce_sale(cast: Cast) -> Arguments:
    terms = {"start_fen": 2_800_000_00, "increment_fen": 50_000_00, "opens_at": at("09:00:00").at}
    return {"listing": waived(published_listing(lister=cast["own.agt"])), "clock": ANNOUNCED, **terms}


@row("trading.register_bidder")
def register_bidder(cast: Cast) -> Arguments:
    return {"sale": sale(), "foreign_link": "none", "clock": REGISTERED}


@row("trading.register_bidder (at a sale of one's own)")
def register_seller(cast: Cast) -> Arguments:
    return {
        "sale": sale(listing=published_listing(lister=cast["own.agt"])),
        "foreign_link": "none",
        "clock": REGISTERED,
    }


FOREIGN = {"foreign_link": "controlled", "declaration": "示范：外方持股百分之六十"}
SCREENED = {"result": "free", "basis": "示范目录 2025-07-15", "reason": "示范：不在目录内"}


def unscreened(cast: Cast) -> Registration:
    """`own` registered with a foreign link."""
    return registered(sale(), cast["own.agt"], **FOREIGN)[1]


@row("trading.screen_bidder")
def screen_bidder(cast: Cast) -> Arguments:
    return {"registration": unscreened(cast), "clock": REGISTERED, **SCREENED}


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


def parcels() -> list[trading.Parcel]:
    return [trading.Parcel(1_350_000_00, 0), trading.Parcel(1_650_000_00, 6)]


SECURED = {"security": "guarantee", "security_note": "示范担保公司保证", "interest_bp": 360}


@row("trading.propose_instalments")
def propose_instalments(cast: Cast) -> Arguments:
    sold = won_sale(listing=published_listing(lister=cast["own.agt"]))[0]
    return {"sale": sold, "parts": parcels(), "clock": CLOSED, **SECURED}


@row("trading.choose_netting")
def choose_netting(cast: Cast) -> Arguments:
    return {"sale": won_sale(listing=published_listing(lister=cast["own.agt"]))[0], "nets": False, "clock": CLOSED}


@row("trading.confirm_seller_fee")
def confirm_seller_fee(cast: Cast) -> Arguments:
    """`own` sells, and pays its fee apart."""
    sold, winner = won_sale(listing=published_listing(lister=cast["own.agt"]))
    trading.choose_netting(sale=sold, nets=False, actor=cast["own.agt"], clock=CLOSED)
    for side in (cast["own.agt"], winner):
        trading.sign_contract(sale=sold, actor=side, clock=CLOSED)
    due = {"payer_name": cast.own.name, "amount_fen": sold.settlement.seller_fee_fen}
    return {"sale": sold, "bank_reference": "guards-3", "clock": LATER, **due}


@row("trading.withdraw_instalments")
def withdraw_instalments(cast: Cast) -> Arguments:
    given = propose_instalments(cast)
    trading.propose_instalments(actor=cast["own.agt"], **given)
    return {"sale": given["sale"], "clock": CLOSED}


def instalments(cast: Cast) -> tuple[list[Instalment], Actor]:
    """The parts of a deal of `own` as the seller, in force since the day of the sale, and who bought."""
    sold, winner = won_sale(listing=published_listing(lister=cast["own.agt"]))
    plan = trading.propose_instalments(sale=sold, parts=parcels(), actor=winner, clock=CLOSED, **SECURED)
    for side in (winner, cast["own.agt"]):
        trading.sign_contract(sale=sold, actor=side, clock=CLOSED)
    return list(plan.instalments.order_by("position")), winner


def arrived(part: Instalment, winner: Actor) -> Arguments:
    assert winner.organisation
    return {
        "payer_name": winner.organisation.name,
        "amount_fen": part.due_fen,
        "bank_reference": f"guards-{next(line)}",
        "clock": at("17:00:00"),
    }


@row("trading.confirm_instalment")
def confirm_instalment(cast: Cast) -> Arguments:
    parts, winner = instalments(cast)
    return {"instalment": parts[0], **arrived(parts[0], winner)}


@row("trading.confirm_expected")
def confirm_expected(cast: Cast) -> Arguments:
    parts, winner = instalments(cast)
    return {"reference": parts[0].number, **arrived(parts[0], winner)}


@row("trading.settle_instalment")
def settle_instalment(cast: Cast) -> Arguments:
    """It was confirmed by the one who also is a reviewer."""
    parts, winner = instalments(cast)
    trading.confirm_instalment(instalment=parts[0], actor=cast["SW.did"], **arrived(parts[0], winner))
    return {"instalment": parts[0], "clock": LATER}


LONG_AFTER = frozen("2027-06-01T10:00:00")


@row("trading.demand_payment")
def demand_payment(cast: Cast) -> Arguments:
    return {"sale": contracted_sale(listing=published_listing(lister=cast["own.agt"]))[0], "clock": LONG_AFTER}


@row("trading.demand_instalment")
def demand_instalment(cast: Cast) -> Arguments:
    return {"instalment": instalments(cast)[0][0], "clock": LONG_AFTER}


@row("fees.mark_refunded")
def mark_refunded(cast: Cast) -> Arguments:
    given = mark_paid(cast)
    fees.mark_paid(actor=cast["SW.off"], **given)
    amount = given["notice"].quote.amount_fen
    legs = [(account(Purpose.POOL), -amount), (account(Purpose.AVAILABLE, cast.own), amount)]
    back = post(reference=f"refund:guards:{next(line)}", legs=legs, memo="退费", actor=BANK)
    return {"notice": given["notice"], "transfer": back, "clock": CLOSED}


def unsigned(cast: Cast) -> Sale:
    """A deal of `own` as the seller, whose winner has not signed."""
    return won_sale(listing=published_listing(lister=cast["own.agt"]))[0]


ACCUSED = {"grounds": "not_signed", "reason": "示范：逾期未签署"}
OVERDUE = frozen("2027-04-20T10:00:00")


@row("trading.propose_default")
def propose_default(cast: Cast) -> Arguments:
    return {"sale": unsigned(cast), "clock": OVERDUE, **ACCUSED}


def found_default(cast: Cast) -> Default:
    """Found by the one who also is a reviewer."""
    return trading.propose_default(actor=cast["SW.did"], **propose_default(cast))


@row("trading.declare_default")
def declare_default(cast: Cast) -> Arguments:
    return {"default": found_default(cast), "clock": OVERDUE}


@row("trading.reject_default")
def reject_default(cast: Cast) -> Arguments:
    return {"default": found_default(cast), "reason": "示范：已签署", "clock": OVERDUE}


@row("trading.conclude_default")
def conclude_default(cast: Cast) -> Arguments:
    """The lot has left the offer without a second sale."""
    declared = trading.declare_default(default=found_default(cast), actor=reviewer(), clock=OVERDUE)
    offered = Listing.objects.get(pk=declared.sale.listing_id)
    withdraw_listing(listing=offered, reasons="示范：不再转让", actor=cast["own.agt"], clock=OVERDUE)
    return {"default": Default.objects.get(pk=declared.pk), "clock": OVERDUE}


@row("trading.propose_unwinding")
def propose_unwinding(cast: Cast) -> Arguments:
    return {"sale": settled(cast), "kind": "refund_seller", "reason": "示范：交易无效", "clock": OVERDUE}


def asked_back(cast: Cast) -> Unwinding:
    """Proposed by the one who also is a reviewer."""
    return trading.propose_unwinding(actor=cast["SW.did"], **propose_unwinding(cast))


@row("trading.approve_unwinding")
def approve_unwinding(cast: Cast) -> Arguments:
    return {"unwinding": asked_back(cast), "clock": OVERDUE}


@row("trading.reject_unwinding")
def reject_unwinding(cast: Cast) -> Arguments:
    return {"unwinding": asked_back(cast), "reason": "示范：证据不足", "clock": OVERDUE}


@row("fees.withdraw_notice")
def withdraw_notice(cast: Cast) -> Arguments:
    notice = fees.notify_payment(quote=quoted(cast), actor=cast["SW.off"], clock=CLOSED)
    return {"notice": notice, "clock": CLOSED}
