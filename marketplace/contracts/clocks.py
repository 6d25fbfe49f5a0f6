"""Limits of contracts in force: what is handed in, answered, filed with the patent office, objected to."""

from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from marketplace.contracts.models import (
    DeedMilestone,
    DeedState,
    Handover,
    HandoverState,
    MilestoneState,
    RightStep,
    StepState,
    Termination,
    TerminationState,
)
from marketplace.rulebook.time_limits import BOUND, CONCERNED, LONG, NOBODY, Counted, Page, TimeLimit, register

DEED = Page("contracts:deed")
SWEEP = "contracts.watch_deeds"
OTHER = {"provider": "client", "client": "provider"}


def to_hand_in() -> QuerySet[DeedMilestone]:
    states = [MilestoneState.PENDING, MilestoneState.RETURNED]
    return DeedMilestone.objects.filter(state__in=states, deed__state=DeedState.IN_FORCE)


def to_answer(*, reminded: bool) -> QuerySet[Handover]:
    rows = Handover.objects.filter(state=HandoverState.HANDED_IN, milestone__deed__state=DeedState.IN_FORCE)
    return rows.filter(silence_due_at__isnull=not reminded)


def to_file(act: str) -> QuerySet[RightStep]:
    rows = RightStep.objects.filter(state=StepState.WAITING, act=act, deed__state=DeedState.IN_FORCE)
    return rows.filter(due_at__isnull=False)


def to_enter() -> QuerySet[RightStep]:
    return RightStep.objects.filter(state=StepState.FILED, entry_due_at__isnull=False, deed__state=DeedState.IN_FORCE)


def to_object(by: str) -> QuerySet[Termination]:
    """Notices of the other side."""
    return Termination.objects.filter(state=TerminationState.NOTICED, side=by)


def filing(code: str, act: str, rule: str, counted: Counted, reminds: str) -> TimeLimit:
    return TimeLimit(
        code=code,
        rule=rule,
        label=_("申报权利转移登记") if act == RightStep.Act.TRANSFER else _("办理许可合同备案"),
        kept="contracts.RightStep.due_at",
        rows=partial(to_file, act),
        number="deed__number",
        page=DEED._replace(place="chain"),
        title=("title",),
        bound="deed__provider",
        concerned=("deed__client",),
        venue="deed__exchange",
        counted=counted,
        missed=_("尽快申报并登记受理编号；任一方都可以办理"),
        opens_for=BOUND,
        told_by="contracts.step_overdue",
        sweep=SWEEP,
        reminds=reminds,
    )


def objection(side: str) -> TimeLimit:
    """The side that got the notice may object; who gave it waits."""
    return TimeLimit(
        code=f"object_to_termination_{side}",
        rule="R-SET-03",
        label=_("对解除通知提出异议"),
        kept="contracts.Termination.objection_due_at",
        rows=partial(to_object, OTHER[side]),
        number="deed__number",
        page=DEED._replace(place="ending"),
        title=("deed__title",),
        bound=f"deed__{side}",
        concerned=(f"deed__{OTHER[side]}",),
        venue="deed__exchange",
        counted=Counted("days", "proposed_at", (("R-SET-03", "termination_objection_days"),), "deed__rule_version"),
        missed=_("异议期满，合同解除：办理善后"),
        opens_for=CONCERNED,
        told_by="contracts.terminated",
        sweep=SWEEP,
    )


register(
    TimeLimit(
        code="hand_in_milestone",
        rule="R-CON-03",
        label=_("按合同交付"),
        kept="contracts.DeedMilestone.due_at",
        rows=to_hand_in,
        number="deed__number",
        page=DEED._replace(place="milestones"),
        title=("name",),
        bound="deed__provider",
        concerned=("deed__client",),
        venue="deed__exchange",
        missed=_("催告交付；经催告仍不交付的，可提出解除"),
        opens_for=CONCERNED,
        told_by="contracts.milestone_overdue",
        sweep=SWEEP,
    ),
    TimeLimit(
        code="answer_handover",
        rule="R-CON-03",
        label=_("验收或退回整改"),
        kept="contracts.Handover.answer_due_at",
        rows=partial(to_answer, reminded=False),
        number="milestone__deed__number",
        page=DEED._replace(place="milestones"),
        title=("milestone__name",),
        bound="milestone__deed__client",
        concerned=("milestone__deed__provider",),
        venue="milestone__deed__exchange",
        missed=_("已催告；催告期满，按合同约定视为验收或转交易机构"),
        opens_for=BOUND,
        told_by="contracts.answer_reminded",
        sweep=SWEEP,
    ),
    TimeLimit(
        code="break_silence",
        rule="R-CON-03",
        label=_("催告后验收或退回整改"),
        kept="contracts.Handover.silence_due_at",
        rows=partial(to_answer, reminded=True),
        number="milestone__deed__number",
        page=DEED._replace(place="milestones"),
        title=("milestone__name",),
        bound="milestone__deed__client",
        concerned=("milestone__deed__provider",),
        venue="milestone__deed__exchange",
        counted=Counted("days", "reminded_at", (("R-CON-03", "silence_days"),), "milestone__deed__rule_version"),
        missed=_("按合同约定视为验收，或由交易机构组织验收"),
        told_by="contracts.silence_escalated",
        sweep=SWEEP,
    ),
    filing(
        "file_transfer",
        RightStep.Act.TRANSFER,
        "R-CON-07",
        Counted("days", "deed__paid_at", (("R-CON-07", "file_days"),), "deed__rule_version"),
        LONG,
    ),
    filing(
        "file_record",
        RightStep.Act.RECORD,
        "R-CON-08",
        Counted("months", "deed__effective_at", (("R-CON-08", "record_months"),), "deed__rule_version"),
        LONG,
    ),
    TimeLimit(
        code="entry_in_register",
        rule="R-CON-07",
        label=_("等待登记簿登记"),
        kept="contracts.RightStep.entry_due_at",
        rows=to_enter,
        number="deed__number",
        page=DEED._replace(place="chain"),
        title=("title",),
        concerned=("deed__provider", "deed__client"),
        venue="deed__exchange",
        counted=Counted("months", "filed_date", (("R-CON-07", "entry_months"),), "deed__rule_version"),
        missed=_("向专利局查询，登记手续合格通知书编号"),
        opens_for=NOBODY,
        told_by="contracts.step_overdue",
        sweep=SWEEP,
        reminds="",
        passive=True,
    ),
    objection("provider"),
    objection("client"),
)
