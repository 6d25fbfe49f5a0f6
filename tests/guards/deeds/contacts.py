"""A match of `own` with `str` that both sides accepted, and what they do then."""

from datetime import date

from accounts.actor import Actor, actor_for
from accounts.models import Membership, Role
from marketplace.core.clock import frozen
from marketplace.matching import commands
from marketplace.matching.models import Contact, Silence
from tests.catalogue.factories import TODAY
from tests.guards.cast import Cast
from tests.guards.deeds.papers import match
from tests.guards.deeds.rows import Arguments, row

NEXT_DAY = frozen("2027-03-02T10:00:00")
LATER = frozen("2027-03-16T10:00:00")


def contact(cast: Cast) -> Contact:
    made = match(cast)
    for side in (cast["own.agt"], member_of(made.need.organisation)):
        commands.accept(match=made, actor=side, clock=TODAY)
    return made.contact


def member_of(organisation: object) -> Actor:
    """Whoever acts for the other side."""
    found = Membership.objects.filter(organisation=organisation, role__in=[Role.ADMIN, Role.AGENT]).first()
    assert found
    return actor_for(found.user, found.organisation)


@row("matching.write_message")
def write_message(cast: Cast) -> Arguments:
    return {"contact": contact(cast), "text": "示范消息", "clock": NEXT_DAY}


@row("matching.plan_step")
def plan_step(cast: Cast) -> Arguments:
    return {
        "contact": contact(cast),
        "step": "示范试样",
        "by": "seeker",
        "due_date": date(2027, 3, 9),
        "clock": NEXT_DAY,
    }


@row("matching.finish_step")
def finish_step(cast: Cast) -> Arguments:
    return {"contact": planned(cast), "clock": NEXT_DAY}


def planned(cast: Cast) -> Contact:
    """With a next step."""
    return commands.plan_step(actor=cast["own.agt"], **plan_step(cast))


@row("matching.report_outcome")
def report_outcome(cast: Cast) -> Arguments:
    return {"contact": contact(cast), "kind": "met", "happened_date": date(2027, 3, 2), "clock": NEXT_DAY}


@row("matching.end_contact")
def end_contact(cast: Cast) -> Arguments:
    return {"contact": contact(cast), "reason": "price", "note": "", "clock": NEXT_DAY}


def silence(cast: Cast) -> Silence:
    """Nobody has acted for long; `own` lists at SW."""
    return commands.raise_silence(contact=contact(cast), actor=cast["system"], clock=LATER)


def taken(cast: Cast, by: str) -> Silence:
    return commands.take_silence(silence=silence(cast), actor=cast[by], clock=LATER)


@row("matching.take_silence")
def take_silence(cast: Cast) -> Arguments:
    return {"silence": silence(cast), "clock": LATER}


@row("matching.nudge")
def nudge(cast: Cast) -> Arguments:
    return {"silence": taken(cast, "SW.off"), "words_to_both": "示范提醒", "clock": LATER}


@row("matching.close_silence")
def close_silence(cast: Cast) -> Arguments:
    return {"silence": taken(cast, "SW.off"), "note": "示范结果", "clock": LATER}
