"""Cases for the tests of every area, made by the commands that make them in the market."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.actor import Actor
from accounts.models import Organisation
from marketplace.core.clock import Clock
from marketplace.desk import commands as desk
from marketplace.desk import queries
from marketplace.desk.models import Case, Stage
from marketplace.files import commands as files
from marketplace.files.models import File
from tests.accounts.factories import officer, reviewer
from tests.catalogue.factories import TODAY, agent_of, listing
from tests.files.factories import pdf


def applied_case(*, lister: Actor | Organisation | None = None, clock: Clock = TODAY, **fields: Any) -> Case:
    """An application that waits for its formal review."""
    agent = agent_of(lister)
    return desk.apply(listing=listing(lister=agent, clock=clock, **fields), actor=agent, clock=clock)


def tick_all(case: Case, actor: Actor, clock: Clock = TODAY) -> None:
    """Meet every line of the stage that a person judges; papers that nobody handed in are waived with a reason."""
    for item in queries.checklist(case, case.stage, clock.read()):
        if item.is_automatic:
            continue
        lacks = item.line.paper and not item.papers
        told = {"verdict": "waived", "note": "示范理由"} if lacks else {"verdict": "passed"}
        desk.tick_check(case=case, code=item.line.code, actor=actor, clock=clock, **told)


def paper(by: Actor, purpose: str = "title") -> File:
    """A small PDF that somebody handed in for a purpose, about nothing yet."""
    upload = SimpleUploadedFile("示范证书.pdf", pdf(), content_type="application/pdf")
    return files.store(upload=upload, purpose=purpose, actor=by, clock=TODAY)


def accepted_case(*, by: Actor | None = None, clock: Clock = TODAY, **fields: Any) -> Case:
    """A case that was accepted and waits for its examination by another person."""
    case = applied_case(clock=clock, **fields)
    clerk = by or officer(case.exchange)
    tick_all(case, clerk, clock)
    desk.accept(case=case, actor=clerk, clock=clock)
    return case


def examined_case(*, second: Actor | None = None, clock: Clock = TODAY, **fields: Any) -> Case:
    """A case that may be announced."""
    case = accepted_case(clock=clock, **fields)
    colleague = second or reviewer(case.exchange)
    tick_all(case, colleague, clock)
    desk.examine(case=case, actor=colleague, clock=clock)
    return case


def announced_case(*, clock: Clock = TODAY, **fields: Any) -> Case:
    """A case on offer."""
    case = examined_case(clock=clock, **fields)
    desk.publish(case=case, actor=officer(case.exchange), clock=clock)
    return case


def at_stage(case: Case, stage: Stage) -> Case:
    """The case as trading leaves it."""
    return desk.pass_stage(listing=case.listing, stage=stage, actor=agent_of(None), now=TODAY.read())
