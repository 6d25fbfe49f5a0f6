"""Rows of the pages of the cashier's desk."""

from django.core.files.base import ContentFile

from tests.cashier import factories as desk
from tests.cashier.factories import NEXT
from tests.guards.cast import Cast
from tests.guards.deeds import cashier as deeds
from tests.guards.doors import Call

REASON = {"reason": "示范原因"}


def claim(cast: Cast) -> Call:
    line = deeds.arrived(cast)
    return Call({"number": line.number}, body={"due": f"deposit:{line.remark}"}, at=NEXT)


def going_back(cast: Cast) -> Call:
    return Call({"number": desk.unknown().number}, body={"note": "示范原因"}, at=NEXT)


def link(cast: Cast) -> Call:
    line, paid = desk.paid_back()
    return Call({"number": line.number}, body={"transfer": paid.number}, at=NEXT)


def look(cast: Cast) -> Call:
    deeds.receipt(cast)
    return Call(at=NEXT)


def by_hand(cast: Cast) -> Call:
    due = desk.waiting(bidder=cast["own.agt"])
    form = {
        "subject": f"deposit:{due.number}",
        "payer_name": due.organisation.name,
        "payer_account": "6222000011112222",
        "bank_reference": "SF-guards",
        "amount": "280000.00",
        "note": "",
    }
    return Call(body=form, at=NEXT)


def hand_in(cast: Cast) -> Call:
    text = desk.sheet(desk.row("1.00"))
    form = {
        "file": lambda: ContentFile(text.encode(), name="示范对账单.csv"),
        "first_date": "2027-04-07",
        "last_date": "2027-04-07",
        "opening": "0.00",
        "closing": "1.00",
    }
    return Call(body=form, at=NEXT)


def day_on(cast: Cast) -> Call:
    desk.unknown()
    return Call({"on": "2027-04-07"}, body={}, at=NEXT)
