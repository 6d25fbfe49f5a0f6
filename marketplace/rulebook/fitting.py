"""Whether a new value fits the kind and the unit of the one it replaces. Pure."""

from typing import Any, Protocol

from django.utils.translation import gettext as _

# More than anybody could mean: ten years, a hundred percent, a day.
MOST = {
    "day": 3_650,
    "working_day": 2_500,
    "month": 600,
    "year": 100,
    "hour": 8_760,
    "second": 86_400,
    "bp": 10_000,
    "fen": 10**15,
    "point": 100,
}


class Known(Protocol):
    value: Any
    unit: str


def fault_of(value: Any, known: Known) -> str:
    """What is wrong with a value in words; empty if it fits."""
    if not _same_shape(value, known.value):
        return _("值的类型须与原版本一致（原值：{value}）。").format(value=known.value)
    numbers = list(_numbers(value))
    if any(number < 0 for number in numbers):
        return _("值不能为负。")
    most = MOST.get(known.unit)
    if most is not None and any(number > most for number in numbers):
        return _("值不能超过 {most}（单位：{unit}）。").format(most=most, unit=known.unit)
    return ""


def _same_shape(value: Any, known: Any) -> bool:
    """The same kind; a dict with the same keys, a list of the same kinds."""
    if type(value) is not type(known):
        return False
    if isinstance(known, dict):
        return value.keys() == known.keys() and all(_same_shape(value[key], known[key]) for key in known)
    if isinstance(known, list):
        return bool(value) and all(_same_shape(item, known[0]) for item in value) if known else True
    return True


def _numbers(value: Any) -> Any:
    if isinstance(value, dict):
        value = list(value.values())
    items = value if isinstance(value, list) else [value]
    return (item for item in items if isinstance(item, int) and not isinstance(item, bool))
