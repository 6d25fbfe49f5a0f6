"""Custody agreements and technology managers."""

from tests.clients import money
from tests.guards.cast import Cast
from tests.guards.deeds import agency as deeds
from tests.guards.doors.rows import Call, door
from tests.trading.factories import AFTER


@door("GET custodies")
def custodies(cast: Cast) -> Call:
    return Call(finds=deeds.waiting(cast).number)


@door("GET custodies/<number>")
def custody(cast: Cast) -> Call:
    return Call({"number": deeds.waiting(cast).number})


@door("POST custodies/<number>/signature")
def signature(cast: Cast) -> Call:
    return Call({"number": deeds.waiting(cast).number})


@door("GET practitioners")
def practitioners(cast: Cast) -> Call:
    return Call(finds=deeds.suspend_practitioner(cast)["practitioner"].number)


@door("GET practitioners/<number>")
def practitioner(cast: Cast) -> Call:
    return Call({"number": deeds.suspend_practitioner(cast)["practitioner"].number})


@door("GET practitioners/<number> (one that waits)")
def waiting_practitioner(cast: Cast) -> Call:
    return Call({"number": deeds.verify_practitioner(cast)["practitioner"].number})


@door("GET sales/<number>/commissions")
def commissions(cast: Cast) -> Call:
    commission = deeds.withdraw_commission(cast)["commission"]
    return Call({"number": commission.sale.number}, finds=commission.number)


@door("POST sales/<number>/commissions")
def propose_commission(cast: Cast) -> Call:
    given = deeds.propose_commission(cast)
    body = {"attribution": given["attribution"], "amount": money("60000.00"), "agreement": given["agreement"]}
    return Call({"number": given["sale"].number}, body=body, at=given["clock"])


@door("GET commissions/<number>")
def commission(cast: Cast) -> Call:
    return Call({"number": deeds.withdraw_commission(cast)["commission"].number})


@door("POST commissions/<number>/agreements")
def agree_commission(cast: Cast) -> Call:
    return Call({"number": deeds.agree_commission(cast)["commission"].number}, at=AFTER)


@door("POST commissions/<number>/refusals")
def decline_commission(cast: Cast) -> Call:
    return Call({"number": deeds.decline_commission(cast)["commission"].number}, at=AFTER)


@door("POST commissions/<number>/withdrawals")
def withdraw_commission(cast: Cast) -> Call:
    return Call({"number": deeds.withdraw_commission(cast)["commission"].number}, at=AFTER)
