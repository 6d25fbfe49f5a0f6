"""Looking up what an owner says: rights in their registers (R-LST-08), the readiness level by an evaluator (R-VAL-02)."""

from datetime import date

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.catalogue import rules
from marketplace.catalogue.checking import faults_of
from marketplace.catalogue.models import Listing, ReadinessReview, Right, RightCheck, RightStatus
from marketplace.catalogue.models.checks import PAPER_MAX
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Invalid, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words


@atomic
def check_right(
    *, listing: Listing, right: str, status: str, register: str, checked_date: date, actor: Actor, clock: Clock
) -> RightCheck:
    """Keep what a register says of a right of a listing, which `right` names by its number; it holds wherever that is listed.

    An older look-up than the latest is kept, but changes no status. Raises Forbidden unless the venue acts, Invalid field by field.
    """
    lock(listing)
    now = clock.read()
    require(rules.may_decide, actor, listing)
    found = listing.rights.filter(number=right).exclude(number="").first()
    if found is None:
        raise Invalid(fields={"right": [_("请选择有申请号或登记号的权利。")]}, rule="R-LST-08")
    if status not in RightStatus.values:
        raise Invalid(fields={"status": [_("请选择登记簿所载的法律状态。")]}, rule="R-LST-08")
    _refuse_to_come("checked_date", checked_date, now.astimezone(SHANGHAI).date())
    assert actor.user
    lack = _("请写明查询的登记簿或公告及其日期。")
    made = RightCheck.objects.create(
        right_kind=found.kind,
        right_number=found.number,
        status=status,
        register=words(register, field="register", most=PAPER_MAX, lack=lack, rule="R-LST-08"),
        checked_date=checked_date,
        exchange=listing.exchange,
        checked_by=actor.user,
        recorded_at=now,
    )
    same = Right.objects.filter(kind=found.kind, number=found.number)
    same.exclude(status_checked_date__gt=checked_date).update(status=status, status_checked_date=checked_date)
    audit.record(
        "catalogue.right_checked",
        subject=listing,
        actor=actor,
        right=found.number,
        status=status,
        checked_date=checked_date,
        check=made.number,
    )
    return made


@atomic
def record_readiness(
    *, listing: Listing, level: int, evaluator: str, paper: str, reviewed_date: date, actor: Actor, clock: Clock
) -> ReadinessReview:
    """Keep the readiness level that an evaluator set; the owner's own stays beside it as a self-assessment (R-VAL-02).

    Raises Forbidden unless the venue, which has seen the paper, acts; Invalid field by field.
    """
    lock(listing)
    now = clock.read()
    require(rules.may_decide, actor, listing)
    _refuse_to_come("reviewed_date", reviewed_date, now.astimezone(SHANGHAI).date())
    assert actor.user
    made = ReadinessReview(
        listing=listing,
        level=level,
        evaluator=words(evaluator, field="evaluator", most=120, lack=_("请写明评价机构或专家组。")),
        paper=words(paper, field="paper", most=PAPER_MAX, lack=_("请写明评价报告的名称和编号。")),
        reviewed_date=reviewed_date,
        recorded_by=actor.user,
        recorded_at=now,
    )
    if faults := faults_of(made, exclude=["number"]):
        raise Invalid(fields=faults, rule="R-VAL-02")
    made.save()
    audit.record(
        "catalogue.readiness_recorded",
        subject=listing,
        actor=actor,
        level=level,
        evaluator=made.evaluator,
        reviewed_date=reviewed_date,
        review=made.number,
    )
    return made


def _refuse_to_come(field: str, day: date, today: date) -> None:
    if day > today:
        raise Invalid(fields={field: [_("日期不得晚于今天。")]})
