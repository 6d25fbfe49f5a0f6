"""What people write about calls and solutions."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode
from marketplace.commissioning.drafts import CallDraft, CriterionDraft, SolutionDraft
from marketplace.commissioning.milestones import DAYS_MOST, DELIVERABLE_MAX, TITLE_MAX, Milestone
from marketplace.commissioning.models import CallMode, CallObjection, Criterion, Solution
from marketplace.commissioning.models.call import NAME_MAX, NOTE_MAX, TEAMS_MOST, TEXT_MAX, UNIT_MAX
from marketplace.commissioning.models.call import TITLE_MAX as CALL_TITLE_MAX
from marketplace.core.form_fields import MarketTimeField, YuanField
from marketplace.files.fields import PaperField
from marketplace.trading.screening_forms import LinkForm

CRITERION_ROWS = 5
MILESTONE_ROWS = 4


def long_text(label: Any, most: int = NOTE_MAX, rows: int = 3, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea({"rows": rows}), **options)


class CriterionForm(forms.Form):
    """A row of the criteria; one without a name does not count."""

    name = forms.CharField(label=_("评价标准"), max_length=NAME_MAX, required=False)
    weight = forms.IntegerField(label=_("权重"), min_value=1, max_value=100, required=False)
    by_price = forms.BooleanField(label=_("按报价计算"), required=False)


class MilestoneForm(forms.Form):
    """A row of the milestones; one without a title does not count."""

    title = forms.CharField(label=_("里程碑"), max_length=TITLE_MAX, required=False)
    deliverable = forms.CharField(label=_("交付物"), max_length=DELIVERABLE_MAX, required=False)
    amount = YuanField(label=_("付款（元）"), required=False)
    days = forms.IntegerField(label=_("签订后天数"), min_value=1, max_value=DAYS_MOST, required=False)


CriterionRows: Any = forms.formset_factory(CriterionForm, extra=CRITERION_ROWS, max_num=8, absolute_max=8)
MilestoneRows: Any = forms.formset_factory(MilestoneForm, extra=MILESTONE_ROWS, max_num=12, absolute_max=12)


class CallForm(forms.Form):
    mode = forms.ChoiceField(label=_("征集方式"), choices=CallMode.choices, initial=CallMode.LEAD)
    title = forms.CharField(label=_("榜题"), max_length=CALL_TITLE_MAX)
    problem = long_text(_("要解决的问题"), TEXT_MAX, 5)
    indicators = long_text(_("结果指标"), TEXT_MAX, 4, help_text=_("可以检验的指标：数值、方法、条件。"))
    conditions = long_text(
        _("申报条件"), required=False, help_text=_("不得以所在地、所有制限定（规则 R-LST-05、R-BID-16）。")
    )
    budget = YuanField(label=_("预算（元）"), required=False, help_text=_("不填写即由方案报价。"))
    teams = forms.IntegerField(
        label=_("承担方数量"), min_value=1, max_value=TEAMS_MOST, initial=1, help_text=_("赛马争先为 2 个以上。")
    )
    due_at = MarketTimeField(label=_("提交截止时间"))
    secrecy = long_text(_("保密审查说明"), help_text=_("审查人和日期；公告不得含国家秘密、商业秘密（规则 R-LST-07）。"))

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.rows = CriterionRows(data, prefix="criteria")

    def is_valid(self) -> bool:
        return bool(self.rows.is_valid()) and super().is_valid()

    def draft(self) -> CallDraft:
        given = dict(self.cleaned_data)
        rows = [row.cleaned_data for row in self.rows if row.cleaned_data.get("name")]
        criteria = [CriterionDraft(row["name"], row["weight"] or 0, row["by_price"]) for row in rows]
        return CallDraft(criteria=criteria, budget_fen=given.pop("budget"), **given)


class SolutionForm(LinkForm):
    price = YuanField(label=_("报价（元）"))
    plan = long_text(_("技术方案"), TEXT_MAX, 8)
    team = long_text(_("团队和基础"))
    paper = PaperField(label=_("附件"), required=False)
    via_exchange = forms.ChoiceField(
        label=_("经由交易机构"), choices=[("", _("本单位的归属机构")), *ExchangeCode.choices], required=False
    )

    def __init__(self, data: Any = None, files: Any = None, *, own: Solution | None = None) -> None:
        self.own = own
        initial = {"price": f"{own.price_fen / 100:.2f}"} if own else {}
        names = ("plan", "team", "foreign_link", "declaration", "via_exchange")
        super().__init__(data, files, initial=initial | ({name: getattr(own, name) for name in names} if own else {}))
        rows = (
            [{**one.row(), "amount": f"{one.amount_fen // 100}.{one.amount_fen % 100:02d}"} for one in own.stages]
            if own
            else []
        )
        self.rows = MilestoneRows(data, prefix="milestones", initial=rows or None)

    def is_valid(self) -> bool:
        return bool(self.rows.is_valid()) and super().is_valid()

    def draft(self, more: list[str]) -> SolutionDraft:
        """With the files of before and `more` of them."""
        given = dict(self.cleaned_data)
        del given["paper"]
        rows = [row.cleaned_data for row in self.rows if row.cleaned_data.get("title")]
        stages = [Milestone(row["title"], row["deliverable"], row["amount"] or 0, row["days"] or 0) for row in rows]
        files = [*(self.own.files if self.own else []), *more]
        return SolutionDraft(price_fen=given.pop("price"), milestones=stages, files=files, **given)


class ReasonsForm(forms.Form):
    reasons = long_text(_("理由"))


class QuestionForm(forms.Form):
    text = long_text(_("问题"), help_text=_("问题和答复向所有人公开，不显示提问单位；请勿写入商业秘密。"))


class AnswerForm(forms.Form):
    answer = long_text(_("答复"))


class AmendmentForm(forms.Form):
    text = long_text(_("变更内容"), help_text=_("预算、评价标准和权重不得变更（规则 R-BID-16）。"))
    due_at = MarketTimeField(label=_("提交截止延至"), required=False)


class TeamsForm(forms.Form):
    teams = forms.IntegerField(label=_("按名次确定几个承担方"), min_value=1, max_value=TEAMS_MOST, initial=1)


class RecommendationForm(forms.Form):
    """Of a call without consensus: one solution, and who answers for it."""

    recommended = forms.ChoiceField(label=_("被推荐的方案"))
    sponsor = forms.CharField(label=_("推荐人"), max_length=NAME_MAX)
    sponsor_unit = forms.CharField(label=_("推荐人单位"), max_length=UNIT_MAX)
    recommendation = long_text(
        _("推荐理由"), help_text=_("方案的独到之处，以及评分为何未能反映；与推荐人姓名一并公示（规则 R-CALL-06）。")
    )

    def __init__(self, data: Any = None, *, solutions: Sequence[Solution]) -> None:
        super().__init__(data)
        choices = [(one.number, f"{one.proposer.local_name} · {one.number}") for one in solutions]
        self.fields["recommended"].choices = choices  # type: ignore[attr-defined]  # of a ChoiceField


class ObjectionForm(forms.Form):
    content = long_text(_("异议内容和依据"))


class DecisionForm(forms.Form):
    effect = forms.ChoiceField(
        label=_("处理结果"), choices=[("", _("异议不成立，公示继续")), *CallObjection.Effect.choices], required=False
    )
    reasons = long_text(_("处理理由"))


class ScoresForm(forms.Form):
    """A field of points for each solution and judged criterion."""

    def __init__(self, data: Any = None, *, solutions: list[Solution], criteria: list[Criterion]) -> None:
        super().__init__(data)
        self.solutions, self.criteria = solutions, [one for one in criteria if not one.by_price]
        for solution in solutions:
            given = {score.criterion.position: score.points for score in solution.scores.all()}
            for one in self.criteria:
                label = f"{solution.number} {one.name}"
                self.fields[_name(solution, one)] = forms.IntegerField(
                    label=label, min_value=0, max_value=100, initial=given.get(one.position)
                )

    def table(self) -> list[tuple[Solution, list[forms.BoundField]]]:
        """Each solution with its fields, in the order of the criteria."""
        return [(one, [self[_name(one, by)] for by in self.criteria]) for one in self.solutions]

    def scores(self) -> dict[str, dict[int, int]]:
        return {
            one.number: {by.position: self.cleaned_data[_name(one, by)] for by in self.criteria}
            for one in self.solutions
        }


def _name(solution: Solution, criterion: Criterion) -> str:
    return f"{solution.number}_{criterion.position}"
