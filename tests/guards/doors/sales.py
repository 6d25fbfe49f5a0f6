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
from tests.trading.factories import ANNOUNCED, REGISTERED, registered, sale

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


def notice_number(cast: Cast) -> str:
    return fees.notify_payment(quote=deeds.quoted(cast), actor=cast["SW.off"], clock=deeds.CLOSED).number


@door("GET payment-notices")
def notices(cast: Cast) -> Call:
    return Call(finds=notice_number(cast))


@door("GET payment-notices/<number>")
def notice(cast: Cast) -> Call:
    return Call({"number": notice_number(cast)})


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
    return Call(body={"listing": published_listing(lister=cast["own.agt"]).number, **TERMS}, at=ANNOUNCED)


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
    return about(sale(), REGISTERED, {})


@door("POST registrations/<number>/deposit")
def deposit(cast: Cast) -> Call:
    given = deeds.confirm_deposit(cast)
    arrived = {"payer_name": cast.own.name, "bank_reference": "guards-1", "amount": money("280000.00")}
    return Call({"number": given["registration"].number}, body=arrived, at=REGISTERED)


@door("GET sales/<number>/bids")
def bids(cast: Cast) -> Call:
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


@door("POST sales/<number>/payments")
def payment(cast: Cast) -> Call:
    given = deeds.confirm_payment(cast)
    amount = f"{given['amount_fen'] // 100}.{given['amount_fen'] % 100:02d}"
    arrived = {"payer_name": given["payer_name"], "bank_reference": "guards-2", "amount": money(amount)}
    return about(given["sale"], deeds.LATER, arrived)


@door("GET sales/<number>/settlement")
def settlement(cast: Cast) -> Call:
    return about(deeds.settle_sale(cast)["sale"], deeds.LATER)


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
