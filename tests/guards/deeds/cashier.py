"""The cashier's desk."""

from django.core.files.base import ContentFile

from marketplace.cashier.models import BankLine, Day, Proposal
from tests.cashier import factories as desk
from tests.cashier.factories import DAY, NEXT
from tests.guards.cast import Cast
from tests.guards.deeds.rows import Arguments, row


def arrived(cast: Cast) -> BankLine:
    """The deposit of the organisation whose thing it is."""
    return desk.arrived(desk.waiting(bidder=cast["own.agt"]))


@row("cashier.read_statement")
def read_statement(cast: Cast) -> Arguments:
    text = desk.sheet(desk.row("1.00"))
    return {
        "upload": lambda: ContentFile(text.encode(), name="示范对账单.csv"),
        "exchange": "SW",
        "first_date": DAY,
        "last_date": DAY,
        "opening_fen": 0,
        "closing_fen": 1_00,
        "clock": NEXT,
    }


@row("cashier.propose_receipt")
def propose_receipt(cast: Cast) -> Arguments:
    line = arrived(cast)
    return {"line": line, "kind": "deposit", "subject": line.remark, "clock": NEXT}


@row("cashier.propose_by_hand")
def propose_by_hand(cast: Cast) -> Arguments:
    due = desk.waiting(bidder=cast["own.agt"])
    return {
        "exchange": "SW",
        "kind": "deposit",
        "subject": due.number,
        "payer_name": due.organisation.name,
        "payer_account": "6222000011112222",
        "bank_reference": "SF-guards",
        "amount_fen": due.sale.deposit_fen,
        "clock": NEXT,
    }


@row("cashier.propose_return")
def propose_return(cast: Cast) -> Arguments:
    return {"line": desk.unknown(), "note": "示范原因", "clock": NEXT}


def receipt(cast: Cast) -> Proposal:
    return desk.proposed(desk.waiting(bidder=cast["own.agt"]), by=cast["SW.did"])


@row("cashier.confirm_proposal")
def confirm_receipt(cast: Cast) -> Arguments:
    return {"proposal": receipt(cast), "clock": NEXT}


@row("cashier.confirm_proposal (a return)")
def confirm_return(cast: Cast) -> Arguments:
    return {"proposal": desk.returning(by=cast["SW.did"]), "clock": NEXT}


@row("cashier.reject_proposal")
def reject_proposal(cast: Cast) -> Arguments:
    return {"proposal": receipt(cast), "reason": "示范原因", "clock": NEXT}


@row("cashier.park_line")
def park_line(cast: Cast) -> Arguments:
    return {"line": arrived(cast), "clock": NEXT}


@row("cashier.link_line")
def link_line(cast: Cast) -> Arguments:
    line, paid = desk.paid_back()
    return {"line": line, "transfer": paid.number, "clock": NEXT}


@row("cashier.reopen_line")
def reopen_line(cast: Cast) -> Arguments:
    return {"line": desk.undone(), "clock": NEXT}


@row("cashier.close_day")
def close_day(cast: Cast) -> Arguments:
    desk.unknown()
    return {"exchange": "SW", "date": DAY, "explanations": {}, "clock": NEXT}


def closed(cast: Cast) -> Day:
    desk.unknown()
    return desk.closed(by=desk.finance())


@row("cashier.check_day")
def check_day(cast: Cast) -> Arguments:
    return {"day": closed(cast), "clock": NEXT}


@row("cashier.send_back_day")
def send_back_day(cast: Cast) -> Arguments:
    return {"day": closed(cast), "reason": "示范原因", "clock": NEXT}
