"""What the pages of engagements show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.forms import Form

from accounts.actor import Actor
from marketplace.commissioning import rules
from marketplace.commissioning.forms.engagements import DecliningForm, RefundForm, SigningForm
from marketplace.commissioning.models import Engagement, EngagementState, PaymentState, StagePayment
from marketplace.commissioning.queries import engagements as reading
from marketplace.contracts.models import DeedMilestone, MilestoneState, Side
from marketplace.documents.models import Document
from marketplace.documents.queries import readable

TONES = {
    "signing": "waiting",
    "in_force": "active",
    "completed": "done",
    "terminated": "plain",
    "due": "waiting",
    "paid": "active",
    "settled": "done",
    "refunded": "plain",
    "withdrawn": "plain",
    "pending": "waiting",
    "handed_in": "active",
    "returned": "failed",
    "accepted": "done",
    "dropped": "plain",
}


@dataclass(frozen=True, slots=True)
class EngagementRow:
    engagement: Engagement
    tone: str
    open: StagePayment | None  # due, or in escrow


def engagement_rows(engagements: Sequence[Engagement]) -> list[EngagementRow]:
    waiting = (PaymentState.DUE, PaymentState.PAID)
    return [
        EngagementRow(one, TONES[one.state], next((row for row in one.payments.all() if row.state in waiting), None))
        for one in engagements
    ]


@dataclass(frozen=True, slots=True)
class StageRow:
    milestone: DeedMilestone
    tone: str


@dataclass(frozen=True, slots=True)
class PaymentRow:
    payment: StagePayment
    tone: str
    act: str  # settle, refund, confirm, or none
    form: Form | None
    distributes: bool  # whether the reader may divide what it brought among who did the work


@dataclass(frozen=True, slots=True)
class EngagementPage:
    engagement: Engagement
    tone: str
    stages: Sequence[StageRow]
    payments: Sequence[PaymentRow]
    sums: reading.Sums
    ownership: str
    signs: Form | None
    declines: Form | None
    signed: Sequence[str]  # sides that have signed
    registers: bool  # whether the reader may have the contract registered (R-REG-02)
    documents: Sequence[Document]


def engagement_page(actor: Actor, found: Engagement, tried: Mapping[str, Form] | None = None) -> EngagementPage:
    declined = dict(tried or {})
    current = found.deed.current if found.deed else None
    signed = list(current.signatures.order_by("pk").values_list("side", flat=True)) if current else []
    side = rules.side_in(actor, found)
    signs = None
    if (
        found.state == EngagementState.SIGNING
        and current
        and side not in signed
        and rules.may_sign_engagement(actor, found)
    ):
        signs = declined.get("sign") or SigningForm(initial={"sha256": current.sha256})
    leaves = found.state == EngagementState.SIGNING and rules.may_sign_engagement(actor, found)
    stages = reading.milestones_of(found)
    taken = {one.position for one in stages if one.state == MilestoneState.ACCEPTED}
    return EngagementPage(
        engagement=found,
        tone=TONES[found.state],
        stages=[StageRow(one, TONES[one.state]) for one in stages],
        payments=[_row(actor, found, one, taken, declined) for one in found.payments.all()],
        sums=reading.sums(found),
        ownership=reading.ownership_of(found),
        signs=signs,
        declines=(declined.get("decline") or DecliningForm()) if leaves else None,
        signed=signed,
        registers=side == Side.PROVIDER and found.state in (EngagementState.IN_FORCE, EngagementState.COMPLETED),
        documents=readable(actor, found),
    )


def _row(actor: Actor, found: Engagement, one: StagePayment, taken: set[int], declined: dict[str, Form]) -> PaymentRow:
    act = ""
    accepted = one.milestone.position in taken
    if one.state == PaymentState.PAID and accepted and rules.may_settle_payment(actor, one):
        act = "settle"
    elif one.state == PaymentState.PAID and not accepted and found.state == EngagementState.TERMINATED:
        if one.refund_proposed_by_id is None:
            act = "refund" if rules.may_propose_refund(actor, one) else ""
        elif rules.may_confirm_refund(actor, one):
            act = "confirm"
    form = declined.get(one.number) or (RefundForm() if act == "refund" else Form())
    return PaymentRow(
        payment=one,
        tone=TONES[one.state],
        act=act,
        form=form if act or one.number in declined else None,
        distributes=one.state == PaymentState.SETTLED and rules.side_in(actor, found) == Side.PROVIDER,
    )
