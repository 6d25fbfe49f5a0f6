"""The form of a question."""

from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from marketplace.fees.models import Schedule
from marketplace.files.fields import PaperField
from marketplace.simulation.commands.asking import TABLES, TITLE_MOST
from marketplace.simulation.models import Baseline, Source
from marketplace.simulation.queries import candidates
from marketplace.simulation.weights import read_weights


class SimulationForm(forms.Form):
    title = forms.CharField(label=_("名称"), max_length=TITLE_MOST, help_text=_("例如：E1 草案对近三年成交的影响"))
    schedule = forms.ChoiceField(
        label=_("要测算的标准"), help_text=_("草案、施行中和示例标准都可以；本机构标准只影响本机构的成交。")
    )
    baseline = forms.ChoiceField(label=_("比较的基准"), choices=Baseline.choices, initial=Baseline.PRESENT)
    weights = forms.CharField(
        label=_("过渡权重"),
        initial="0, 1/3, 2/3, 1",
        max_length=80,
        help_text=_("每期一个，从基准（0）到新标准（1）逐期增大（R-FEE-13）。"),
    )
    lower_of_for_small_firms = forms.BooleanField(
        label=_("过渡期内中小微企业按新旧较低者付费"), initial=True, required=False
    )
    source = forms.ChoiceField(
        label=_("要测算的成交"), choices=Source.choices, initial=Source.QUOTES, widget=forms.RadioSelect
    )
    file = PaperField(
        label=_("成交文件"),
        kinds=TABLES,
        required=False,
        help_text=_("CSV 或 XLSX，不超过 20 MB、30 万行；列名见空白表。有一行不对就整份不算。"),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.schedules = {schedule.number: schedule for schedule in candidates(actor)}
        self.fields["schedule"].choices = [(number, _named(one)) for number, one in self.schedules.items()]  # type: ignore[attr-defined]

    def clean_weights(self) -> list[Fraction]:
        try:
            return read_weights(self.cleaned_data["weights"])
        except ValueError as piece:
            message = _("“{piece}”不是权重。请写分数或小数，用逗号隔开，例如 0, 1/3, 2/3, 1（R-FEE-13）。")
            raise forms.ValidationError(message.format(piece=piece)) from None

    def values(self) -> dict[str, Any]:
        """What the command wants."""
        given = dict(self.cleaned_data)
        return given | {"schedule": self.schedules[given["schedule"]], "upload": given.pop("file")}


def _named(schedule: Schedule) -> str:
    return f"{schedule.number} · {schedule.local_title} · {schedule.get_state_display()}"
