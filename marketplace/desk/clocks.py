"""Limits of cases: the stages of the desk, missing pieces, suspensions, and the end of a disclosure."""

from functools import partial

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import OwnerCategory
from marketplace.desk.models import Case, Stage, WaitingFor
from marketplace.desk.models.case import CaseState
from marketplace.desk.models.stages import TABLE
from marketplace.rulebook.time_limits import NOBODY, VENUE, Counted, Page, TimeLimit, register

CASE = Page("portal:case")
SWEEP = "desk.sweep_due_cases"


def running(stage: str) -> QuerySet[Case]:
    return Case.objects.filter(state=CaseState.RUNNING, stage=stage, due_at__isnull=False)


def disclosed(*, state_firm: bool) -> QuerySet[Case]:
    """On offer, without a sale that was announced."""
    rows = Case.objects.filter(state=CaseState.RUNNING, stage=Stage.INTEREST, listing__disclosure_ends_at__isnull=False)
    firms = Q(listing__owner_category=OwnerCategory.STATE_FIRM)
    return rows.filter(firms if state_firm else ~firms)


def suspended() -> QuerySet[Case]:
    return Case.objects.filter(state=CaseState.SUSPENDED)


def stage_limit(stage: Stage) -> TimeLimit:
    """A stage in which the exchange works, by the table of the stages."""
    row = TABLE[stage]
    return TimeLimit(
        code=f"case_{stage}",
        rule=row.rule,
        label=stage.label,
        kept="desk.Case.due_at",
        rows=partial(running, stage),
        number="number",
        page=CASE,
        title=("listing__title", "listing__title_en"),
        concerned=("applicant",),
        venue="exchange",
        counted=Counted("working_days", "stage_since", ((row.rule, row.key),), "listing__rule_version"),
        missed=_("请立即办理：期限已过，不影响当事人的权利"),
        opens_for=VENUE,
        told_by="desk.case_overdue",
        sweep=SWEEP,
        reminds="",
    )


def disclosure(code: str, rule: str, *, state_firm: bool) -> TimeLimit:
    """The period of an offer, by who owns it."""
    return TimeLimit(
        code=code,
        rule=rule,
        label=_("信息披露期"),
        kept="catalogue.Listing.disclosure_ends_at",
        due="listing__disclosure_ends_at",
        rows=partial(disclosed, state_firm=state_firm),
        number="number",
        page=CASE,
        title=("listing__title", "listing__title_en"),
        concerned=("applicant",),
        venue="exchange",
        missed=_("组织交易，或延长披露、降价、终结"),
        opens_for=VENUE,
        told_by="desk.disclosure_ended",
        sweep=SWEEP,
        reminds="",
        passive=True,
    )


supplement = TABLE[Stage.SUPPLEMENT]
register(
    *(stage_limit(Stage(code)) for code, row in TABLE.items() if row.waiting_for == WaitingFor.EXCHANGE and row.rule),
    TimeLimit(
        code="supply_pieces",
        rule=supplement.rule,
        label=_("补正申请材料"),
        kept="desk.Case.due_at",
        rows=partial(running, Stage.SUPPLEMENT),
        number="number",
        page=CASE,
        title=("listing__title", "listing__title_en"),
        bound="applicant",
        venue="exchange",
        counted=Counted("working_days", "stage_since", ((supplement.rule, supplement.key),), "listing__rule_version"),
        missed=_("本次申请视为撤回；补齐后可再次提交"),
        opens_for=NOBODY,
        told_by="desk.case_lapsed",
        sweep=SWEEP,
    ),
    TimeLimit(
        code="end_suspension",
        rule="R-LST-06",
        label=_("中止后恢复或终结"),
        kept="desk.Case.suspension_ends_at",
        rows=suspended,
        number="number",
        page=CASE,
        title=("listing__title", "listing__title_en"),
        concerned=("applicant",),
        venue="exchange",
        counted=Counted("months", "suspended_at", (("R-LST-06", "suspension_max_months"),), "listing__rule_version"),
        missed=_("恢复公告或终结项目：须两人办理更正"),
        opens_for=VENUE,
        told_by="desk.case_overdue",
        sweep=SWEEP,
        reminds="",
    ),
    disclosure("disclosure_of_state_asset", "R-LST-01", state_firm=True),
    disclosure("disclosure", "R-LST-02", state_firm=False),
)
