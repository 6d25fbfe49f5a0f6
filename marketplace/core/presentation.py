"""How amounts and instants are written for people, in Chinese and in English."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from marketplace.core.clock import SHANGHAI
from marketplace.core.money import compact, yuan

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the ways to look at a page, for the component `tabs`; `count` is how much there is."""

    label: str
    url: str
    current: bool = False
    count: int | None = None


def is_chinese(language: str) -> bool:
    return language.startswith("zh")


def exact_amount(fen: int, language: str) -> str:
    """The exact amount with its currency: `3,350,000.00 元`, `CNY 3,350,000.00`."""
    return f"{yuan(fen)} 元" if is_chinese(language) else f"CNY {yuan(fen)}"


def compact_amount(fen: int, language: str) -> str:
    """The amount at a glance with its currency: `335 万元`, `CNY 3.35 million`. Show the exact one beside it."""
    if is_chinese(language):
        number, _, step = compact(fen, language).partition(" ")
        return f"{number} {step}元"
    return f"CNY {compact(fen, language)}"


def market_date(moment: datetime, language: str) -> str:
    """The day in Shanghai: `2027年4月12日`, `12 Apr 2027`."""
    local = moment.astimezone(SHANGHAI)
    if is_chinese(language):
        return f"{local.year}年{local.month}月{local.day}日"
    return f"{local.day} {MONTHS[local.month - 1]} {local.year}"


def market_end(moment: datetime, language: str) -> str:
    """The end of a period: `2027年4月8日 24:00` where it falls on midnight, never the first instant of the day after (R-GEN-03)."""
    local = moment.astimezone(SHANGHAI)
    comma = "" if is_chinese(language) else ","
    if local.time() == time.min:
        return f"{market_date(moment - SECOND, language)}{comma} 24:00"
    return f"{market_date(moment, language)}{comma} {local:%H:%M}"


def market_time(moment: datetime, language: str) -> str:
    """The second in Shanghai: `2027年4月12日 15:10:58`, `12 Apr 2027, 15:10:58`."""
    comma = "" if is_chinese(language) else ","
    return f"{market_date(moment, language)}{comma} {moment.astimezone(SHANGHAI):%H:%M:%S}"
