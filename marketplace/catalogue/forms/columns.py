"""The form in which people say what the headings of a file mean: one select a heading."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.catalogue.importing.fields import choices


class ColumnsForm(forms.Form):
    name = forms.CharField(
        label=_("对照名称"), max_length=80, help_text=_("程序接口按此名称引用；列名相同的下一份文件自动采用。")
    )

    def __init__(self, data: Any, *, kind: str, columns: Mapping[str, str], name: str) -> None:
        super().__init__(data, initial={"name": name})
        self.headings = list(columns)
        for place, heading in enumerate(self.headings):
            self.fields[f"column-{place}"] = forms.ChoiceField(
                label=heading, choices=choices(kind), required=False, initial=columns[heading]
            )

    def values(self) -> dict[str, Any]:
        """What the command wants."""
        said = {heading: self.cleaned_data[f"column-{place}"] for place, heading in enumerate(self.headings)}
        return {"name": self.cleaned_data["name"], "columns": said}

    @property
    def selects(self) -> list[forms.BoundField]:
        return [self[f"column-{place}"] for place in range(len(self.headings))]
