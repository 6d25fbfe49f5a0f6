"""Cells of an import as values. Each reader raises ValueError with the reason in words."""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from marketplace.catalogue.identifiers import normalise_ipc
from marketplace.catalogue.importing.encoding import is_damaged
from marketplace.core.money import MAX_FEN, parse_yuan

BETWEEN_ITEMS = re.compile(r"[;；|\n]+")
BETWEEN_WORDS = re.compile(r"[;；|\n、,，]+")
DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?|(\d{4})(\d{2})(\d{2})")
AMOUNT = re.compile(r"(?P<number>[\d.,]{1,30})(?P<unit>亿|万|)元?(人民币)?")
STEPS = {"万": 10_000, "亿": 100_000_000}
OPEN_PRICE = frozenset({"面议", "面谈", "协商", "待定", "negotiable"})
YES = frozenset({"true", "1", "yes", "y", "是"})
NO = frozenset({"false", "0", "no", "n", "否"})


def as_text(value: Any) -> str:
    """A cell of any kind as clean text: line ends as one sign, nothing around it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = value if isinstance(value, str) else _written(value)
    if "\0" in text or is_damaged(text):
        raise ValueError(_("含有不能保存的字符（空字符或残缺编码）。请删去后重试。"))
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _written(value: Any) -> str:
    return str(value) if isinstance(value, int) else json.dumps(value, ensure_ascii=False, sort_keys=True)


def as_items(value: Any, between: re.Pattern[str] = BETWEEN_ITEMS) -> list[str]:
    """A list, or a text with items set apart by semicolons or line ends."""
    items = [as_text(item) for item in value] if isinstance(value, list) else between.split(as_text(value))
    return list(dict.fromkeys(filter(None, (item.strip() for item in items))))


def as_words(value: Any) -> list[str]:
    """Keywords: commas of both widths set them apart too."""
    return as_items(value, BETWEEN_WORDS)


EDITION = re.compile(r"[(（][\d.]+[)）][A-Z]?")


def as_ipc(value: Any) -> list[str]:
    """IPC codes without the edition marks of patent documents: `A61K31/00(2006.01)I`."""
    return list(dict.fromkeys(normalise_ipc(EDITION.sub("", item)) for item in as_words(value)))


def as_fen(value: Any) -> int | None:
    """An amount in yuan, also in 万元 and 亿元; an open price is None."""
    text = unicodedata.normalize("NFKC", as_text(value)).replace("¥", "").replace("CNY", "").replace(" ", "")
    if not text or text.lower() in OPEN_PRICE:
        return None
    amount = AMOUNT.fullmatch(text)
    if amount is None:
        raise ValueError(_("“{value}”不是金额。请写人民币元，例如 2800000.00 或 280万元。").format(value=text[:40]))
    fen = _fen(amount["number"], amount["unit"], text)
    if fen > MAX_FEN:
        raise ValueError(_("金额“{value}”过大。").format(value=text[:40]))
    return fen


def _fen(number: str, unit: str, text: str) -> int:
    """Exactly; a sum that is no whole number of fen is refused."""
    try:
        if not unit:
            return parse_yuan(number)
        fen = Decimal(number.replace(",", "")) * STEPS[unit] * 100
        if fen == int(fen):
            return int(fen)
    except (ValueError, InvalidOperation):
        pass
    raise ValueError(_("“{value}”不是有效金额：最多两位小数（精确到分）。").format(value=text[:40]))


def as_fen_of_wan(value: Any) -> int | None:
    """A number that the heading says is in 万元."""
    text = as_text(value)
    if not text or text.lower() in OPEN_PRICE or "万" in text or not re.search(r"\d", text):
        return as_fen(text)
    return as_fen(f"{text}万元")


def as_date(value: Any) -> date | None:
    """2027-03-01, 2027/3/1, 2027.3.1, 2027年3月1日, 20270301."""
    text = unicodedata.normalize("NFKC", as_text(value))
    if not text:
        return None
    found = DATE.fullmatch(text.split("T")[0].removesuffix(" 00:00:00"))
    try:
        if found is None:
            raise ValueError
        return date(*map(int, filter(None, found.groups())))
    except ValueError:
        raise ValueError(_("“{value}”不是日期。请写成 2027-03-01。").format(value=text[:40])) from None


def as_number(value: Any) -> int | None:
    text = unicodedata.normalize("NFKC", as_text(value)).upper().removeprefix("TRL").removesuffix("级").strip()
    if not text:
        return None
    if not re.fullmatch(r"\d{1,9}", text):
        raise ValueError(_("“{value}”不是整数。").format(value=text[:40]))
    return int(text)


def as_truth(value: Any) -> bool | None:
    text = as_text(value).lower()
    if not text:
        return None
    if text not in YES | NO:
        raise ValueError(_("“{value}”须为是或否。").format(value=text[:40]))
    return text in YES


def chosen(words: Mapping[Any, str]) -> Callable[[Any], str]:
    """A reader of one word of a list, by its code or by its name."""

    def read(value: Any) -> str:
        text = as_text(value)
        known = _in_both_languages(words)
        if not text or text in words.values():
            return text
        if text not in known:
            raise ValueError(
                _("不认识“{value}”。可用：{words}。").format(value=text[:40], words="、".join(map(str, words)))
            )
        return known[text]

    return read


def _in_both_languages(words: Mapping[Any, str]) -> dict[str, str]:
    """Files are Chinese whatever the language of the person who imports them."""
    with override("zh-hans"):
        known = {str(word): code for word, code in words.items()}
    return known | {str(word): code for word, code in words.items()}


def chosen_many(words: Mapping[Any, str]) -> Callable[[Any], list[str]]:
    """A reader of several words of a list."""
    one = chosen(words)
    return lambda value: list(dict.fromkeys(one(item) for item in as_words(value)))
