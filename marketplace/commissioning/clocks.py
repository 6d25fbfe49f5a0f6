"""Limits of open calls, of offers to needs, and of the money of milestones (R-CALL-01, 03, 05)."""

from functools import partial

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from marketplace.commissioning.models import NeedOffer, NeedThread, OpenCall, StagePayment
from marketplace.commissioning.models.call import CallState
from marketplace.commissioning.models.engagement import PaymentState
from marketplace.commissioning.models.thread import ThreadSide
from marketplace.rulebook.time_limits import CONCERNED, NOBODY, Page, TimeLimit, register

CALL, THREAD = Page("commissioning:call"), Page("commissioning:thread")
SWEEP = "commissioning.watch_calls"


def open_calls() -> QuerySet[OpenCall]:
    return OpenCall.objects.filter(state=CallState.OPEN)


def publicised() -> QuerySet[OpenCall]:
    return OpenCall.objects.filter(state=CallState.PUBLICISED, award_from__isnull=False)


def offered(side: str) -> QuerySet[NeedOffer]:
    """The last offer of an open thread, where that side made it."""
    later = NeedOffer.objects.filter(thread=OuterRef("thread"), position__gt=OuterRef("position"))
    return NeedOffer.objects.filter(~Exists(later), side=side, thread__state=NeedThread.State.OPEN)


def unpaid() -> QuerySet[StagePayment]:
    return StagePayment.objects.filter(state=PaymentState.DUE)


def answering(side: str, bound: str, other: str) -> TimeLimit:
    return TimeLimit(
        code=f"answer_need_offer_{side}",
        rule="R-CON-04",
        label=_("答复对方的方案和报价"),
        kept="commissioning.NeedOffer.expires_at",
        rows=partial(offered, {"supplier": ThreadSide.CLIENT, "client": ThreadSide.SUPPLIER}[side]),
        number="thread__number",
        page=THREAD,
        title=("thread__need__title", "thread__need__title_en"),
        bound=f"thread__{bound}",
        concerned=(f"thread__{other}",),
        venue="thread__exchange",
        missed=_("报价失效；可另行报价"),
        opens_for=NOBODY,
        sweep=SWEEP,
        reminds="",
    )


register(
    TimeLimit(
        code="call_ends",
        rule="R-CALL-01",
        label=_("揭榜方案提交截止"),
        kept="commissioning.OpenCall.due_at",
        rows=open_calls,
        number="number",
        page=CALL,
        title=("title",),
        concerned=("poster",),
        venue="exchange",
        missed=_("启封方案，组织评分"),
        opens_for=NOBODY,
        told_by="commissioning.solutions_opened",
        sweep=SWEEP,
        reminds="",
        passive=True,
    ),
    TimeLimit(
        code="result_notice_of_call",
        rule="R-CALL-03",
        label=_("揭榜结果公示期"),
        kept="commissioning.OpenCall.award_from",
        rows=publicised,
        number="number",
        page=CALL,
        title=("title",),
        concerned=("poster",),
        venue="exchange",
        missed=_("公示期满无异议：确定承担方，签订合同"),
        opens_for=NOBODY,
        told_by="commissioning.call_awarded",
        sweep=SWEEP,
        reminds="",
        passive=True,
    ),
    answering("supplier", "supplier", "need__organisation"),
    answering("client", "need__organisation", "supplier"),
    TimeLimit(
        code="pay_milestone",
        rule="R-CALL-05",
        label=_("支付里程碑款"),
        kept="commissioning.StagePayment.due_at",
        rows=unpaid,
        number="engagement__number",
        page=Page("commissioning:engagement"),
        title=("engagement__title",),
        bound="engagement__client",
        concerned=("engagement__supplier",),
        venue="engagement__exchange",
        missed=_("催告付款；仍不支付的，可提出解除"),
        opens_for=CONCERNED,
        told_by="commissioning.payment_overdue",
        sweep=SWEEP,
    ),
)
