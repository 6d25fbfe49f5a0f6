"""Who handles a case: take, assign, hand over."""

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Membership, User
from accounts.models.membership import STAFF_ROLES
from marketplace.audit import commands as audit
from marketplace.catalogue.rules import belongs_to
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.desk import rules
from marketplace.desk.commands.moving import note_step
from marketplace.desk.models import Case, StepKind


@atomic
def take(*, case: Case, actor: Actor, clock: Clock) -> None:
    """Take a case that nobody handles; taking one's own again changes nothing. Raises Refused if a colleague has it."""
    lock(case)
    now = clock.read()
    require(rules.may_work_on, actor, case)
    _refuse_ended(case)
    if case.assignee is not None and case.assignee == actor.user:
        return
    if case.assignee is not None:
        message = _("案件 {number} 已由 {name} 承办，您来晚了一步。")
        raise Refused(message.format(number=case.number, name=case.assignee), code="case_taken")
    assert actor.user is not None
    _assign(case, actor.user)
    note_step(case, StepKind.ASSIGNED, now, actor, internal=True, note=str(actor.user))
    audit.record("desk.case_taken", subject=case, actor=actor, private=True, person=actor.user.number)


@atomic
def assign(*, case: Case, to: User, note: str = "", actor: Actor, clock: Clock) -> None:
    """Give a case to a colleague: by who has it (handing over), a reviewer or an administrator of the venue.

    Raises Invalid for a person who does not work at the venue or belongs to the applicant.
    """
    lock(case)
    now = clock.read()
    require(rules.may_assign, actor, case)
    _refuse_ended(case)
    note = words(note, field="note", most=500)
    _check_colleague(case, to)
    before = case.assignee
    _assign(case, to)
    note_step(case, StepKind.ASSIGNED, now, actor, internal=True, note=f"{to} {note}".strip())
    audit.record(
        "desk.case_assigned",
        subject=case,
        actor=actor,
        private=True,
        person=to.number,
        before=before.number if before else None,
        note=note,
    )


def _refuse_ended(case: Case) -> None:
    if case.state in (Case.State.TERMINATED, Case.State.ARCHIVED):
        raise case.elsewhere()


def _assign(case: Case, person: User) -> None:
    case.assignee = person
    case.save(update_fields=["assignee"])


def _check_colleague(case: Case, person: User) -> None:
    working = Membership.objects.filter(
        user=person, ended_at__isnull=True, role__in=STAFF_ROLES, organisation__exchange_code=case.exchange
    )
    if not working.exists():
        raise Invalid(fields={"to": [_("只能指派给本机构在岗的业务员或复核员。")]})
    if belongs_to(Actor(user=person), case.listing):
        raise Invalid(fields={"to": [_("该同事现任或曾任委托方成员，须回避。")]}, rule="R-LST-08")
