"""Fields of the forms of schedules."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.fees.percents import read_percent


class PercentField(forms.CharField):
    """A percent as people write it, 1.5 or 1.5%; cleaned to a share, None if empty."""

    def __init__(self, **options: Any) -> None:
        attributes = {"inputmode": "decimal", "autocomplete": "off", "data-unit": "%", "maxlength": 12}
        super().__init__(**{"widget": forms.TextInput(attributes)} | options)

    def to_python(self, value: Any) -> Any:
        text = str(super().to_python(value))
        try:
            return read_percent(text) if text else None
        except ValueError:
            raise forms.ValidationError(_("请填写百分数，如 1.5，最多六位小数。"), "percent") from None


class DayField(forms.DateField):
    """A day, by the browser's own picker."""

    def __init__(self, **options: Any) -> None:
        picker = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
        defaults: dict[str, Any] = {"widget": picker, "input_formats": ["%Y-%m-%d"]}
        super().__init__(**defaults | options)
