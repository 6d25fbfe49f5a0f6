"""What is wrong with the draft of a call (R-LST-05, R-BID-16, R-CALL-01, R-CALL-04). Pure."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from marketplace.catalogue.fairness import local_condition, ownership_condition
from marketplace.commissioning.drafts import CallDraft
from marketplace.commissioning.milestones import Milestone
from marketplace.core.findings import Finding
from marketplace.core.money import MAX_FEN, yuan

MODES = ("single", "lead", "race", "minority")
CRITERIA_MOST = 8
NAME_MAX = 60


def faults(
    draft: CallDraft, *, earliest_due: datetime, teams_most: int, minority_budget_most_fen: int
) -> list[Finding]:
    """All that keeps a call from being made; `earliest_due` is the first instant its deadline may lie at."""
    return [
        *_of_mode(draft, teams_most),
        *_of_minority(draft, minority_budget_most_fen),
        *_of_criteria(draft),
        *_unfair(draft),
        *_of_terms(draft, earliest_due),
    ]


def _of_minority(draft: CallDraft, budget_most_fen: int) -> Iterator[Finding]:
    """What one person answers for is tried with little money (R-CALL-06)."""
    if draft.mode == "minority" and not 0 < (draft.budget_fen or 0) <= budget_most_fen:
        told = _("非共识项目须填写预算，且不超过 {most} 元（规则 R-CALL-06）。").format(most=yuan(budget_most_fen))
        yield Finding("budget", "R-CALL-06", told)


def stage_faults(milestones: Sequence[Milestone], most_fen: int) -> list[Finding]:
    """Milestones of a solution to a call without consensus that pay more than the rules let one stage pay (R-CALL-06)."""
    told = _("非共识项目每个里程碑的付款不超过 {most} 元（规则 R-CALL-06）。").format(most=yuan(most_fen))
    return [
        Finding(f"milestones.{place}.amount", "R-CALL-06", told)
        for place, one in enumerate(milestones)
        if one.amount_fen > most_fen
    ]


def _of_mode(draft: CallDraft, teams_most: int) -> Iterator[Finding]:
    if draft.mode not in MODES:
        yield Finding("mode", "R-CALL-01", _("请选择征集方式（规则 R-CALL-01）。"))
    elif draft.mode == "race" and not 2 <= draft.teams <= teams_most:
        told = _("赛马争先须有 2 至 {most} 个承担方（规则 R-CALL-04）。").format(most=teams_most)
        yield Finding("teams", "R-CALL-04", told)
    elif draft.mode != "race" and draft.teams != 1:
        yield Finding("teams", "R-CALL-04", _("只有赛马争先可以有几个承担方（规则 R-CALL-04）。"))


def _of_criteria(draft: CallDraft) -> Iterator[Finding]:
    rule = "R-BID-16"
    if not 1 <= len(draft.criteria) <= CRITERIA_MOST:
        told = _("请填写 1 至 {most} 项评价标准（规则 R-BID-16）。").format(most=CRITERIA_MOST)
        yield Finding("criteria", rule, told)
        return
    for place, one in enumerate(draft.criteria):
        if not 1 <= len(one.name.strip()) <= NAME_MAX or "\x00" in one.name:
            told = _("评价标准须有名称，不超过 {most} 字（规则 R-BID-16）。").format(most=NAME_MAX)
            yield Finding(f"criteria.{place}", rule, told)
        if not 1 <= one.weight <= 100:
            yield Finding(f"criteria.{place}", rule, _("权重为 1 至 100 的整数（规则 R-BID-16）。"))
    total = sum(one.weight for one in draft.criteria)
    if total != 100:
        told = _("权重合计须为 100，现为 {total}（规则 R-BID-16）。").format(total=total)
        yield Finding("criteria", rule, told)
    if sum(one.by_price for one in draft.criteria) > 1:
        yield Finding("criteria", rule, _("按报价计算的标准只能有一项（规则 R-BID-16）。"))


def _unfair(draft: CallDraft) -> Iterator[Finding]:
    """Words that tie it to a place or to who owns a firm; what the problem says of a place of use is no condition."""
    texts = [("conditions", draft.conditions), *((f"criteria.{n}", one.name) for n, one in enumerate(draft.criteria))]
    for field, text in texts:
        if words := local_condition(text):
            told = _("“{words}”以所在地限定申报或评价，违反公平竞争审查要求，不能发布（规则 R-LST-05）。")
            yield Finding(field, "R-LST-05", told.format(words=words))
        if words := ownership_condition(text):
            told = _("“{words}”以所有制限定申报或评价，违反公平竞争审查要求，不能发布（规则 R-BID-16）。")
            yield Finding(field, "R-BID-16", told.format(words=words))


def _of_terms(draft: CallDraft, earliest_due: datetime) -> Iterator[Finding]:
    if draft.budget_fen is not None and not 0 < draft.budget_fen <= MAX_FEN:
        told = _("预算须大于零、不超过 {most} 元；由方案报价的，不填写预算。").format(most=yuan(MAX_FEN))
        yield Finding("budget", "R-CALL-01", told)
    if draft.due_at < earliest_due:
        told = _("提交截止时间不得早于 {due}（规则 R-CALL-01）。").format(due=f"{earliest_due:%Y-%m-%d %H:%M}")
        yield Finding("due_at", "R-CALL-01", told)
