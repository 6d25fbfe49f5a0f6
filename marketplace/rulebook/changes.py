"""What changed between two versions of the rules, told in words. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from marketplace.core.money import yuan
from marketplace.rulebook.terms import term


class Value(Protocol):
    """A row of a version, as far as its words need it."""

    rule: str
    key: str
    value: Any
    unit: str

    @property
    def local_label(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Change:
    """One value that differs, before and after in words; empty where there is none."""

    rule: str
    key: str
    label: str
    before: str
    after: str

    @property
    def sentence(self) -> str:
        """限时报价延时由 300 秒改为 180 秒（R-BID-07）"""
        if not self.before:
            text = _("新增“{label}”，为{after}（{rule}）")
        elif not self.after:
            text = _("取消“{label}”，原为{before}（{rule}）")
        else:
            text = _("{label}由{before}改为{after}（{rule}）")
        return text.format(label=self.label, before=_spaced(self.before), after=_spaced(self.after), rule=self.rule)


def changes(before: Iterable[Value], after: Iterable[Value]) -> list[Change]:
    """Every value that differs, in order of rule and key."""
    old, new = _by_name(before), _by_name(after)
    names = sorted(name for name in old.keys() | new.keys() if _differ(old.get(name), new.get(name)))
    return [_change(old.get(name), new.get(name)) for name in names]


def spoken(value: Any, unit: str) -> str:
    """A value with its unit as people say it: `300 秒`, `10%`, `1,000,000.00 元`, `是`.

    >>> spoken(1000, "bp")
    '10%'
    """
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, str):
        return term(value)
    if isinstance(value, list):
        return _("、").join(spoken(item, unit) for item in value)
    if isinstance(value, dict):
        return _("，").join(f"{term(name)} {spoken(item, unit)}" for name, item in value.items())
    if unit == "bp":
        return f"{_plain(Fraction(value, 100))}%"
    if unit == "fen":
        return _("{amount} 元").format(amount=yuan(value))
    say = UNITS.get(unit)
    return say(value) if say else str(value)


def _spaced(text: str) -> str:
    """A space before digits and Latin letters, none before Han."""
    return f" {text}" if text[:1].isascii() and text else text


def _by_name(rows: Iterable[Value]) -> Mapping[tuple[str, str], Value]:
    return {(row.rule, row.key): row for row in rows}


def _differ(old: Value | None, new: Value | None) -> bool:
    return old is None or new is None or old.value != new.value


def _change(old: Value | None, new: Value | None) -> Change:
    row = new or old
    assert row is not None
    return Change(
        row.rule,
        row.key,
        row.local_label,
        spoken(old.value, old.unit) if old else "",
        spoken(new.value, new.unit) if new else "",
    )


def _plain(share: Fraction) -> str:
    """A number of at most two decimals without trailing zeros."""
    whole, rest = divmod(abs(share.numerator) * 100 // share.denominator, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".")


UNITS = {
    "second": lambda n: ngettext("{n} 秒", "{n} 秒", n).format(n=n),
    "day": lambda n: ngettext("{n} 日", "{n} 日", n).format(n=n),
    "working_day": lambda n: ngettext("{n} 个工作日", "{n} 个工作日", n).format(n=n),
    "month": lambda n: ngettext("{n} 个月", "{n} 个月", n).format(n=n),
    "year": lambda n: ngettext("{n} 年", "{n} 年", n).format(n=n),
    "hour": lambda n: ngettext("{n} 小时", "{n} 小时", n).format(n=n),
    "person": lambda n: ngettext("{n} 人", "{n} 人", n).format(n=n),
    "time": lambda n: ngettext("{n} 次", "{n} 次", n).format(n=n),
    "deal": lambda n: ngettext("{n} 笔", "{n} 笔", n).format(n=n),
    "item": lambda n: ngettext("{n} 项", "{n} 项", n).format(n=n),
    "point": lambda n: ngettext("{n} 分", "{n} 分", n).format(n=n),
}
