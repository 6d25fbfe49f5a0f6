"""The calculator of deadlines."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.rulebook.forms.capabilities import day_field


class DeadlineForm(forms.Form):
    start = day_field(label=_("起始日（不计入）"))
    count = forms.IntegerField(label=_("期间"), min_value=1, max_value=3_650)
    unit = forms.ChoiceField(
        label=_("单位"),
        choices=[
            ("working_days", _("工作日")),
            ("days", _("日")),
            ("months", _("月")),
            ("years", _("年")),
        ],
    )

    def period(self) -> dict[str, Any]:
        """What `queries.deadline` is given, after `is_valid`."""
        return {"start": self.cleaned_data["start"], self.cleaned_data["unit"]: self.cleaned_data["count"]}
