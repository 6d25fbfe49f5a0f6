"""The home page: figures counted, nothing invented."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.models import Kind, Organisation
from marketplace.catalogue.models import Listing, ListingState, Need
from marketplace.core.charts import Bar, bars
from marketplace.core.clock import market_clock
from marketplace.fees.models import Side
from marketplace.fees.queries import compare
from marketplace.matching.models import Match
from marketplace.portal.cards import Card, SaleCard, listing_card, need_card, sale_card
from marketplace.portal.queries.fees import short_name
from marketplace.portal.queries.rules import Open, consultations
from marketplace.rulebook.models import Agreement, Function
from marketplace.rulebook.periods import in_shanghai
from marketplace.rulebook.queries import agreement_for
from marketplace.trading.models import Sale

EXAMPLE_PRICE_FEN = 3_350_000_00
LISTINGS, NEEDS, SALES = 6, 4, 3


class Figure(NamedTuple):
    label: str
    value: str


class ExchangeCard(NamedTuple):
    name: str
    code: str
    short_name: str
    listings: int
    sales: int


@dataclass(frozen=True, slots=True)
class Home:
    now: datetime
    figures: Sequence[Figure]
    consultations: Sequence[Open]
    basis: Agreement | None  # of what the four share (R-SEC-02)
    sales: Sequence[SaleCard]
    listings: Sequence[Card]
    needs: Sequence[Card]
    exchanges: Sequence[ExchangeCard]
    fee_price_fen: int
    fee_chart: SafeString


def home() -> Home:
    """What anybody sees of the market now."""
    now = market_clock.read()
    listings = (
        Listing.objects.on_offer()
        .select_related("lister", "technology_field")
        .order_by("unverified", "-published_at", "-id")
    )
    needs = Need.objects.open().with_parts().order_by("unverified", "-posted_at", "-id")
    return Home(
        now=now,
        figures=figures(),
        consultations=consultations(now),
        basis=agreement_for(Function.DATA_SHARING, in_shanghai(now)),
        sales=sales(now),
        listings=[listing_card(listing) for listing in listings[:LISTINGS]],
        needs=[need_card(need) for need in needs[:NEEDS]],
        exchanges=exchanges(),
        fee_price_fen=EXAMPLE_PRICE_FEN,
        fee_chart=fee_chart(now),
    )


def figures() -> list[Figure]:
    verified = Organisation.objects.filter(state=Organisation.State.VERIFIED).exclude(kind=Kind.EXCHANGE)
    counts = [
        (_("挂牌成果"), Listing.objects.on_offer().count()),
        (_("征集中的需求"), Need.objects.open().count()),
        (_("已认证单位"), verified.count()),
        (_("双方已对接"), Match.objects.filter(state=Match.State.CONNECTED).count()),
        (_("竞价成交"), Sale.objects.filter(state__in=Sale.DECIDED).count()),
    ]
    return [Figure(label, f"{count:,}") for label, count in counts]


def sales(now: datetime) -> list[SaleCard]:
    """The sales that end next; those announced only fill up."""
    running = Sale.objects.running().filter(ends_at__gt=now).for_pages()
    return [sale_card(sale, now) for sale in running.order_by("opens_at", "ends_at", "id")[:SALES]]


def exchanges() -> list[ExchangeCard]:
    """The four exchanges with what each has on offer."""
    offered = Listing.objects.filter(state=ListingState.PUBLISHED).values("exchange")
    listings = dict(offered.annotate(n=Count("id")).values_list("exchange", "n").order_by("exchange"))
    sold = Sale.objects.filter(state__in=Sale.DECIDED).values("exchange")
    decided = dict(sold.annotate(n=Count("id")).values_list("exchange", "n").order_by("exchange"))
    return [
        ExchangeCard(
            house.local_name,
            house.exchange_code,
            house.get_exchange_code_display(),
            listings.get(house.exchange_code, 0),
            decided.get(house.exchange_code, 0),
        )
        for house in Organisation.objects.exclude(exchange_code="").order_by("id")
    ]


def fee_chart(now: datetime) -> SafeString:
    """What one side pays for one price under the unified structure and the two legacy schedules."""
    lines = [line for line in compare(EXAMPLE_PRICE_FEN, now).lines if line.side == Side.BUYER]
    rows = [Bar(short_name(line.schedule), line.amount_fen, strong=not line.schedule.exchange) for line in lines]
    return bars("home-fees", _("同一成交价，各标准下每一方的服务费"), rows)
