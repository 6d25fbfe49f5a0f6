"""What data a template needs, and the same data as it is printed. Pure.

A field is a dict: `name`, `label` (Chinese), `kind`, and where they apply `optional`, `most` (characters, rows), `fields` (of a row).
Kinds: `text` (one line), `prose` (paragraphs), `money` (fen), `number` (a whole one), `date`, `instant`, `lines` (a list of texts),
`rows` (a list of dicts of `fields`), `yes` (a boolean).
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from marketplace.core.clock import SHANGHAI
from marketplace.core.errors import Invalid
from marketplace.core.money import MAX_FEN, capitals, yuan

Field = Mapping[str, Any]
Faults = dict[str, list[str]]

KINDS = frozenset({"text", "prose", "money", "number", "date", "instant", "lines", "rows", "yes"})
MOST = {"text": 200, "prose": 4000, "lines": 50, "rows": 200}
NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
# Neither printable nor a line break: control characters, half surrogate pairs, private use, directions, joiners and marks of order.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff]|[\U000f0000-\U0010ffff]"
)


class Wrong(ValueError):
    """A value that a field cannot take; the text says why."""


def check(fields: Sequence[Field], data: Mapping[str, Any]) -> dict[str, Any]:
    """The data as JSON keeps them: amounts in fen, dates and instants as ISO text, texts without the space around them.

    Raises Invalid, which names every field that is missing, unknown, too long, or cannot be printed.
    """
    faults: Faults = {}
    kept = _check(fields, data, "", faults)
    if faults:
        raise Invalid(fields=faults)
    return kept


def _check(fields: Sequence[Field], data: Mapping[str, Any], path: str, faults: Faults) -> dict[str, Any]:
    known = {field["name"] for field in fields}
    for name in data:
        if name not in known:
            faults[f"{path}{name}"] = [_("该文书没有这个字段。")]
    kept = {}
    for field in fields:
        key = f"{path}{field['name']}"
        value = data.get(field["name"])
        try:
            if _is_empty(value):
                if not field.get("optional"):
                    raise Wrong(_("{label}：必须填写。").format(label=field["label"]))
                continue
            kept[field["name"]] = _keep(field, value, key, faults)
        except Wrong as wrong:
            faults[key] = [str(wrong)]
    return kept


def _is_empty(value: Any) -> bool:
    return value is None or (
        isinstance(value, str | list | tuple) and not (value.strip() if isinstance(value, str) else value)
    )


def _keep(field: Field, value: Any, key: str, faults: Faults) -> Any:
    kind, label = field["kind"], field["label"]
    match kind:
        case "text" | "prose":
            return _keep_text(field, value)
        case "money" if _is_whole(value) and 0 <= value <= MAX_FEN:
            return value
        case "number" if _is_whole(value) and abs(value) < 10**15:
            return value
        case "yes" if isinstance(value, bool):
            return value
        case "date" if isinstance(value, date) and not isinstance(value, datetime):
            return value.isoformat()
        case "instant" if isinstance(value, datetime) and value.tzinfo is not None:
            return value.isoformat()
        case "date" | "instant" if isinstance(value, str):
            return _keep_time(field, value)
        case "lines" | "rows" if isinstance(value, list | tuple):
            return _keep_list(field, value, key, faults)
    raise Wrong(_("{label}：不是可以打印的{kind}。").format(label=label, kind=_kind_name(kind)))


def _kind_name(kind: str) -> str:
    return {
        "text": _("文字"),
        "prose": _("文字"),
        "money": _("金额（以分计的整数）"),
        "number": _("整数"),
        "date": _("日期"),
        "instant": _("时间"),
        "lines": _("列表"),
        "rows": _("表格"),
        "yes": _("是或否"),
    }[kind]


def _keep_text(field: Field, value: Any) -> str:
    label, kind = field["label"], field["kind"]
    if not isinstance(value, str):
        raise Wrong(_("{label}：不是可以打印的{kind}。").format(label=label, kind=_kind_name(kind)))
    text = value.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").strip()
    most = field.get("most", MOST[kind])
    if len(text) > most:
        raise Wrong(_("{label}：不超过 {most} 字，现为 {length} 字。").format(label=label, most=most, length=len(text)))
    if kind == "text" and "\n" in text:
        raise Wrong(_("{label}：只能是一行文字，不能换行。").format(label=label))
    if odd := UNPRINTABLE.search(text):
        raise Wrong(_("{label}：含有不能打印的字符 U+{code:04X}。").format(label=label, code=ord(odd[0])))
    return text


def _keep_time(field: Field, value: str) -> str:
    read = date.fromisoformat if field["kind"] == "date" else datetime.fromisoformat
    try:
        moment = read(value)
    except ValueError:
        moment = None
    if moment is None or (isinstance(moment, datetime) and moment.tzinfo is None):
        raise Wrong(_("{label}：不是可以打印的{kind}。").format(label=field["label"], kind=_kind_name(field["kind"])))
    return moment.isoformat()


def _keep_list(field: Field, value: Sequence[Any], key: str, faults: Faults) -> list[Any]:
    most = field.get("most", MOST[field["kind"]])
    if len(value) > most:
        raise Wrong(
            _("{label}：不超过 {most} 行，现为 {length} 行。").format(
                label=field["label"], most=most, length=len(value)
            )
        )
    if field["kind"] == "lines":
        line = {"kind": "prose", "label": field["label"], "most": field.get("each", MOST["text"])}
        return [_keep_text(line, item) for item in value]
    if not all(isinstance(row, Mapping) for row in value):
        raise Wrong(_("{label}：每一行须按字段给出。").format(label=field["label"]))
    return [_check(field["fields"], row, f"{key}.{place}.", faults) for place, row in enumerate(value, start=1)]


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def printed(fields: Sequence[Field], kept: Mapping[str, Any]) -> dict[str, Any]:
    """Checked data in the form the template reads: every field of the schema is there, what was left out as none.

    Money is `{fen, yuan, capitals}`, a date `2027年4月12日`, an instant `2027年4月12日 15:10:58` of Shanghai.
    """
    return {field["name"]: _printed(field, kept.get(field["name"])) for field in fields}


def _printed(field: Field, value: Any) -> Any:
    if value is None:
        return [] if field["kind"] in ("lines", "rows") else None
    match field["kind"]:
        case "money":
            return {"fen": value, "yuan": yuan(value), "capitals": capitals(value)}
        case "date":
            return day(date.fromisoformat(value))
        case "instant":
            moment = datetime.fromisoformat(value).astimezone(SHANGHAI)
            return f"{day(moment.date())} {moment:%H:%M:%S}"
        case "rows":
            return [printed(field["fields"], row) for row in value]
        case "number":
            return str(value)
    return value


def day(of: date) -> str:
    """A day as official letters write it: `2027年4月12日`."""
    return f"{of.year}年{of.month}月{of.day}日"


def check_schema(schema: Any) -> None:
    """Raises Invalid for `schema` unless it describes fields as this module knows them."""
    fault = _fault_of_fields(schema.get("fields") if isinstance(schema, Mapping) else None, depth=0)
    if fault:
        raise Invalid(fields={"schema": [fault]})


def _fault_of_fields(fields: Any, depth: int) -> str:
    if not isinstance(fields, list) or not all(isinstance(field, Mapping) for field in fields) or len(fields) > 60:
        return _("字段须列成表，不超过 60 个。")
    names = [str(field.get("name")) for field in fields]
    if len(set(names)) != len(names) or not all(NAME.fullmatch(name) for name in names):
        return _("字段名须各不相同，由小写字母、数字和下划线组成。")
    for field in fields:
        kind, label = field.get("kind"), field.get("label")
        if kind not in KINDS or not isinstance(label, str) or not 0 < len(label) <= 60:
            return _("字段 {name} 须有标签和已知的类型。").format(name=field["name"])
        most = field.get("most", 1)
        if not _is_whole(most) or not 1 <= most <= 10_000:
            return _("字段 {name} 的上限须为 1 至 10000。").format(name=field["name"])
        if kind == "rows" and (depth or (fault := _fault_of_fields(field.get("fields"), depth + 1))):
            return fault if not depth else _("表格里不能再有表格。")
    return ""


def sample(fields: Sequence[Field]) -> dict[str, Any]:
    """Sample data: every field filled, texts with the field's own label."""
    return {field["name"]: _sample(field) for field in fields}


def _sample(field: Field) -> Any:
    match field["kind"]:
        case "money":
            return 3_350_000_00
        case "number":
            return 12
        case "date":
            return "2027-04-12"
        case "instant":
            return "2027-04-12T15:10:58+08:00"
        case "yes":
            return True
        case "lines":
            return [_sample_text(field), _sample_text(field)][: field.get("most", 2)]
        case "rows":
            return [sample(field["fields"]), sample(field["fields"])][: field.get("most", 2)]
    return _sample_text(field)


def _sample_text(field: Field) -> str:
    return f"示范{field['label']}"[: field.get("most", 60)]
