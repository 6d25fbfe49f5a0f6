"""A unit's data for its yearly report on the conversion of achievements (成果转化年度报告, R-PRI-09)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, Q

from accounts.models import Organisation
from marketplace.catalogue.models import Decision, InHouseNotice, Listing
from marketplace.commissioning.models import Engagement, EngagementState, PaymentState, StagePayment
from marketplace.contracts.models import ContractKind
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
class Work:
    """A contract for development, consulting or service that the unit carries out, in force in the year; amounts in fen, money as it was passed on so far."""

    number: str
    title: str
    contract: str
    exchange: str
    client: str
    client_region: str
    kind: str
    price_fen: int
    settled_fen: int
    fee_fen: int
    effective_date: date
    state: str

    @property
    def net_fen(self) -> int:
        return self.settled_fen - self.fee_fen


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
    works: Sequence[Work]

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

    def work_groups(self, name: str) -> list[Group]:
        """Commissioned work by `kind` or `client_region`; what a group receives is what was passed on of it so far."""
        dimension = "seller_region" if name == "client_region" else name
        keys = sorted({getattr(work, name) for work in self.works})
        return [self._works(label(dimension, key), [w for w in self.works if getattr(w, name) == key]) for key in keys]

    @property
    def work_total(self) -> Group:
        return self._works("", self.works)

    def _works(self, words: str, works: Sequence[Work]) -> Group:
        price, fee, net = (sum(getattr(one, name) for one in works) for name in ("price_fen", "fee_fen", "net_fen"))
        return Group(words, len(works), price, fee, net)

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
        works=works(unit, start, end),
    )


def works(unit: Organisation, start: datetime, end: datetime) -> list[Work]:
    """What a unit undertook between two instants; a contract that was ended counts what was passed on of it, and not at all without."""
    rows = Engagement.objects.filter(supplier=unit, started_at__gte=start, started_at__lt=end)
    settled = Prefetch("payments", StagePayment.objects.filter(state=PaymentState.SETTLED).order_by("pk"))
    found = rows.select_related("deed", "client").prefetch_related(settled).order_by("started_at", "pk")
    told = [_work(one) for one in found]
    return [one for one in told if one.state != EngagementState.TERMINATED or one.settled_fen]


def _work(one: Engagement) -> Work:
    paid, day = list(one.payments.all()), _day(one.started_at)
    assert day is not None
    settled = sum(row.amount_fen for row in paid)
    ended = one.state == EngagementState.TERMINATED
    return Work(
        number=one.number,
        title=one.title,
        contract=one.deed.number if one.deed else "",
        exchange=one.exchange,
        client=one.client.name,
        client_region=region_of(one.client.region_code),
        kind=one.kind if one.kind in (ContractKind.CONSULTING, ContractKind.SERVICE) else ContractKind.DEVELOPMENT,
        price_fen=settled if ended else one.price_fen,
        settled_fen=settled,
        fee_fen=sum(row.supplier_fee_fen for row in paid),
        effective_date=day,
        state=one.state,
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
