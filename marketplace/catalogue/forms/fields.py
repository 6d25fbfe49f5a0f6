"""Form fields that understand how people write: lists, amounts in 万元, shares, codes."""

import re
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.catalogue.importing.values import as_date, as_fen, as_ipc, as_items, as_words
from marketplace.catalogue.models.ownership import PARTS_MAX
from marketplace.core.money import plain_yuan

SHARE = re.compile(r"\s*(\d{1,7})\s*(?:[/／]\s*(\d{1,7})\s*)?")
PERCENT = re.compile(r"\s*(\d{1,3})(?:\.(\d{1,4}))?\s*[%％]\s*")


class ReadField(forms.CharField):
    """A text that a reader of cells turns into a value; what it cannot read is told on the field."""

    def read(self, text: str) -> Any:
        raise NotImplementedError

    def written(self, value: Any) -> str:
        raise NotImplementedError

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return self.read(text)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None

    def prepare_value(self, value: Any) -> Any:
        return value if value is None or isinstance(value, str) else self.written(value)


class LinesField(ReadField):
    """One item a line."""

    widget = forms.Textarea({"rows": 3})

    def read(self, text: str) -> list[str]:
        return as_items(text)

    def written(self, value: list[str]) -> str:
        return "\n".join(value)


class WordsField(ReadField):
    """Short words in a row, set apart by 、 or commas."""

    def read(self, text: str) -> list[str]:
        return as_words(text)

    def written(self, value: list[str]) -> str:
        return "、".join(value)


class IpcField(WordsField):
    def read(self, text: str) -> list[str]:
        return as_ipc(text)


class AmountField(ReadField):
    """Yuan as people write it, also 280万; the value is fen."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput({"inputmode": "decimal", "data-unit": gettext_lazy("元")}), **kwargs)

    def read(self, text: str) -> int | None:
        return as_fen(text)

    def written(self, value: int) -> str:
        return plain_yuan(value)


class ShareField(ReadField):
    """A share of the whole: 3/5, 60 % or 1."""

    def read(self, text: str) -> Fraction | None:
        if not text.strip():
            return None
        share = _percent(text) if "%" in text or "％" in text else _fraction(text)
        if share is None or not 0 < share <= 1 or share.denominator > PARTS_MAX:
            raise ValueError(
                _("份额“{share}”无效：写成分数或百分比，例如 3/5 或 60%，大于 0 且不超过 1。").format(share=text[:40])
            )
        return share

    def written(self, value: Fraction) -> str:
        return str(value)


def _fraction(text: str) -> Fraction | None:
    found = SHARE.fullmatch(text)
    if found is None or int(found[2] or 1) == 0:
        return None
    return Fraction(int(found[1]), int(found[2] or 1))


def _percent(text: str) -> Fraction | None:
    found = PERCENT.fullmatch(text)
    return Fraction(f"{found[1]}.{found[2] or 0}") / 100 if found else None


class EvidenceField(LinesField):
    """One piece of evidence a line, its date at the end: 第三方检测报告 2025-09-18."""

    def read(self, text: str) -> Any:
        return [_evidence(line) for line in as_items(text)]

    def written(self, value: list[Any]) -> str:
        return "\n".join(f"{item['kind']} {item['date']}" for item in value)


def _evidence(line: str) -> dict[str, str]:
    kind, _space, last = line.replace("，", " ").replace(",", " ").rpartition(" ")
    try:
        day = as_date(last)
    except ValueError:
        day = None
    if day is None or not kind.strip():
        raise ValueError(
            _("“{line}”末尾没有日期。每行写一项证据，例如：第三方检测报告 2025-09-18。").format(line=line[:40])
        )
    return {"kind": kind.strip(), "date": day.isoformat()}
