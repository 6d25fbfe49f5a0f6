"""A unit's data for its yearly report on the conversion of achievements (成果转化年度报告, R-PRI-09)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from accounts.models import Organisation
from marketplace.catalogue.models import Decision, InHouseNotice, Listing
from marketplace.core.clock import SHANGHAI
from marketplace.reporting.labels import SEVERAL, label
from marketplace.reporting.periods import Period
from marketplace.reporting.regions import region_of
from marketplace.trading.models import Sale


@dataclass(frozen=True, slots=True)
class Deal:
    """A contract of the unit that took effect in the year; amounts in fen. `received_fen`: passed on to the unit, None before."""

    listing: str
    title: str
    contract: str
    sale: str
    exchange: str
    buyer: str
    buyer_region: str
    mode: str
    route: str
    price_fen: int
    fee_fen: int
    effective_date: date
    settled_date: date | None
    certificate: str

    @property
    def net_fen(self) -> int:
        """Price less the unit's own fee: what the exchange passes on."""
        return self.price_fen - self.fee_fen


@dataclass(frozen=True, slots=True)
class Group:
    """Deals of one kind: how many, their price, the fees of the unit, what it receives."""

    words: str
    count: int
    price_fen: int
    fee_fen: int
    net_fen: int


@dataclass(frozen=True, slots=True)
class Conversion:
    """What the platform knows of a unit's year; what it does not know (rewards paid) the unit adds."""

    unit: Organisation
    period: Period
    deals: Sequence[Deal]
    listings: Sequence[Listing]  # put on offer in the year
    decisions: Sequence[Decision]
    notices: Sequence[InHouseNotice]

    def groups(self, name: str) -> list[Group]:
        """The deals by `mode`, `route` or `buyer_region`, in order of their words."""
        keys = sorted({getattr(deal, name) for deal in self.deals})
        dimension = "seller_region" if name == "buyer_region" else name
        return [self._group(label(dimension, key), [d for d in self.deals if getattr(d, name) == key]) for key in keys]

    @property
    def total(self) -> Group:
        return self._group("", self.deals)

    def _group(self, words: str, deals: Sequence[Deal]) -> Group:
        price, fee = sum(deal.price_fen for deal in deals), sum(deal.fee_fen for deal in deals)
        return Group(words, len(deals), price, fee, price - fee)

    @property
    def listed_by_exchange(self) -> Counter[str]:
        return Counter(listing.exchange for listing in self.listings)


def conversion(unit: Organisation, year: int) -> Conversion:
    """The year of a unit, from its listings, contracts, decisions and notices."""
    period = Period("year", date(year, 1, 1))
    start, end = period.bounds
    sales = Sale.objects.filter(listing__lister=unit, contract__effective_at__gte=start, contract__effective_at__lt=end)
    rows = sales.select_related("listing", "contract", "settlement", "leading_registration__organisation")
    within = Q(published_at__gte=start, published_at__lt=end)
    days = {"gte": period.first, "lt": period.after}
    decisions = Decision.objects.filter(
        listing__lister=unit, decided_date__gte=days["gte"], decided_date__lt=days["lt"]
    )
    notices = InHouseNotice.objects.filter(
        decision__listing__lister=unit, published_date__gte=days["gte"], published_date__lt=days["lt"]
    )
    return Conversion(
        unit=unit,
        period=period,
        deals=[_deal(sale) for sale in rows.prefetch_related("certificates").order_by("contract__effective_at")],
        listings=list(Listing.objects.filter(within, lister=unit, unverified=False).order_by("published_at")),
        decisions=list(decisions.select_related("listing").order_by("decided_date", "pk")),
        notices=list(notices.select_related("decision__listing").order_by("published_date", "pk")),
    )


def _deal(sale: Sale) -> Deal:
    winner = sale.leading_registration
    assert winner is not None
    modes = sale.contract.terms.get("transfer_modes") or [""]
    certificates = sorted(sale.certificates.all(), key=lambda one: one.pk)
    effective = _day(sale.contract.effective_at)
    assert effective is not None
    return Deal(
        listing=sale.listing.number,
        title=sale.listing.title,
        contract=sale.contract.number,
        sale=sale.number,
        exchange=sale.exchange,
        buyer=winner.organisation.name,
        buyer_region=region_of(winner.organisation.region_code),
        mode=modes[0] if len(modes) == 1 else SEVERAL,
        route=sale.listing.price_mode,
        price_fen=sale.settlement.price_fen,
        fee_fen=sale.settlement.seller_fee_fen,
        effective_date=effective,
        settled_date=_day(sale.settlement.settled_at),
        certificate=certificates[-1].number if certificates else "",
    )


def _day(at: datetime | None) -> date | None:
    return at.astimezone(SHANGHAI).date() if at else None
