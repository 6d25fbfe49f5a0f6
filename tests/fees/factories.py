"""Schedules on their way, made by people of SW."""

from datetime import date

from marketplace.core.clock import frozen
from marketplace.fees.commands import activate_schedule, draft_schedule, publish_schedule
from marketplace.fees.models import Schedule
from marketplace.fees.terms import Terms
from tests.accounts.factories import officer, reviewer
from tests.fees.tariffs import CQ, E1

CLOCK = frozen("2027-01-10T10:00:00")
EARLIEST = date(2027, 1, 18)  # seven full days after 2027-01-10
BASIS = {"legal_basis": "own", "instrument": "演示收费办法〔2027〕1 号"}


def drafted(drafter=None, **fields) -> Schedule:
    texts = {"titles": ("演示收费", "Demo fees"), "calibres": ("技术交易", "technology"), "sources": ("演示", "demo")}
    asked = {
        "code": "SW2",
        "exchange": "SW",
        "effective_from": EARLIEST,
        "terms": Terms.of({"seller": E1, "buyer": CQ}),
    }
    return draft_schedule(actor=drafter or officer("SW"), clock=CLOCK, **texts, **asked | fields)


def published(**fields) -> Schedule:
    made = drafted(**fields)
    publish_schedule(schedule=made, actor=officer("SW"), clock=CLOCK)
    return made


def activated(**fields) -> Schedule:
    made = published(**fields)
    activate_schedule(schedule=made, actor=reviewer("SW"), clock=CLOCK, **BASIS)
    return made
