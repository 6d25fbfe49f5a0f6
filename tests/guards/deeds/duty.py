"""A unit's decision and notice."""

from datetime import date
from typing import Any

from marketplace.catalogue import commands as catalogue
from marketplace.catalogue.models import Decision, InHouseNotice, Objection
from marketplace.core.clock import frozen
from tests.catalogue.factories import TODAY, listing
from tests.guards.cast import Cast
from tests.guards.deeds.rows import Arguments, row

DECIDED: dict[str, Any] = {
    "body": "示范大学校长办公会",
    "meeting": "2027 年第 4 次",
    "decided_date": date(2027, 2, 26),
    "route": "negotiated",
    "price_fen": 1_200_000_00,
    "deciders": ["示范校长"],
}
NOTICED: dict[str, Any] = {"name": "示范成果", "price_fen": 1_200_000_00, "place": "示范公告栏"}
OBJECTED: dict[str, Any] = {"raised_date": date(2027, 3, 10), "raised_by": "示范教授", "content": "价格偏低"}
TENTH = frozen("2027-03-10T15:00:00")


@row("catalogue.record_decision")
def record_decision(cast: Cast) -> Arguments:
    return {"listing": listing(lister=cast["own.agt"], price_mode="negotiated"), "clock": TODAY, **DECIDED}


def decision(cast: Cast) -> Decision:
    return catalogue.record_decision(actor=cast["own.agt"], **record_decision(cast))


@row("catalogue.post_in_house_notice")
def post_in_house_notice(cast: Cast) -> Arguments:
    return {"decision": decision(cast), "published_date": date(2027, 3, 1), "clock": TODAY, **NOTICED}


def notice(cast: Cast) -> InHouseNotice:
    return catalogue.post_in_house_notice(actor=cast["own.agt"], **post_in_house_notice(cast))


@row("catalogue.record_objection")
def record_objection(cast: Cast) -> Arguments:
    return {"notice": notice(cast), "clock": TENTH, **OBJECTED}


def objection(cast: Cast) -> Objection:
    return catalogue.record_objection(actor=cast["own.agt"], **record_objection(cast))


@row("catalogue.resolve_objection")
def resolve_objection(cast: Cast) -> Arguments:
    answered = {"outcome": "unfounded", "resolved_date": date(2027, 3, 10), "handling": "评估依据充分"}
    return {"objection": objection(cast), "clock": TENTH, **answered}
