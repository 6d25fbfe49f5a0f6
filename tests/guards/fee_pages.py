"""Rows of the pages of schedules."""

from typing import Any

from tests.guards.cast import Cast
from tests.guards.deeds import rules as deeds
from tests.guards.deeds.rules import BASIS, JANUARY
from tests.guards.doors import Call

NONE = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0"}


def named(prefix: str, values: dict[str, Any]) -> dict[str, Any]:
    return {f"{prefix}-{name}": value for name, value in values.items()}


def draft_form(**more: Any) -> dict[str, Any]:
    """One rate of two bands for both sides, a limit of the deal and a relief."""
    one = NONE | {"TOTAL_FORMS": "1"}
    rate = {"service": "trading_service", "method": "", "side": "both", "base": "price", "minimum": "1000"}
    return {
        "title": "示范收费",
        "title_en": "Demo fees",
        "calibre": "技术交易",
        "calibre_en": "technology",
        "source": "示范",
        "source_en": "demo",
        "effective_from": "2027-01-18",
        **named("rates", one),
        **named("rates-0", {**rate, "maximum": "500000"}),
        **named("rates-0-bands", NONE | {"TOTAL_FORMS": "2"}),
        **named("rates-0-bands-0", {"up_to": "100万", "rate": "2"}),
        **named("rates-0-bands-1", {"up_to": "", "rate": "1.5"}),
        **named("limits", one),
        **named("limits-0", {"service": "trading_service", "method": "", "minimum": "3600", "maximum": ""}),
        **named("reliefs", one),
        **named("reliefs-0", {"criterion": "small_firm", "method": "", "share": "20", "from_date": "", "to_date": ""}),
        **more,
    }


def draft(cast: Cast) -> Call:
    return Call(body=draft_form(code="E2", exchange="unified"), at=JANUARY)


def own_draft(cast: Cast) -> Call:
    return Call({"number": deeds.own_draft(cast).number}, at=JANUARY)


def edit(cast: Cast) -> Call:
    return Call({"number": deeds.own_draft(cast).number}, body=draft_form(), at=JANUARY)


def shown(cast: Cast) -> Call:
    return Call({"number": deeds.in_consultation(cast, "SW").number}, at=JANUARY)


def drafted(cast: Cast) -> Call:
    return Call({"number": deeds.drafted(cast, "SW").number}, at=JANUARY)


def publish(cast: Cast) -> Call:
    return Call({"number": deeds.drafted(cast, "SW").number}, body={}, at=JANUARY)


def approve(cast: Cast) -> Call:
    return Call({"number": deeds.in_consultation(cast, "SW").number}, body=BASIS, at=JANUARY)


def adopt(cast: Cast) -> Call:
    body = {"instrument": "示范决定 2 号", "reduction": "5"}
    return Call({"number": deeds.activated(cast, "").number}, body=body, at=JANUARY)


def end(cast: Cast) -> Call:
    return Call({"number": deeds.activated(cast, "SW").number}, body={"last_day": "2027-06-30"}, at=JANUARY)


def discard(cast: Cast) -> Call:
    return Call({"number": deeds.in_consultation(cast, "SW").number}, body={"reason": "示范理由"}, at=JANUARY)


def comment(cast: Cast) -> Call:
    return Call({"number": deeds.in_consultation(cast, "SW").number}, body={"text": "示范意见"}, at=JANUARY)


def answer(cast: Cast) -> Call:
    number = deeds.answer_schedule_comment(cast)["comment"].number
    return Call({"number": number}, body={"answer": "示范答复"}, at=JANUARY)
