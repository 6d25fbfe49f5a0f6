"""The cashier's desk."""

from tests.cashier import factories as desk
from tests.cashier.factories import NEXT
from tests.clients import money
from tests.guards.cast import Cast
from tests.guards.deeds import cashier as deeds
from tests.guards.deeds import sales
from tests.guards.doors.rows import Call, door

REASON = {"reason": "示范原因"}


def about(thing: object, body: object = None) -> Call:
    return Call({"number": thing.number}, body=body, at=NEXT)  # type: ignore[attr-defined]  # a thing of the desk


@door("GET bank-statements")
def statements(cast: Cast) -> Call:
    return Call(finds=desk.read(desk.row("1.00")).number, at=NEXT)


@door("POST bank-statements")
def read_in(cast: Cast) -> Call:
    body = {
        "name": "示范对账单.csv",
        "file": desk.sheet(desk.row("1.00")),
        "first_date": "2027-04-07",
        "last_date": "2027-04-07",
        "opening": money("0.00"),
        "closing": money("1.00"),
    }
    return Call(body=body, at=NEXT)


@door("GET bank-statements/<number>")
def statement(cast: Cast) -> Call:
    return about(desk.read(desk.row("1.00")))


@door("GET bank-lines")
def lines(cast: Cast) -> Call:
    return Call(query="state=suspense", finds=desk.unknown().number, at=NEXT)


@door("GET bank-lines/<number>")
def line(cast: Cast) -> Call:
    return about(deeds.arrived(cast))


@door("POST bank-lines/<number>/claims")
def claim(cast: Cast) -> Call:
    found = deeds.arrived(cast)
    return about(found, {"kind": "deposit", "subject": found.remark, "note": "示范"})


@door("POST bank-lines/<number>/return")
def going_back(cast: Cast) -> Call:
    return about(desk.unknown(), {"note": "示范原因"})


@door("POST bank-lines/<number>/parking")
def parking(cast: Cast) -> Call:
    return about(deeds.arrived(cast))


@door("POST bank-lines/<number>/link")
def link(cast: Cast) -> Call:
    found, paid = desk.paid_back()
    return about(found, {"transfer": paid.number})


@door("POST bank-lines/<number>/reopening")
def reopening(cast: Cast) -> Call:
    return about(desk.undone())


@door("GET expected-receipts")
def expected(cast: Cast) -> Call:
    desk.waiting(bidder=cast["own.agt"])
    return Call(at=NEXT)


@door("GET cashier-proposals")
def proposals(cast: Cast) -> Call:
    return Call(finds=deeds.receipt(cast).number, at=NEXT)


@door("POST cashier-proposals")
def by_hand(cast: Cast) -> Call:
    due = desk.waiting(bidder=cast["own.agt"])
    body = {
        "kind": "deposit",
        "subject": due.number,
        "payer_name": due.organisation.name,
        "payer_account": "6222000011112222",
        "bank_reference": "SF-guards",
        "amount": money("280000.00"),
        "note": "示范",
    }
    return Call(body=body, at=NEXT)


@door("GET cashier-proposals/<number>")
def proposal(cast: Cast) -> Call:
    return about(deeds.receipt(cast))


@door("POST cashier-proposals/<number>/confirmation")
def confirmation(cast: Cast) -> Call:
    return about(deeds.receipt(cast))


@door("POST cashier-proposals/<number>/rejection")
def rejection(cast: Cast) -> Call:
    return about(deeds.receipt(cast), REASON)


@door("GET bank-days")
def days(cast: Cast) -> Call:
    return Call(finds=deeds.closed(cast).number, at=NEXT)


@door("POST bank-days")
def closing(cast: Cast) -> Call:
    desk.unknown()
    explanations = [{"reference": "SF-guards", "explanation": "示范"}]
    return Call(body={"date": "2027-04-07", "explanations": explanations}, at=NEXT)


@door("GET bank-days/<number>")
def day(cast: Cast) -> Call:
    return about(deeds.closed(cast))


@door("POST bank-days/<number>/check")
def check(cast: Cast) -> Call:
    return about(deeds.closed(cast))


@door("POST bank-days/<number>/sending-back")
def sending_back(cast: Cast) -> Call:
    return about(deeds.closed(cast), REASON)


@door("GET bank-day-comparison")
def comparison(cast: Cast) -> Call:
    desk.unknown()
    return Call(query="date=2027-04-07", at=NEXT)


@door("GET deposits-to-return")
def to_return(cast: Cast) -> Call:
    """`own` was outbid."""
    sold = sales.return_deposits(cast)["sale"]
    return Call(finds=sold.registrations.get(organisation=cast.own).number, at=sales.CLOSED)
