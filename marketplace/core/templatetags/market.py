"""Amounts, instants and components in templates: `{% load market %}`.

Amounts are integers of fen, instants aware datetimes; both are written in the reader's language.
"""

import re
from datetime import datetime
from typing import Any

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from marketplace.core import money as amounts
from marketplace.core import presentation

register = template.Library()
HAN = re.compile("[\u4e00-\u9fff]")


def language() -> str:
    return get_language() or "zh-hans"


@register.filter
def yuan(fen: int | None) -> str:
    """The exact number without a unit: `3,350,000.00`; nothing for no amount."""
    return "" if fen is None else amounts.yuan(fen)


@register.filter
def yuan_unit(fen: int | None) -> str:
    """The exact amount with its currency as plain text: `3,350,000.00 元`, `CNY 3,350,000.00`."""
    return "" if fen is None else presentation.exact_amount(fen, language())


@register.filter
def compact(fen: int | None) -> str:
    """The amount at a glance, the exact one in its title and read aloud: `335 万元`, `CNY 3.35 million`.

    For links and dense lists; where nothing else takes the focus, `components/amount_compact.html` shows
    the exact amount to keyboard and touch too.
    """
    if fen is None:
        return ""
    exact = presentation.exact_amount(fen, language())
    return format_html(
        '<data class="compact" value="{}" title="{}"><span aria-hidden="true">{}</span><span class="unseen">{}</span></data>',
        amounts.plain_yuan(fen),
        exact,
        presentation.compact_amount(fen, language()),
        exact,
    )


@register.filter
def compact_text(fen: int | None) -> str:
    """The amount at a glance as plain text."""
    return "" if fen is None else presentation.compact_amount(fen, language())


@register.filter
def market_time(moment: datetime | None) -> str:
    """`2027年4月12日 15:10:58` / `12 Apr 2027, 15:10:58`, in Shanghai; nothing for no instant."""
    return "" if moment is None else presentation.market_time(moment, language())


@register.filter
def market_date(moment: datetime | None) -> str:
    """`2027年4月12日` / `12 Apr 2027`, in Shanghai; nothing for no instant."""
    return "" if moment is None else presentation.market_date(moment, language())


@register.filter
def market_end(moment: datetime | None) -> str:
    """The end of a period in Shanghai, midnight as 24:00 of the day before."""
    return presentation.market_end(moment, language()) if moment else ""


@register.filter
def plain_yuan(fen: int | None) -> str:
    """Decimal yuan for machines: `3350000.00`."""
    return "" if fen is None else amounts.plain_yuan(fen)


@register.filter
def capitals(fen: int | None) -> str:
    """The amount in the capitals of Chinese documents: `人民币叁佰叁拾伍万元整`."""
    return "" if fen is None else amounts.capitals(fen)


@register.filter
def grouped(count: int) -> str:
    """A whole number grouped by thousands: `40,970`."""
    return f"{count:,}"


@register.filter
def unit_of(attrs: dict[str, object]) -> object:
    """The unit that a widget shows inside its frame: its attribute `data-unit`."""
    return attrs.get("data-unit", "")


@register.filter
def iso(moment: datetime | None) -> str:
    """ISO 8601 with offset, for attributes that scripts read."""
    return "" if moment is None else moment.isoformat()


@register.filter
def lang_of(words: object) -> str:
    """The attribute that marks Chinese words on a page in another language, so that they are read and set as Chinese."""
    chinese = isinstance(words, str) and HAN.search(words)
    return mark_safe(' lang="zh-Hans"') if chinese and not presentation.is_chinese(language()) else ""


@register.simple_tag
def money(fen: int | None, large: bool = False) -> str:
    """The amount component: exact, grouped, with its unit."""
    return "" if fen is None else render_to_string("components/amount.html", {"fen": fen, "large": large})


@register.simple_tag
def instant(moment: datetime | None) -> str:
    """A `<time>` element at the second, in Shanghai."""
    if moment is None:
        return ""
    return format_html(
        '<time datetime="{}">{}</time>', moment.isoformat(), presentation.market_time(moment, language())
    )


@register.simple_block_tag(takes_context=True)
def component(context: Context, content: SafeString, name: str, **parameters: Any) -> str:
    """A component with a body: `{% component "card" title=… %}…{% endcomponent %}` renders `components/card.html`.

    The body is given to it as `content`; parameters are those its first comment lists.
    """
    body = mark_safe(content.strip())  # noqa: S308  rendered and escaped by the template around it
    return render_to_string(f"components/{name}.html", {**parameters, "content": body}, context.get("request"))
