"""The forms of reporting and supervision."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode
from marketplace.catalogue.models import Objection, PriceMode
from marketplace.core.form_fields import YuanField
from marketplace.files.fields import PaperField
from marketplace.reporting.models import Alert, AlertRule, Inspection

ALL = [("", _("四家交易机构汇总"))]
ANY = [("", _("不限"))]


def area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


class DayField(forms.DateField):
    """A day, by the browser's own picker."""

    def __init__(self, **options: Any) -> None:
        picker = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
        defaults: dict[str, Any] = {"widget": picker, "input_formats": ["%Y-%m-%d"]}
        super().__init__(**defaults | options)


class LinesField(forms.CharField):
    """Several names, one to a line; cleaned to a list."""

    def __init__(self, **options: Any) -> None:
        defaults: dict[str, Any] = {"widget": area(), "max_length": 4000}
        super().__init__(**defaults | options)

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in (super().to_python(value) or "").splitlines() if line.strip()]


class ReturnForm(forms.Form):
    """Which return is drafted."""

    period = forms.CharField(
        label=_("统计期间"), max_length=10, help_text=_("写成 2027-03（月）、2027-Q1（季）或 2027（年）。")
    )
    exchange = forms.ChoiceField(label=_("统计范围"), required=False, choices=[*ALL, *ExchangeCode.choices])


class ReasonForm(forms.Form):
    """Why something is sent back or corrected."""

    reason = forms.CharField(label=_("理由"), max_length=300, widget=area(2))


class AlertFilter(forms.Form):
    """Which alerts are shown; sent by GET."""

    state = forms.ChoiceField(label=_("状态"), required=False, choices=[*ANY, *Alert.State.choices])
    rule = forms.ChoiceField(label=_("规则"), required=False, choices=[*ANY, *AlertRule.choices])
    exchange = forms.ChoiceField(label=_("交易机构"), required=False, choices=[*ANY, *ExchangeCode.choices])


class AlertNoteForm(forms.Form):
    """What somebody found who looked."""

    text = forms.CharField(label=_("核查情况"), max_length=1000, widget=area())
    outcome = forms.ChoiceField(
        label=_("核查结论"),
        required=False,
        choices=[("", _("仅记录，暂不下结论")), *(one for one in Alert.State.choices if one[0] != Alert.State.OPEN)],
    )


class InstructionForm(forms.Form):
    """What a supervisor instructs; the subject is given by its number."""

    subject = forms.CharField(label=_("成果或单位编号"), max_length=20, help_text="L-2027-000001 / O-2027-000001")
    exchanges = forms.MultipleChoiceField(
        label=_("执行机构"),
        required=False,
        choices=ExchangeCode.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("成果由其挂牌机构执行，不必选择；单位须选择。"),
    )
    legal_basis = forms.CharField(label=_("法律依据"), max_length=300)
    reason = forms.CharField(label=_("理由"), max_length=1000, widget=area())
    until_date = DayField(label=_("中止至"), required=False)


class NoteForm(forms.Form):
    """A note, or why not."""

    note = forms.CharField(label=_("说明"), max_length=1000, required=False, widget=area(2))


class SamplingForm(forms.Form):
    """A plan of a random sampling."""

    title = forms.CharField(label=_("抽查名称"), max_length=120)
    exchange = forms.ChoiceField(label=_("范围"), required=False, choices=[*ALL, *ExchangeCode.choices])
    first_date = DayField(label=_("成交日自"))
    last_date = DayField(label=_("成交日至"))
    size = forms.IntegerField(label=_("抽取案件数"), min_value=1, max_value=500)
    per_case = forms.IntegerField(label=_("每案检查人员数"), min_value=1, max_value=5, initial=2)


class InspectionForm(forms.Form):
    """What an inspector found."""

    result = forms.ChoiceField(label=_("检查结果"), choices=Inspection.Result.choices)
    findings = forms.CharField(label=_("检查情况"), max_length=2000, widget=area(5))


class DecisionForm(forms.Form):
    """A unit's own decision."""

    body = forms.CharField(label=_("决策机构"), max_length=80)
    meeting = forms.CharField(label=_("会议名称或届次"), max_length=120)
    decided_date = DayField(label=_("决策日期"))
    document_number = forms.CharField(label=_("文号"), max_length=60, required=False)
    route = forms.ChoiceField(label=_("定价方式"), choices=PriceMode.choices)
    price_fen = YuanField(label=_("拟交易价格或底价"), required=False)
    deciders = LinesField(label=_("参与决策人"), help_text=_("每行一人。"))
    recusals = LinesField(
        label=_("回避情况"), required=False, help_text=_("每行一人及其原因；无人须回避的，写“无须回避”。")
    )
    valuation = forms.CharField(label=_("评估情况"), max_length=300, required=False)
    file = PaperField(label=_("决策文件"), required=False)


class NoticeForm(forms.Form):
    """The notice inside the unit."""

    name = forms.CharField(label=_("公示的成果名称"), max_length=200)
    price_fen = YuanField(label=_("公示的拟交易价格"))
    place = forms.CharField(label=_("公示载体"), max_length=200)
    published_date = DayField(label=_("公示发布日期"))
    file = PaperField(label=_("公示照片或扫描件"), required=False)


class ObjectionForm(forms.Form):
    """An objection to a notice."""

    raised_date = DayField(label=_("提出日期"))
    raised_by = forms.CharField(label=_("提出人"), max_length=60)
    content = forms.CharField(label=_("异议内容"), max_length=1000, widget=area())


class ResolutionForm(forms.Form):
    """How it was answered."""

    outcome = forms.ChoiceField(label=_("处理结果"), choices=[one for one in Objection.Outcome.choices if one[0]])
    resolved_date = DayField(label=_("处理日期"))
    handling = forms.CharField(label=_("处理情况"), max_length=1000, widget=area())


class PackFileForm(forms.Form):
    """A pack that somebody wants checked; it is looked at and not kept."""

    file = forms.FileField(label=_("证据包（ZIP）"))
