"""Accounts of money, notices, sales from the announcement to the certificate."""

from typing import Any

from marketplace.fees import commands as fees
from marketplace.ledger.models import Purpose
from marketplace.trading.models import Sale
from tests.catalogue.factories import listing, published_listing
from tests.clients import money
from tests.guards.cast import Cast
from tests.guards.deeds import sales as deeds
from tests.guards.doors.rows import Call, door
from tests.ledger.factories import account, funded
from tests.trading.factories import ANNOUNCED, REGISTERED, registered, sale, waived

TERMS = {"start": money("2800000.00"), "increment": money("50000.00"), "opens_at": "2027-04-12T09:00:00+08:00"}


@door("GET accounts")
def accounts(cast: Cast) -> Call:
    return Call(finds=funded(cast.own, 100_00).number)


@door("GET accounts/<number>")
def one_account(cast: Cast) -> Call:
    return Call({"number": funded(cast.own, 100_00).number})


@door("GET accounts/<number> (of the market itself)")
def market_account(cast: Cast) -> Call:
    return Call({"number": account(Purpose.POOL).number})


@door("GET accounts/<number>/transfers")
def transfers(cast: Cast) -> Call:
    return Call({"number": funded(cast.own, 100_00).number})


@door("GET books/<month>.<ending>")
def books(cast: Cast) -> Call:
    return Call({"month": "2027-04", "ending": "csv"})


def notice_number(cast: Cast) -> str:
    return fees.notify_payment(quote=deeds.quoted(cast), actor=cast["SW.off"], clock=deeds.CLOSED).number


@door("GET payment-notices")
def notices(cast: Cast) -> Call:
    return Call(finds=notice_number(cast))


@door("GET payment-notices/<number>")
def notice(cast: Cast) -> Call:
    return Call({"number": notice_number(cast)})


INVOICE = {"number": "2" * 20, "invoice_date": "2027-04-12", "reason": ""}


@door("POST payment-notices/<number>/invoices")
def invoices(cast: Cast) -> Call:
    return Call({"number": notice_number(cast)}, body=INVOICE, at=deeds.CLOSED)


def particulars(cast: Cast) -> dict[str, str]:
    told = {"title": cast.own.name, "taxpayer_number": cast.own.uscc, "address": "示范路 1 号", "phone": "028-0000000"}
    return told | {"bank": "示范银行", "bank_account": "6200 0000 0000 0001"}


@door("GET invoice-particulars")
def own_particulars(cast: Cast) -> Call:
    return Call()


@door("POST invoice-particulars")
def enter_particulars(cast: Cast) -> Call:
    return Call(body=particulars(cast))


def offered(cast: Cast) -> Sale:
    """A sale of a listing of `own`."""
    return sale(listing=published_listing(lister=cast["own.agt"]))


def about(sold: Sale, at: Any, body: Any = None) -> Call:
    return Call({"number": sold.number}, body=body, at=at)


@door("GET sales")
def all_sales(cast: Cast) -> Call:
    return Call(finds=offered(cast).number)


@door("POST sales")
def announce(cast: Cast) -> Call:
    return Call(body={"listing": waived(published_listing(lister=cast["own.agt"])).number, **TERMS}, at=ANNOUNCED)


@door("POST sales (of a draft)")
def announce_draft(cast: Cast) -> Call:
    return Call(body={"listing": listing(lister=cast["own.agt"]).number, **TERMS}, at=ANNOUNCED)


@door("GET sales/<number>")
def one_sale(cast: Cast) -> Call:
    return about(offered(cast), REGISTERED)


@door("GET sales/<number>/registrations")
def registrations(cast: Cast) -> Call:
    """`own` bids at somebody's sale."""
    registration = registered(sale(), cast["own.agt"])[1]
    return Call({"number": registration.sale.number}, finds=registration.number, at=REGISTERED)


@door("POST sales/<number>/registrations")
def register(cast: Cast) -> Call:
    return about(sale(), REGISTERED, {"foreign_link": "none"})


@door("POST registrations/<number>/screenings")
def screening(cast: Cast) -> Call:
    return Call({"number": deeds.unscreened(cast).number}, body={**deeds.SCREENED, "permit": ""}, at=REGISTERED)


@door("GET sales/<number>/bids")
def bids(cast: Cast) -> Call:
    return about(deeds.return_deposits(cast)["sale"], deeds.CLOSED)


@door("GET sales/<number>/protocol")
def protocol(cast: Cast) -> Call:
    return about(deeds.return_deposits(cast)["sale"], deeds.CLOSED)


@door("POST sales/<number>/bids")
def bid(cast: Cast) -> Call:
    given = deeds.place_bid(cast)
    return about(given["sale"], given["clock"], {"price": money("2800000.00")})


@door("POST sales/<number>/deposit-returns")
def deposit_returns(cast: Cast) -> Call:
    return about(deeds.return_deposits(cast)["sale"], deeds.CLOSED)


@door("GET sales/<number>/contract")
def contract(cast: Cast) -> Call:
    return about(deeds.sign_as_seller(cast)["sale"], deeds.CLOSED)


@door("POST sales/<number>/contract/signatures")
def sign(cast: Cast) -> Call:
    return about(deeds.sign_as_seller(cast)["sale"], deeds.CLOSED)


@door("GET sales/<number>/settlement")
def settlement(cast: Cast) -> Call:
    return about(deeds.settle_sale(cast)["sale"], deeds.LATER)


@door("POST sales/<number>/settlement/demands")
def demand(cast: Cast) -> Call:
    return about(deeds.demand_payment(cast)["sale"], deeds.LONG_AFTER)


@door("POST sales/<number>/settlement")
def settle(cast: Cast) -> Call:
    return about(deeds.settle_sale(cast)["sale"], deeds.LATER)


@door("POST sales/<number>/certificate")
def certificate(cast: Cast) -> Call:
    return about(deeds.settled(cast), deeds.LATER)


@door("GET certificates/<number>")
def one_certificate(cast: Cast) -> Call:
    return Call({"number": deeds.certified(cast).number}, at=deeds.LATER)


@door("POST certificate-checks")
def check(cast: Cast) -> Call:
    return Call(body={"text": "{}"})


PLAN = {
    "instalments": [{"amount": money("1350000.00"), "months": 0}, {"amount": money("1650000.00"), "months": 6}],
    "security": "guarantee",
    "security_note": "示范担保公司保证",
    "interest_bp": 360,
}


@door("POST sales/<number>/contract/instalments")
def plan(cast: Cast) -> Call:
    return about(deeds.propose_instalments(cast)["sale"], deeds.CLOSED, PLAN)


@door("POST sales/<number>/contract/instalment-withdrawals")
def withdraw_plan(cast: Cast) -> Call:
    return about(deeds.withdraw_instalments(cast)["sale"], deeds.CLOSED)


@door("POST sales/<number>/contract/seller-fee")
def seller_fee_terms(cast: Cast) -> Call:
    return about(deeds.choose_netting(cast)["sale"], deeds.CLOSED, {"nets": False})


@door("GET instalments")
def instalments(cast: Cast) -> Call:
    return Call(finds=deeds.instalments(cast)[0][0].number)


@door("GET instalments/<number>")
def instalment(cast: Cast) -> Call:
    return Call({"number": deeds.instalments(cast)[0][0].number})


@door("POST instalments/<number>/settlements")
def instalment_settlement(cast: Cast) -> Call:
    return Call({"number": deeds.settle_instalment(cast)["instalment"].number}, at=deeds.LATER)


@door("POST instalments/<number>/demands")
def instalment_demand(cast: Cast) -> Call:
    return Call({"number": deeds.demand_instalment(cast)["instalment"].number}, at=deeds.LONG_AFTER)


@door("POST sales/<number>/defaults")
def propose_default(cast: Cast) -> Call:
    return about(deeds.unsigned(cast), deeds.OVERDUE, {**deeds.ACCUSED, "costs": money("8000.00")})


@door("GET defaults")
def defaults(cast: Cast) -> Call:
    return Call(finds=deeds.found_default(cast).number)


@door("GET defaults/<number>")
def default(cast: Cast) -> Call:
    return Call({"number": deeds.found_default(cast).number})


@door("POST defaults/<number>/declarations")
def declare_default(cast: Cast) -> Call:
    return Call({"number": deeds.found_default(cast).number}, at=deeds.OVERDUE)


@door("POST defaults/<number>/rejections")
def reject_default(cast: Cast) -> Call:
    return Call({"number": deeds.found_default(cast).number}, body={"reason": "示范：已签署"}, at=deeds.OVERDUE)


@door("POST defaults/<number>/conclusions")
def conclude_default(cast: Cast) -> Call:
    return Call({"number": deeds.conclude_default(cast)["default"].number}, at=deeds.OVERDUE)


@door("GET sales/<number>/unwindings")
def unwindings(cast: Cast) -> Call:
    return about(deeds.asked_back(cast).settlement.sale, deeds.OVERDUE)


@door("POST sales/<number>/unwindings")
def propose_unwinding(cast: Cast) -> Call:
    return about(deeds.settled(cast), deeds.OVERDUE, {"kind": "refund_seller", "reason": "示范：交易无效"})


@door("GET unwindings/<number>")
def unwinding(cast: Cast) -> Call:
    return Call({"number": deeds.asked_back(cast).number})


@door("POST unwindings/<number>/approvals")
def approve_unwinding(cast: Cast) -> Call:
    return Call({"number": deeds.asked_back(cast).number}, at=deeds.OVERDUE)


@door("POST unwindings/<number>/rejections")
def reject_unwinding(cast: Cast) -> Call:
    return Call({"number": deeds.asked_back(cast).number}, body={"reason": "示范：证据不足"}, at=deeds.OVERDUE)
