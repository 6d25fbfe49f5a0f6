"""A page of the time limits that run for an actor, the overdue first, each with its counting."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.actor import Actor
from marketplace.rulebook.periods import Calendar
from marketplace.rulebook.queries.counting import Told, told
from marketplace.rulebook.queries.time_limits import Count, Running, counts, running

SIZE, LAST_PAGE = 25, 10_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What of them, and which page, from 1."""

    rule: str = ""
    code: str = ""
    mine: bool = False
    late: bool = False
    page: int = 1
    size: int = SIZE


@dataclass(frozen=True, slots=True)
class LimitPage:
    """`calendar` covers the limits shown and today; `count` is how many there are on all pages, `kinds` what runs at all."""

    now: datetime
    rows: Sequence[Told]
    calendar: Calendar
    kinds: Sequence[Count]
    count: int
    page: int
    pages: int


def limit_page(actor: Actor, now: datetime, asked: Asked) -> LimitPage:
    """One page; a page after the last is the last."""
    kinds = counts(actor, now)
    chosen = [one for one in kinds if asked.rule in ("", one.limit.rule) and asked.code in ("", one.limit.code)]
    count = sum(one.of(mine=asked.mine, late=asked.late) for one in chosen)
    pages = max(1, -(-count // asked.size))
    page = min(max(asked.page, 1), pages)
    rows = _rows(actor, now, asked, [one.limit.code for one in chosen], (page - 1) * asked.size) if count else []
    shown, calendar = told(rows, now)
    return LimitPage(now, shown, calendar, kinds, count, page, pages)


def _rows(actor: Actor, now: datetime, asked: Asked, codes: Collection[str], after: int) -> list[Running]:
    return running(actor, now, codes=codes, mine=asked.mine, late=asked.late, most=asked.size, after=after)
