"""Papers handed in for a case: stored once, named by what they prove."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, require
from marketplace.core.states import atomic, lock
from marketplace.desk import rules
from marketplace.desk.checklists import lines
from marketplace.desk.models import Case, Stage
from marketplace.files import commands as files
from marketplace.files.models import File

OTHER = "other"
BY_APPLICANT = frozenset({Stage.APPLICATION, Stage.REVIEW, Stage.SUPPLEMENT})


def purposes() -> frozenset[str]:
    """What a paper may be for: the papers of the checklist, and any other."""
    return frozenset({line.paper for line in lines() if line.paper} | {OTHER})


@atomic
def hand_in_paper(*, case: Case, upload: Any, purpose: str, actor: Actor, clock: Clock) -> File:
    """Keep a paper of a case: the applicant's until the acceptance, the venue's at any time before the archive.

    Raises Invalid for the file (what files refuse) or a purpose that no checklist has, Refused once the case has ended.
    """
    lock(case)
    _require_open(case, actor, purpose)
    file = files.store(upload=upload, purpose=purpose, subject=audit.ref(case), actor=actor, clock=clock)
    audit.record("desk.paper_handed_in", subject=case, actor=actor, private=True, file=file.number, purpose=purpose)
    return file


@atomic
def attach_paper(*, case: Case, file: File, actor: Actor) -> None:
    """Say that a file handed in before belongs to a case, for the purpose it was handed in for.

    Raises Invalid for a file of another subject or purpose, Refused once the case has ended.
    """
    lock(case)
    _require_open(case, actor, file.purpose)
    files.attach(file=file, subject=audit.ref(case), actor=actor)
    audit.record(
        "desk.paper_handed_in", subject=case, actor=actor, private=True, file=file.number, purpose=file.purpose
    )


def _require_open(case: Case, actor: Actor, purpose: str) -> None:
    if not rules.may_apply(actor, case.listing):
        require(rules.may_work_on, actor, case)
    elif case.stage not in BY_APPLICANT:
        raise case.elsewhere()
    if case.state in (Case.State.TERMINATED, Case.State.ARCHIVED):
        raise case.elsewhere()
    if purpose not in purposes():
        known = "、".join(sorted(purposes()))
        raise Invalid(fields={"purpose": [_("材料类别只能是：{known}。").format(known=known)]})
