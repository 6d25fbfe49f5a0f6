"""Rules, calendar, market time, schedules, reference tables: public, or the sandbox's."""

from marketplace.rulebook import commands as rulebook
from marketplace.rulebook.models import Capability
from marketplace.rulebook.queries import agreement_for, version_in_force
from tests.catalogue.factories import TODAY
from tests.guards.cast import Cast
from tests.guards.deeds import rules as deeds
from tests.guards.doors.rows import Call, door
from tests.rulebook.factories import load_2027


@door("GET rules")
def rules(cast: Cast) -> Call:
    return Call(finds=version_in_force(TODAY.at).number)


@door("GET rules/<number>")
def version(cast: Cast) -> Call:
    return Call({"number": version_in_force(TODAY.at).number})


@door("GET rules/<number> (a draft)")
def draft(cast: Cast) -> Call:
    drafted = rulebook.draft_version(actor=cast["SW.did"], **deeds.draft_terms())
    return Call({"number": drafted.number})


@door("GET rules/<number>/comments")
def comments(cast: Cast) -> Call:
    comment = deeds.answer_comment(cast)["comment"]
    return Call({"number": comment.version.number}, finds=comment.number)


@door("POST rules/<number>/comments")
def comment(cast: Cast) -> Call:
    return Call({"number": deeds.published(cast).number}, body={"rule": "R-BID-07", "text": "示范意见"})


@door("GET rule-harmony")
def harmony(cast: Cast) -> Call:
    return Call()


@door("GET capabilities")
def capabilities(cast: Cast) -> Call:
    return Call(finds=Capability.objects.get(exchange="SW", code="display").number)


@door("GET service-areas")
def service_areas(cast: Cast) -> Call:
    return Call()


@door("GET agreements")
def agreements(cast: Cast) -> Call:
    return Call(finds=agreement_for("ip_services").number)


@door("GET agreements/<number>")
def agreement(cast: Cast) -> Call:
    return Call({"number": agreement_for("ip_services").number})


@door("GET agreements/<number> (not compared yet)")
def agreement_entered(cast: Cast) -> Call:
    return Call({"number": deeds.entered(cast).number})


@door("GET calendar/<year>")
def calendar(cast: Cast) -> Call:
    load_2027()
    return Call({"year": 2027})


@door("POST deadline-calculations")
def deadline(cast: Cast) -> Call:
    load_2027()
    return Call(body={"start": "2027-04-02", "working_days": 5})


@door("GET sandbox/clock")
def clock(cast: Cast) -> Call:
    return Call()


@door("POST sandbox/clock")
def shift(cast: Cast) -> Call:
    return Call(body={"action": "shift", "by_seconds": 60})


@door("GET fee-schedules")
def schedules(cast: Cast) -> Call:
    return Call(finds="E1")


@door("GET fee-schedules/<code>")
def schedule(cast: Cast) -> Call:
    return Call({"code": "E1"})


@door("GET fee-schedules/<code> (a draft)")
def schedule_draft(cast: Cast) -> Call:
    return Call({"code": deeds.drafted(cast, "SW").code})


@door("POST fee-calculations")
def fees(cast: Cast) -> Call:
    return Call(body={"price": {"amount": "3350000.00", "currency": "CNY"}})


@door("POST fee-quotes")
def fee_quotes(cast: Cast) -> Call:
    deal = {"schedule": "E1", "price": {"amount": "3350000.00", "currency": "CNY"}, "side": "buyer"}
    money = {"amount": "67500.00", "currency": "CNY"}
    more = {"cumulative": money, "floor": money, "method": "licence", "date": "2027-03-01", "exchange": "CQ"}
    lists = {"services": ["trading_service"], "criteria": ["small_firm"]}
    return Call(body={"deals": [deal | more | lists], "explain": True})


@door("GET technology-fields")
def fields(cast: Cast) -> Call:
    return Call(finds="advanced_manufacturing")


@door("GET ipc")
def ipc(cast: Cast) -> Call:
    return Call(query="parent=", finds="A")


@door("GET industries")
def industries(cast: Cast) -> Call:
    return Call(query="parent=", finds="A")


@door("GET divisions")
def divisions(cast: Cast) -> Call:
    return Call(query="q=5101", finds="5101")
