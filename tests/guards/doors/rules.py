"""Rules, calendar, market time, schedules, reference tables: public, or the sandbox's."""

from typing import Any

from marketplace.rulebook import commands as rulebook
from marketplace.rulebook.models import Capability
from marketplace.rulebook.queries import agreement_for, version_in_force
from tests.catalogue.factories import TODAY
from tests.desk.cases import applied_case
from tests.guards.cast import Cast
from tests.guards.deeds import rules as deeds
from tests.guards.deeds.rules import JANUARY
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


@door("GET deadlines")
def deadlines(cast: Cast) -> Call:
    """Of a case under review: its applicant waits, the venue is bound."""
    return Call(finds=applied_case(lister=cast["own.agt"]).number)


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


CNY = {"currency": "CNY"}


def draft_body(**more: Any) -> dict[str, Any]:
    """A schedule with every kind of row."""
    edge = {"amount": "1000000.00", **CNY}
    bands = [
        {"above": {"amount": "0.00", **CNY}, "up_to": edge, "rate_percent": "2"},
        {"above": edge, "rate_percent": "1.5"},
    ]
    limits = {"minimum": {"amount": "1000.00", **CNY}, "maximum": {"amount": "500000.00", **CNY}}
    rows = [
        {"side": side, "method": method, "service": "trading_service", "base": "price", "bands": bands, **limits}
        for method in ("", "competitive")
        for side in ("seller", "buyer")
    ]
    return {
        "title": "示范收费",
        "title_en": "Demo fees",
        "calibre": "技术交易",
        "calibre_en": "technology",
        "source_note": "示范",
        "source_note_en": "demo",
        "effective_from": "2027-01-18",
        "rates": [{**row, "whole_amount": False} for row in rows],
        "limits": [{"method": "competitive", "service": "trading_service", "minimum": {"amount": "3600.00", **CNY}}],
        "reliefs": [
            {
                "criterion": "small_firm",
                "percent": "20",
                "method": "competitive",
                "from_date": "2027-02-01",
                "to_date": "2027-12-31",
            }
        ],
        **more,
    }


@door("GET fee-schedule-versions")
def schedule_versions(cast: Cast) -> Call:
    return Call(finds=deeds.in_consultation(cast, "SW").number)


@door("GET fee-schedule-versions (with a draft)")
def schedule_versions_with_draft(cast: Cast) -> Call:
    return Call(finds=deeds.drafted(cast, "SW").number)


@door("POST fee-schedule-versions")
def draft_schedule(cast: Cast) -> Call:
    return Call(body=draft_body(code="E2", exchange=""), at=JANUARY)


@door("GET fee-schedule-versions/<number>")
def schedule_version(cast: Cast) -> Call:
    return Call({"number": deeds.in_consultation(cast, "SW").number})


@door("GET fee-schedule-versions/<number> (a draft)")
def schedule_version_draft(cast: Cast) -> Call:
    return Call({"number": deeds.drafted(cast, "SW").number})


@door("PUT fee-schedule-versions/<number>")
def edit_schedule(cast: Cast) -> Call:
    return Call({"number": deeds.own_draft(cast).number}, body=draft_body(), at=JANUARY)


@door("POST fee-schedule-versions/<number>/publication")
def publish_schedule(cast: Cast) -> Call:
    return Call({"number": deeds.drafted(cast, "SW").number}, at=JANUARY)


@door("POST fee-schedule-versions/<number>/discard")
def discard_schedule(cast: Cast) -> Call:
    return Call({"number": deeds.in_consultation(cast, "SW").number}, body={"reason": "示范理由"}, at=JANUARY)


@door("POST fee-schedule-versions/<number>/approval")
def approve_schedule(cast: Cast) -> Call:
    return Call({"number": deeds.in_consultation(cast, "SW").number}, body=deeds.BASIS, at=JANUARY)


@door("POST fee-schedule-versions/<number>/adoptions")
def adopt_schedule(cast: Cast) -> Call:
    body = {"instrument": "示范决定 2 号", "reduction_percent": "5"}
    return Call({"number": deeds.activated(cast, "").number}, body=body)


@door("POST fee-schedule-versions/<number>/end")
def end_schedule(cast: Cast) -> Call:
    return Call({"number": deeds.activated(cast, "SW").number}, body={"last_day": "2027-06-30"})


@door("GET fee-schedule-versions/<number>/comments")
def schedule_comments(cast: Cast) -> Call:
    comment = deeds.answer_schedule_comment(cast)["comment"]
    return Call({"number": comment.schedule.number}, finds=comment.number)


@door("POST fee-schedule-versions/<number>/comments")
def comment_on_schedule(cast: Cast) -> Call:
    return Call({"number": deeds.in_consultation(cast, "SW").number}, body={"text": "示范意见"}, at=JANUARY)


@door("POST fee-schedule-comments/<number>/answer")
def answer_schedule_comment(cast: Cast) -> Call:
    number = deeds.answer_schedule_comment(cast)["comment"].number
    return Call({"number": number}, body={"answer": "示范答复"}, at=JANUARY)


@door("GET technology-fields")
def fields(cast: Cast) -> Call:
    return Call(finds="advanced_manufacturing")


@door("GET ipc/<code>/serves")
def serves(cast: Cast) -> Call:
    return Call({"code": "B60L"})


@door("GET research-fields")
def research_fields(cast: Cast) -> Call:
    return Call()


@door("POST classification")
def classification(cast: Cast) -> Call:
    return Call(body={"title": "铸件机器人自适应打磨", "abstract": "线激光扫描铸件，自动生成打磨轨迹。"})


@door("GET sectors")
def sectors(cast: Cast) -> Call:
    return Call()


@door("GET zones")
def zones(cast: Cast) -> Call:
    return Call()


@door("GET ipc")
def ipc(cast: Cast) -> Call:
    return Call(query="parent=", finds="A")


@door("GET industries")
def industries(cast: Cast) -> Call:
    return Call(query="parent=", finds="A")


@door("GET divisions")
def divisions(cast: Cast) -> Call:
    return Call(query="q=5101", finds="5101")
