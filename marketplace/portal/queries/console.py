"""The console of an exchange: what waits for its staff, queue by queue."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actor import Actor, Role
from accounts.models import Organisation
from accounts.queries import waiting
from accounts.rules import is_exchange_staff
from marketplace.catalogue.models import NEEDS_ALL_OWNERS, Listing, Ownership
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.jobs.queries import jobs_for
from marketplace.matching.runs import KIND
from marketplace.portal.cards import address, sale_address
from marketplace.portal.queries.jobs import JobRow
from marketplace.portal.queries.jobs import row_of as job_row
from marketplace.trading.models import Registration, Sale, Settlement

SHOWN = 20


class Row(NamedTuple):
    """One thing that waits: since when, what, of whom, and where it is done."""

    number: str
    title: str
    who: str
    since: datetime | None
    href: str
    note: str = ""
    blocked: str = ""
    fen: int | None = None


@dataclass(frozen=True, slots=True)
class Queue:
    """Things that wait for the same act, the oldest first."""

    name: str
    title: str
    advice: str
    count: int
    rows: Sequence[Row]

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


@dataclass(frozen=True, slots=True)
class Console:
    exchange: str
    queues: Sequence[Queue]
    now: datetime
    run: JobRow | None
    is_officer: bool

    @property
    def total(self) -> int:
        return sum(queue.count for queue in self.queues)


def console(actor: Actor) -> Console:
    """All queues of the acting exchange. Raises Forbidden for anybody but its staff."""
    require(is_exchange_staff, actor)
    assert actor.organisation is not None
    run = jobs_for(actor).select_related("organisation").filter(kind=KIND).order_by("-id").first()
    waits = waiting_rows(actor)
    return Console(
        exchange=str(actor.organisation.get_exchange_code_display()),
        queues=[
            Queue(name, title, advice, count=waits[name].count(), rows=rows_of(name, waits[name]))
            for name, title, advice in queues()
        ],
        now=market_clock.read(),
        run=job_row(run, actor) if run else None,
        is_officer=actor.has(Role.OFFICER),
    )


def queues() -> list[tuple[str, str, str]]:
    """The queues in the order of a case: name, title, what is to be done."""
    return [
        ("organisations", _("单位认证"), _("核对名称、信用代码与证照，一家认证四家互认。")),
        ("submitted", _("待受理成果"), _("核对权利、份额与披露，受理或写明理由退回。")),
        ("accepted", _("待挂牌成果"), _("共有人同意齐备、保密审查完成后挂牌。")),
        ("deposits", _("待确认保证金"), _("核对付款人与金额后确认到账，竞买人方可出价。")),
        ("running", _("已公告与竞价中"), _("到时自动开始、延时与结束，无须人工干预。")),
        ("contracts", _("待签约"), _("双方签署后合同生效，开始计算付款期限。")),
        ("payments", _("待确认价款"), _("核对付款人与金额后确认到账。")),
        ("settlements", _("待复核结算"), _("由确认到账者以外的复核员办理（双人复核，规则 R-SET-08）。")),
        ("certificates", _("待出具鉴证书"), _("结算完毕后出具。")),
    ]


def waiting_rows(actor: Actor) -> dict[str, QuerySet[Any]]:
    """What waits in each queue, the oldest first."""
    listings = Listing.objects.filter(exchange=actor.exchange, unverified=False).select_related("lister")
    sales = Sale.objects.filter(exchange=actor.exchange).select_related("listing__lister")
    settlements = Settlement.objects.filter(sale__exchange=actor.exchange).select_related(
        "sale__listing__lister", "sale__leading_registration__organisation"
    )
    registrations = Registration.objects.filter(sale__exchange=actor.exchange, sale__state__in=Sale.RUNNING)
    return {
        "organisations": waiting(actor).order_by("submitted_at", "id"),
        "submitted": listings.filter(state=Listing.State.SUBMITTED).order_by("submitted_at", "id"),
        "accepted": listings.filter(state=Listing.State.ACCEPTED)
        .annotate(consents=consents_missing())
        .order_by("accepted_at", "id"),
        "deposits": registrations.filter(state=Registration.State.REGISTERED)
        .select_related("sale__listing", "organisation")
        .order_by("registered_at", "id"),
        "running": sales.filter(state__in=Sale.RUNNING).order_by("ends_at", "id"),
        "contracts": sales.filter(state=Sale.State.WON).order_by("closed_at", "id"),
        "payments": settlements.filter(state=Settlement.State.DUE, sale__state=Sale.State.CONTRACTED).order_by(
            "due_at", "id"
        ),
        "settlements": settlements.filter(state=Settlement.State.PAID).order_by("paid_at", "id"),
        "certificates": sales.filter(state=Sale.State.SETTLED).order_by("closed_at", "id"),
    }


def consents_missing() -> Coalesce:
    """How many co-owners have not agreed yet, within the query of the listings."""
    others = Ownership.objects.filter(listing=OuterRef("pk"), consented_at__isnull=True)
    counted = others.exclude(organisation=OuterRef("lister")).order_by().values("listing").annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n")), 0)


def waiting_counts(actor: Actor) -> dict[str, int]:
    """How many wait in each queue that asks something of the staff."""
    rows = waiting_rows(actor)
    return {name: found.count() for name, found in rows.items() if name not in BY_THEMSELVES}


BY_THEMSELVES = frozenset({"running", "contracts"})  # the clock and the parties act, not the staff


def rows_of(name: str, found: QuerySet[Any]) -> list[Row]:
    return [ROWS[name](row) for row in found[:SHOWN]]


def organisation_row(party: Organisation) -> Row:
    href = address("accounts:organisation", party.number)
    return Row(party.number, party.local_name, str(party.get_kind_display()), party.submitted_at, href, party.uscc)


def submitted_row(listing: Listing) -> Row:
    return listing_row(listing, listing.submitted_at)


def accepted_row(listing: Listing) -> Row:
    missing = listing.consents if NEEDS_ALL_OWNERS.intersection(listing.transfer_modes) else 0  # type: ignore[attr-defined]
    blocked = _("还差 {count} 位共有人同意").format(count=missing) if missing else ""
    return listing_row(listing, listing.accepted_at)._replace(blocked=blocked, note=listing.project_number)


def listing_row(listing: Listing, since: datetime | None) -> Row:
    href = reverse("portal:listing", args=[listing.number])
    price = listing.asking_price_fen
    return Row(listing.number, listing.local_title, listing.lister.local_name, since, href, fen=price)


def deposit_row(registration: Registration) -> Row:
    sale = registration.sale
    who = registration.organisation.local_name
    href = sale_address(sale.number)
    note = _("竞买人 {code}").format(code=registration.code)
    return Row(sale.number, sale.listing.local_title, who, registration.registered_at, href, note, fen=sale.deposit_fen)


def sale_row(sale: Sale) -> Row:
    running = sale.state in Sale.RUNNING
    href = sale_address(sale.number) if running else result_address(sale)
    since = sale.ends_at if running else sale.closed_at
    price = sale.leading_fen or sale.start_fen
    state = str(sale.get_state_display())
    return Row(sale.number, sale.listing.local_title, sale.listing.lister.local_name, since, href, state, fen=price)


def settlement_row(settlement: Settlement) -> Row:
    sale = settlement.sale
    winner = sale.leading_registration
    who = winner.organisation.local_name if winner else ""
    since = settlement.paid_at or settlement.due_at
    return Row(sale.number, sale.listing.local_title, who, since, result_address(sale), fen=settlement.buyer_due_fen)


def result_address(sale: Sale) -> str:
    return address("portal:settlement", sale.number) or sale_address(sale.number)


ROWS: dict[str, Callable[[Any], Row]] = {
    "organisations": organisation_row,
    "submitted": submitted_row,
    "accepted": accepted_row,
    "deposits": deposit_row,
    "running": sale_row,
    "contracts": sale_row,
    "payments": settlement_row,
    "settlements": settlement_row,
    "certificates": sale_row,
}
