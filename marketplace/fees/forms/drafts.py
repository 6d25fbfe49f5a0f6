"""A draft of a schedule as one page of forms: heads, rates with bands, limits of the deal, reliefs."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode
from marketplace.fees.forms.fields import DayField
from marketplace.fees.forms.initial import UNIFIED, heads_of, limits_of, rates_of, reliefs_of
from marketplace.fees.forms.rows import LimitRows, RateRows, ReliefRows, Row
from marketplace.fees.models import Schedule
from marketplace.fees.terms import Terms

ADDED = re.compile(r"rates|limits|reliefs|rates-\d{1,3}-bands")
REMOVED = re.compile(r"(rates|limits|reliefs)-\d{1,3}|rates-\d{1,3}-bands-\d{1,3}")


class HeadForm(forms.Form):
    """What a draft says about itself; a new one also its code and whose it is."""

    code = forms.CharField(label=_("代码"), max_length=8, help_text=_("大写字母或数字；沿用已有代码即为其下一版本。"))
    exchange = forms.ChoiceField(label=_("归属"))
    title = forms.CharField(label=_("中文名称"), max_length=80)
    title_en = forms.CharField(label=_("英文名称"), max_length=120)
    calibre = forms.CharField(label=_("适用范围"), max_length=120, help_text=_("费率针对哪类交易；比较时写在旁边。"))
    calibre_en = forms.CharField(label=_("适用范围（英文）"), max_length=160)
    source = forms.CharField(label=_("数字的出处"), max_length=200)
    source_en = forms.CharField(label=_("数字的出处（英文）"), max_length=300)
    effective_from = DayField(
        label=_("生效日"), help_text=_("公布日与生效日之间至少相隔 7 整日（R-GEN-09），请留出起草和征求意见的时间。")
    )

    def __init__(self, *args: Any, exchange: str, draft: Schedule | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if draft:
            del self.fields["code"], self.fields["exchange"]
            return
        own = [(exchange, ExchangeCode(exchange).label)] if exchange else []
        choices: Any = self.fields["exchange"]
        choices.choices = [(UNIFIED, _("统一结构（各机构自行决定是否采用）")), *own]

    def terms(self) -> dict[str, Any]:
        said = self.cleaned_data
        pairs: dict[str, Any] = {
            f"{name}s": (said[name], said[f"{name}_en"]) for name in ("title", "calibre", "source")
        }
        whose: dict[str, Any] = {name: said[name] for name in ("code", "exchange") if name in self.fields}
        if whose:
            whose["exchange"] = whose["exchange"].replace(UNIFIED, "")
        return {**whose, **pairs, "effective_from": said["effective_from"]}


class DraftForms:
    """The four together, for a new draft, out of another version or none, or for one that is edited."""

    def __init__(self, data: QueryDict | None, *, exchange: str, base: Schedule | None, draft: Schedule | None) -> None:
        self.data = with_rows(data) if data else None
        start = draft or base
        self.head = HeadForm(self.data, exchange=exchange, draft=draft, initial=heads_of(start, exchange))
        self.rates = RateRows(self.data, prefix="rates", initial=rates_of(start))
        self.limits = LimitRows(self.data, prefix="limits", initial=limits_of(start))
        self.reliefs = ReliefRows(self.data, prefix="reliefs", initial=reliefs_of(start))
        if self.is_changing:
            self.hush()

    @property
    def is_changing(self) -> bool:
        """Whether a row is being added or removed, and nothing is to be saved yet."""
        return self.data is not None and ("add" in self.data or "remove" in self.data)

    def hush(self) -> None:
        for form in self._rows():
            form.hush()

    def is_valid(self) -> bool:
        # All of them, so that every fault is told at once.
        return all([self.head.is_valid(), self.rates.is_valid(), self.limits.is_valid(), self.reliefs.is_valid()])

    def terms(self) -> dict[str, Any]:
        """What `draft_schedule` is given, after `is_valid`."""
        terms = Terms(
            rates=tuple(terms for row in self.rates.kept for terms in row.terms()),
            limits=tuple(row.terms() for row in self.limits.kept),
            reliefs=tuple(row.terms() for row in self.reliefs.kept),
        )
        return {**self.head.terms(), "terms": terms}

    def tell(self, faults: Mapping[str, Any], rule: str) -> None:
        """Put what a command found onto the fields; `rates.3.bands.1.above` belongs to the row that speaks of that rate."""
        counted = self._counted()  # before a fault takes a value away
        for name, messages in faults.items():
            form, field = self._place(name, counted)
            for message in messages:
                told = str(message) if rule in str(message) else f"{message} ({rule})"
                if told not in form.errors.get(field, []):
                    form.add_error(field if field in form.fields else None, told)

    def _place(self, name: str, counted: Mapping[str, list[Any]]) -> tuple[forms.Form, str]:
        part, *rest = name.split(".")
        rows = counted.get(part, [])
        if not rest or not rest[0].isdigit() or int(rest[0]) >= len(rows):
            return self.head, part
        row = rows[int(rest[0])]
        if len(rest) == 4:
            row = row.bands.kept[int(rest[2])]
        return row, row.places.get(rest[-1], rest[-1])

    def _counted(self) -> dict[str, list[Any]]:
        """The rows by their places among the terms: a row for both sides stands there twice."""
        twice = [row for row in self.rates.kept for _side in row.terms()]
        return {"rates": twice, "limits": self.limits.kept, "reliefs": self.reliefs.kept}

    def _rows(self) -> Iterator[Row]:
        yield from (*self.rates.forms, *self.limits.forms, *self.reliefs.forms)

    def _all(self) -> Iterator[forms.Form]:
        yield self.head
        for row in self.rates.kept:
            yield row
            yield from row.bands.kept
        yield from (*self.limits.kept, *self.reliefs.kept)

    @property
    def faults(self) -> list[tuple[str, str, str]]:
        """(id of the field, its label, message) of every fault of every form, for the head of the page."""
        if self.data is None or self.is_changing:
            return []
        return [
            (form[name].id_for_label or form[name].auto_id, str(form[name].label), str(message))
            if name in form.fields
            else ("", "", str(message))
            for form in self._all()
            for name, messages in form.errors.items()
            for message in messages
        ]


def with_rows(data: QueryDict) -> QueryDict:
    """One row more or less where somebody asked for it, by buttons that work without scripts too."""
    added, removed = data.get("add", ""), data.get("remove", "")
    copy = data.copy()
    if ADDED.fullmatch(added):
        _add(copy, added)
        if added == "rates":
            place = int(str(copy["rates-TOTAL_FORMS"])) - 1
            copy[f"rates-{place}-bands-INITIAL_FORMS"] = "0"
            copy[f"rates-{place}-bands-TOTAL_FORMS"] = "1"
    if REMOVED.fullmatch(removed):
        copy[f"{removed}-DELETE"] = "on"
    return copy


def _add(data: QueryDict, prefix: str) -> None:
    name = f"{prefix}-TOTAL_FORMS"
    count = str(data.get(name, ""))
    data[name] = str(int(count) + 1) if count.isascii() and count.isdigit() and len(count) < 4 else "1"
    data.setdefault(f"{prefix}-INITIAL_FORMS", "0")
