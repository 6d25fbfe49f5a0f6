"""What waits for the staff of an exchange beside its cases: organisations, money, and the run of the matching."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet, Value
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Organisation
from accounts.models.waiting import by_urgency
from accounts.queries import waiting
from accounts.rules import is_exchange_staff
from marketplace.core.errors import require
from marketplace.desk.due import INSTANT
from marketplace.jobs.queries import jobs_for
from marketplace.licensing.models import Licence, LicenceState, OfferState
from marketplace.matching.runs import KIND
from marketplace.portal.cards import address, sale_address
from marketplace.portal.queries.jobs import JobRow
from marketplace.portal.queries.jobs import row_of as job_row
from marketplace.portal.unwinding_acts import payee_of
from marketplace.trading.models import Default, Instalment, Registration, Sale, Settlement, Unwinding
from marketplace.trading.queries.defaults import defaults_for
from marketplace.trading.queries.instalments import instalments_for

SHOWN = 20


class Row(NamedTuple):
    """One thing that waits: since when, what, of whom, and where it is done."""

    number: str
    title: str
    who: str
    since: datetime | None
    href: str
    note: str = ""
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
class Others:
    queues: Sequence[Queue]
    run: JobRow | None

    @property
    def total(self) -> int:
        return sum(queue.count for queue in self.queues)


def others(actor: Actor) -> Others:
    """What waits beside the cases of the acting exchange. Raises Forbidden for anybody but its staff."""
    require(is_exchange_staff, actor)
    run = jobs_for(actor).select_related("organisation").filter(kind=KIND).order_by("-id").first()
    waits = waiting_rows(actor)
    counts = counts_of(waits)
    return Others(
        queues=[
            Queue(name, title, advice, count=counts[name], rows=rows_of(name, waits[name]) if counts[name] else ())
            for name, title, advice in queues()
        ],
        run=job_row(run, actor) if run else None,
    )


def queues() -> list[tuple[str, str, str]]:
    """The queues: name, title, what is to be done."""
    return [
        ("organisations", _("单位认证"), _("核对名称、信用代码与证照，一家认证四家互认。")),
        ("bidders", _("竞买人涉外审查"), _("审查之前不办资格和保证金；写明所查目录、结论和理由（规则 R-SEC-08）。")),
        ("licensees", _("被许可方涉外审查"), _("审查之前许可不得继续；写明所查目录、结论和理由（规则 R-SEC-08）。")),
        (
            "qualifications",
            _("资格确认"),
            _("转让方出具意见或期限届满之后，确认资格或写明理由不予确认（规则 R-DSK-05）。"),
        ),
        ("deposits", _("待确认保证金"), _("到账由一人登记、另一人确认，确认后竞买人方可出价（规则 R-SET-08）。")),
        ("payments", _("待确认价款"), _("到账由一人登记、另一人确认（规则 R-SET-08）。")),
        ("settlements", _("待复核结算"), _("由确认到账者以外的复核员办理（双人复核，规则 R-SET-08）。")),
        ("parts", _("分期价款"), _("首期核对后确认到账；已到账的由另一人划付；逾期未付的催告一次（规则 R-SET-04）。")),
        ("defaults", _("待决定的违约认定"), _("由提出者以外的复核员认定或不予认定（规则 R-SET-05）。")),
        ("unwindings", _("待批准的退还"), _("由提出者以外的复核员批准或不予批准（规则 R-FEE-08）。")),
    ]


def waiting_rows(actor: Actor) -> dict[str, QuerySet[Any]]:
    """What waits in each queue: registrations by their limits, the rest the oldest first."""
    settlements = Settlement.objects.filter(sale__exchange=actor.exchange).select_related(
        "sale__listing__lister", "sale__leading_registration__organisation"
    )
    registrations = Registration.objects.filter(sale__exchange=actor.exchange, sale__state__in=Sale.RUNNING)
    return {
        "organisations": by_urgency(waiting(actor)),
        "bidders": registrations.filter(state=Registration.State.SCREENING)
        .select_related("sale__listing", "organisation")
        .order_by("registered_at", "id"),
        "licensees": Licence.objects.filter(
            offer__exchange=actor.exchange, offer__state=OfferState.OPEN, state=LicenceState.SCREENING
        )
        .select_related("offer__listing", "licensee")
        .order_by("taken_at", "id"),
        "qualifications": registrations.filter(state=Registration.State.APPLYING)
        .select_related("sale__listing", "organisation")
        .order_by("decision_due_at", "id"),
        "deposits": registrations.filter(state=Registration.State.REGISTERED)
        .select_related("sale__listing", "organisation")
        .order_by("registered_at", "id"),
        "payments": settlements.filter(
            state=Settlement.State.DUE, sale__state=Sale.State.CONTRACTED, sale__contract__plan__isnull=True
        ).order_by("due_at", "id"),
        "settlements": settlements.filter(state=Settlement.State.PAID).order_by("paid_at", "id"),
        **settling_rows(actor),
    }


def settling_rows(actor: Actor) -> dict[str, QuerySet[Any]]:
    """First parts that are awaited, parts to pass on or to demand; defaults and refunds to decide."""
    first = Q(state=Instalment.State.AGREED, position=1)
    late = Q(state=Instalment.State.AGREED, overdue_at__isnull=False, demanded_at=None)
    parts = instalments_for(actor).exclude(plan__contract__sale__state__in=Sale.FALLEN)
    refunds = Unwinding.objects.filter(settlement__sale__exchange=actor.exchange)
    return {
        "parts": parts.filter(first | late | Q(state=Instalment.State.PAID)).order_by("due_at", "id"),
        "defaults": defaults_for(actor).filter(state=Default.State.PROPOSED).order_by("proposed_at", "id"),
        "unwindings": refunds.filter(state=Unwinding.State.PROPOSED)
        .select_related(
            "settlement__sale__listing__lister",
            "settlement__buyer_quote__payer",
            "settlement__seller_quote__payer",
        )
        .order_by("proposed_at", "id"),
    }


def waiting_count(actor: Actor) -> int:
    """How many things beside cases wait for the staff."""
    return counts_of(waiting_rows(actor)).total()


def counts_of(waits: Mapping[str, QuerySet[Any]]) -> Counter[str]:
    """How many wait in each queue, in one statement for all."""
    first, *others = (
        found.order_by().values(queue=Value(name)).annotate(count=Count("pk")).values_list("queue", "count")
        for name, found in waits.items()
    )
    return Counter(dict(first.union(*others, all=True)))


def rows_of(name: str, found: QuerySet[Any]) -> list[Row]:
    return [ROWS[name](row) for row in found[:SHOWN]]


def organisation_row(party: Organisation) -> Row:
    href = address("accounts:organisation", party.number)
    return Row(party.number, party.local_name, str(party.get_kind_display()), party.submitted_at, href, party.uscc)


def deposit_row(registration: Registration) -> Row:
    sale = registration.sale
    who = registration.organisation.local_name
    href = sale_address(sale.number)
    note = registration.number  # never the code beside the name (R-BID-05)
    return Row(sale.number, sale.listing.local_title, who, registration.registered_at, href, note, fen=sale.deposit_fen)


def bidder_row(registration: Registration) -> Row:
    """Whom to screen; its declaration stands on the page."""
    listing, who = registration.sale.listing, registration.organisation.local_name
    href, note = address("portal:registration", registration.number), str(registration.get_foreign_link_display())
    return Row(registration.number, listing.local_title, who, registration.registered_at, href, note)


def licensee_row(licence: Licence) -> Row:
    listing, who = licence.offer.listing, licence.licensee.local_name
    href, note = address("licensing:licence", licence.number), str(licence.get_foreign_link_display())
    return Row(licence.number, listing.local_title, who, licence.taken_at, href, note)


def qualification_row(registration: Registration) -> Row:
    """By when the venue must decide, and whether the seller has spoken."""
    sale = registration.sale
    note = str(registration.get_opinion_display()) if registration.opinion else _("转让方尚未出具意见")
    href = address("portal:registration", registration.number)
    who = registration.organisation.local_name
    due = registration.decision_due_at
    last = due - INSTANT if due else None  # a limit ends at 24:00 of its day
    return Row(registration.number, sale.listing.local_title, who, last, href, note)


def settlement_row(settlement: Settlement) -> Row:
    sale = settlement.sale
    winner = sale.leading_registration
    who = winner.organisation.local_name if winner else ""
    since = settlement.paid_at or settlement.due_at
    return Row(sale.number, sale.listing.local_title, who, since, result_address(sale), fen=settlement.buyer_due_fen)


def part_row(part: Instalment) -> Row:
    sale = part.plan.contract.sale
    winner = sale.leading_registration
    who = winner.organisation.local_name if winner else ""
    since = part.paid_at or part.due_at
    note = _("已逾期") if part.overdue_at and not part.paid_at else str(part.get_state_display())
    return Row(part.number, sale.listing.local_title, who, since, result_address(sale), note, fen=part.due_fen)


def default_row(default: Default) -> Row:
    sale, note = default.sale, str(default.get_grounds_display())
    who = default.organisation.local_name
    return Row(
        default.number,
        sale.listing.local_title,
        who,
        default.proposed_at,
        result_address(sale),
        note,
        default.deposit_fen,
    )


def unwinding_row(row: Unwinding) -> Row:
    sale = row.settlement.sale
    who, note = payee_of(row.settlement, row.kind).local_name, str(row.get_kind_display())
    return Row(row.number, sale.listing.local_title, who, row.proposed_at, result_address(sale), note, row.amount_fen)


def result_address(sale: Sale) -> str:
    return address("portal:settlement", sale.number) or sale_address(sale.number)


ROWS: dict[str, Callable[[Any], Row]] = {
    "organisations": organisation_row,
    "bidders": bidder_row,
    "licensees": licensee_row,
    "qualifications": qualification_row,
    "deposits": deposit_row,
    "payments": settlement_row,
    "settlements": settlement_row,
    "parts": part_row,
    "defaults": default_row,
    "unwindings": unwinding_row,
}
