"""Engagements and their money as an actor may know of them: both sides, the exchange, supervisors."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Role
from marketplace.commissioning.models import Engagement, PaymentState, StagePayment
from marketplace.contracts.models import DeedMilestone, MilestoneState
from marketplace.trading.queries.due import MarketNow

STAGE_PAYMENT = "stage_payment"
NOBODY = Q(pk__in=[])


def engagements(actor: Actor) -> QuerySet[Engagement]:
    """One's own on either side, those at one's exchange, all for supervisors; the newest first, with their money."""
    if actor.has(Role.SUPERVISOR):
        seen = ~NOBODY
    else:
        seen = NOBODY
        if actor.organisation is not None:
            seen = Q(client=actor.organisation) | Q(supplier=actor.organisation)
        if actor.exchange:
            seen |= Q(exchange=actor.exchange)
    rows = Engagement.objects.filter(seen).select_related(
        "need", "client", "supplier", "deed", "solution__call", "thread", "rule_version"
    )
    money = StagePayment.objects.select_related("milestone", "client_quote__notice", "supplier_quote__notice")
    return rows.prefetch_related(Prefetch("payments", money.order_by("pk"))).order_by("-pk")


def engagement(actor: Actor, number: str, /) -> Engagement:
    """One of them. Raises Http404."""
    found = engagements(actor).filter(number=number).first()
    if found is None:
        raise Http404(_("没有找到委托项目 {number}。").format(number=number[:30]))
    return found


def payment(actor: Actor, number: str, /) -> StagePayment:
    """The money of a milestone that one may know of. Raises Http404."""
    rows = StagePayment.objects.filter(number=number, engagement__in=engagements(actor).order_by().values("pk"))
    found = rows.select_related("engagement__client", "engagement__supplier", "engagement__deed", "milestone").first()
    if found is None:
        raise Http404(_("没有找到里程碑付款 {number}。").format(number=number[:30]))
    return found


def milestones_of(found: Engagement, /) -> Sequence[DeedMilestone]:
    """What is handed in by when, of a contract in force."""
    if found.deed is None:
        return []
    return list(found.deed.milestones.exclude(state=MilestoneState.DROPPED).order_by("position"))


@dataclass(frozen=True, slots=True)
class Sums:
    """What has come of an engagement so far."""

    settled_fen: int
    escrow_fen: int
    client_fees_fen: int
    supplier_fees_fen: int


def sums(found: Engagement, /) -> Sums:
    settled = [one for one in found.payments.all() if one.state == PaymentState.SETTLED]
    held = [one for one in found.payments.all() if one.state == PaymentState.PAID]
    return Sums(
        settled_fen=sum(one.amount_fen for one in settled),
        escrow_fen=sum(one.due_fen for one in held),
        client_fees_fen=sum(one.client_fee_fen for one in settled),
        supplier_fees_fen=sum(one.supplier_fee_fen for one in settled),
    )


def payments_due(exchange: str, /) -> QuerySet[StagePayment]:
    """What clients are to pay at an exchange, the earliest first."""
    rows = StagePayment.objects.filter(state=PaymentState.DUE, engagement__exchange=exchange)
    return rows.select_related("engagement__client", "client_quote__notice").order_by("due_at", "pk")


def claim_overdue_payment(leave: Collection[int] = ()) -> StagePayment | None:
    """Lock the engagement of the money that has been overdue longest and was not noted, if any, and return the payment."""
    due = StagePayment.objects.filter(state=PaymentState.DUE, overdue_at=None, due_at__lte=MarketNow())
    for one in due.exclude(pk__in=leave).order_by("due_at", "pk"):
        held = Engagement.objects.filter(pk=one.engagement_id).select_for_update(skip_locked=True, no_key=True)
        if held.exists() and due.filter(pk=one.pk).exists():
            return one
    return None


def ownership_of(found: Engagement, /) -> str:
    """To whom the results belong by the text in place: the law's default unless the two agreed otherwise (R-CON-05)."""
    if found.deed is None or found.deed.current is None:
        return ""
    return str(found.deed.current.content.clauses.get("ownership", ""))
