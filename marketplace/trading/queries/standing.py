"""Where a bidder stands in a case, told to the bidder: its own steps, its documents, what was made public. Nothing of others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.rules import is_exchange_staff
from marketplace.audit import commands as audit
from marketplace.desk.models import Case, PublicNotice
from marketplace.desk.queries import notices_of
from marketplace.documents.models import Document
from marketplace.documents.queries import documents_of
from marketplace.documents.rules import may_read
from marketplace.trading.models import Registration, Sale
from marketplace.trading.rules import is_staff_of


@dataclass(frozen=True, slots=True)
class Mark:
    """A step of a bidder's road: `state` is done, now, todo, skipped or failed; `at` when it ended, or by when it must."""

    step: str  # interest, screening, qualification, deposit, trading, result, withdrawal, money
    state: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """`documents` are those addressed to the bidder, and with the deal's if it won."""

    registration: Registration
    project_number: str
    marks: Sequence[Mark]
    notices: Sequence[PublicNotice]
    documents: Sequence[Document]
    won: bool


def registrations_for(actor: Actor) -> QuerySet[Registration]:
    """One's own at every sale; for staff those at their exchange."""
    rows = Registration.objects.select_related("sale__listing__lister", "organisation")
    if is_exchange_staff(actor):
        return rows.filter(sale__exchange=actor.exchange)
    return rows.filter(organisation=actor.organisation) if actor.organisation else rows.none()


def registration_of(actor: Actor, number: str) -> Registration:
    """One of them. Raises Http404: neither the seller nor other bidders know of it, not even after the end."""
    found = registrations_for(actor).filter(number=number).first()
    if found is None or not (actor.acts_for(found.organisation) or is_staff_of(actor, found.sale)):
        raise Http404(_("没有找到编号为 {number} 的竞买登记。").format(number=number[:20]))
    return found


def standing_of(actor: Actor, registration: Registration) -> Standing:
    """Where a registration that the actor may read stands. What of the case was public anyway is told; its stage is not:

    before the end it would say whether others have registered or paid.
    """
    sale = registration.sale
    case = Case.objects.filter(listing=sale.listing_id).values_list("number", flat=True).first()
    subjects = [f"listing:{sale.listing.number}", audit.ref(sale)] + ([f"case:{case}"] if case else [])
    won = sale.state in Sale.HAD_WINNER and sale.leading_registration_id == registration.pk
    return Standing(
        registration=registration,
        project_number=sale.listing.project_number,
        marks=list(marks(registration, won=won)),
        notices=list(notices_of(*subjects)),
        documents=documents(actor, registration),
        won=won,
    )


def documents(actor: Actor, registration: Registration) -> list[Document]:
    """Those addressed to the bidder, and those of the deal that have no addressee, if the actor may read them."""
    return [
        document
        for document in documents_of(registration.sale)
        if document.addressee_id in (None, registration.organisation_id) and may_read(actor, document)
    ]


def marks(registration: Registration, *, won: bool) -> Iterator[Mark]:
    """The road in the order in which it is gone."""
    yield Mark("interest", "done", registration.registered_at)
    if registration.withdrawn_at is not None:
        yield from _after_withdrawal(registration)
        return
    yield _screening(registration)
    yield _qualification(registration)
    yield _deposit(registration)
    yield from _bidding(registration)
    yield _money(registration, won=won)


def _screening(registration: Registration) -> Mark:
    if not registration.is_foreign:
        return Mark("screening", "skipped")
    if registration.waits_for_screening:
        return Mark("screening", "failed" if registration.sale.is_over else "now")
    return Mark("screening", "failed" if registration.is_barred else "done", registration.screened_at)


def _after_withdrawal(registration: Registration) -> Iterator[Mark]:
    if registration.qualified_at is not None:
        yield Mark("deposit", "done", registration.qualified_at)
    yield Mark("withdrawal", "done", registration.withdrawn_at)
    if registration.held_id is not None:
        yield _money(registration, won=False)


def _qualification(registration: Registration) -> Mark:
    State = Registration.State
    if not registration.statement:
        return Mark("qualification", "skipped")
    if registration.state == State.SCREENING or registration.is_barred:
        return Mark("qualification", "todo")
    if registration.state == State.APPLYING:
        ended = registration.sale.is_over
        return Mark("qualification", "failed" if ended else "now", registration.decision_due_at)
    return Mark("qualification", "failed" if registration.state == State.REFUSED else "done", registration.decided_at)


def _deposit(registration: Registration) -> Mark:
    if registration.qualified_at is not None:
        return Mark("deposit", "done", registration.qualified_at)
    if registration.state != Registration.State.REGISTERED:
        return Mark("deposit", "todo")
    return Mark("deposit", "failed" if registration.sale.is_over else "now", registration.sale.joins_until)


def _bidding(registration: Registration) -> Iterator[Mark]:
    sale = registration.sale
    if registration.qualified_at is None:
        yield from (Mark("trading", "todo"), Mark("result", "todo"))
        return
    yield Mark("trading", "done" if sale.is_over else "now", sale.closed_at if sale.is_over else sale.opens_at)
    yield Mark("result", "done" if sale.is_over else "todo", sale.closed_at)


def _money(registration: Registration, *, won: bool) -> Mark:
    """The deposit goes back, towards the price, or is forfeited."""
    if registration.ended_at is not None:
        return Mark("money", "done", registration.ended_at)
    free = registration.sale.is_over or registration.return_due_at is not None
    waits = free and registration.held_id is not None
    due_at = None if won else registration.deposit_due_at
    return Mark("money", "now" if waits else "todo", due_at if waits else None)
