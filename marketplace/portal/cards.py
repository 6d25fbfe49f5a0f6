"""Listings, needs and sales as cards: what a person wants to know before opening one."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from marketplace.catalogue.models import Listing, Need, NeedKind, TransferMode
from marketplace.core.clock import SHANGHAI
from marketplace.core.presentation import compact_amount, market_date
from marketplace.trading.models import Sale

EXCERPT = 120


class Card(NamedTuple):
    """What `portal/parts/card.html` shows; `price` in fen."""

    number: str
    title: str
    href: str
    meta: list[str]
    text: str = ""
    badge: str = ""
    badge_tone: str = ""
    price: int | None = None
    note: str = ""


class SaleCard(NamedTuple):
    """A sale that runs or comes next; `until` is what is counted down to, in fen `price`."""

    sale: Sale
    href: str
    is_open: bool
    price: int
    price_label: str
    until: datetime


def listing_card(listing: Listing) -> Card:
    """Needs `lister` and `technology_field` beside the listing."""
    state = listing.State(listing.state)
    published = "" if listing.published_at is None else market_date(listing.published_at, language())
    return Card(
        number=listing.number,
        title=listing.local_title,
        href=reverse("portal:listing", args=[listing.number]),
        meta=filled(
            [
                listing.lister.local_name,
                listing.get_exchange_display(),
                str(listing.technology_field or ""),
                f"TRL {listing.trl}" if listing.trl else "",
            ]
        ),
        text=excerpt(local_abstract(listing)),
        badge=_("未核验") if listing.unverified else str(state.label),
        badge_tone="waiting" if listing.unverified else LISTING_TONES.get(state, ""),
        price=listing.asking_price_fen,
        note=" · ".join(filled([str(listing.get_price_mode_display()), published])),
    )


def need_card(need: Need) -> Card:
    """Needs `organisation` and `technology_field` beside the need."""
    return Card(
        number=need.number,
        title=need.local_title,
        href=reverse("portal:need", args=[need.number]),
        meta=filled(
            [
                need.organisation.local_name,
                str(need.technology_field or ""),
                *(str(TransferMode(mode).label) for mode in need.cooperation_modes if mode in TransferMode.values),
            ]
        ),
        text=excerpt(need.content),
        badge=need_badge(need),
        badge_tone="waiting" if need.unverified else "active" if need.state == Need.State.OPEN else "",
        note=" · ".join(filled([budget_words(need), need_deadline(need)])),
    )


def sale_card(sale: Sale, now: datetime) -> SaleCard:
    is_open = sale.opens_at <= now
    return SaleCard(
        sale=sale,
        href=sale_address(sale.number),
        is_open=is_open,
        price=sale.leading_fen or sale.start_fen,
        price_label=_("最高有效出价") if sale.leading_fen else sale.start_label,
        until=sale.ends_at if is_open else sale.opens_at,
    )


def sale_address(number: str) -> str:
    return address("portal:sale", number)


def address(name: str, *parts: str) -> str:
    """The address of a page of another area by its name, or nothing while the page does not exist."""
    try:
        return reverse(name, args=parts)
    except NoReverseMatch:
        return ""


def need_badge(need: Need) -> str:
    if need.unverified:
        return _("未核验")
    challenge = need.kind == NeedKind.CHALLENGE and need.state == Need.State.OPEN
    return str(need.get_kind_display() if challenge else need.get_state_display())


def budget(need: Need) -> str:
    """`10 万元至 50 万元`; nothing if the firm does not say."""
    low, high = need.budget_low_fen, need.budget_high_fen
    if low and high and low != high:
        ends = {"low": compact_amount(low, language()), "high": compact_amount(high, language())}
        return _("{low}至 {high}").format(**ends)
    if high:
        return _("不超过 {high}").format(high=compact_amount(high, language()))
    return _("{low}起").format(low=compact_amount(low, language())) if low else ""


def budget_words(need: Need) -> str:
    return _("预算 {range}").format(range=budget(need)) if budget(need) else ""


def need_deadline(need: Need) -> str:
    return _("截至 {date}").format(date=day(need.deadline_date)) if need.deadline_date else ""


def day(of: date | None) -> str:
    """A calendar day as people write it."""
    return market_date(datetime(of.year, of.month, of.day, tzinfo=SHANGHAI), language()) if of else ""


def local_abstract(listing: Listing) -> str:
    """The abstract in the reader's language, if there is one."""
    english = language().startswith("en")
    return listing.abstract_en if english and listing.abstract_en else listing.abstract


def excerpt(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= EXCERPT else f"{flat[:EXCERPT]}…"


def filled(texts: Iterable[str]) -> list[str]:
    return [text for text in texts if text]


def language() -> str:
    return get_language() or "zh-hans"


LISTING_TONES = {
    Listing.State.SUBMITTED: "waiting",
    Listing.State.RETURNED: "failed",
    Listing.State.ACCEPTED: "active",
    Listing.State.PUBLISHED: "active",
    Listing.State.SUSPENDED: "waiting",
    Listing.State.UNDER_CONTRACT: "done",
    Listing.State.SOLD: "done",
}
