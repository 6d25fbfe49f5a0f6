"""Limits before and during a sale: holders of priority, opinions, qualification, deposits, pauses, opening (R-BID-02, 11, 15, 17)."""

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from marketplace.catalogue.models import Listing
from marketplace.rulebook.time_limits import NOBODY, SHORT, VENUE, Counted, Page, TimeLimit
from marketplace.trading.clocks.deals import TITLE, of
from marketplace.trading.models import Interruption, PriorityHolder, Registration, Round, Sale

OPINION = "R-DSK-04", "opinion_working_days"


def applying() -> QuerySet[Registration]:
    return Registration.objects.filter(state=Registration.State.APPLYING, sale__state__in=Sale.RUNNING)


def without_opinion() -> QuerySet[Registration]:
    return applying().filter(opinion="", opinion_due_at__isnull=False)


def undecided() -> QuerySet[Registration]:
    return applying().filter(decision_due_at__isnull=False)


def without_deposit() -> QuerySet[Registration]:
    return Registration.objects.filter(state=Registration.State.REGISTERED, sale__state__in=Sale.RUNNING)


def paused() -> QuerySet[Interruption]:
    """By a fault; one with its listing's suspension has the limit of the suspension."""
    return Interruption.objects.filter(
        resumed_at__isnull=True, sale__state=Sale.State.PAUSED, cause=Interruption.Cause.FAULT
    )


def unopened() -> QuerySet[Round]:
    running = [Sale.State.ANNOUNCED, Sale.State.OPEN]
    return Round.objects.filter(ended_at__isnull=False, left_at=None, opened_at=None, sale__state__in=running)


def noticed() -> QuerySet[PriorityHolder]:
    """Holders whose notice runs, or is over, before a sale is announced."""
    sales = Sale.objects.filter(listing=OuterRef("listing")).exclude(state__in=Sale.FALLEN)
    offered = [Listing.State.ACCEPTED, Listing.State.PUBLISHED]
    rows = PriorityHolder.objects.filter(state=PriorityHolder.State.NOTIFIED, listing__state__in=offered)
    return rows.filter(~Exists(sales), clear_at__isnull=False)


LIMITS = (
    TimeLimit(
        code="give_opinion",
        rule="R-DSK-04",
        label=_("对意向受让方资格出具意见"),
        kept="trading.Registration.opinion_due_at",
        rows=without_opinion,
        number="sale__number",
        page=Page("portal:opinions"),
        title=of("sale", *TITLE),
        bound="sale__listing__lister",
        venue="sale__exchange",
        counted=Counted("working_days", "registered_at", (OPINION,), "sale__rule_version"),
        missed=_("视为无异议：可办理资格确认"),
        opens_for=VENUE,
        missed_page=Page("portal:sale", place="registrations"),
    ),
    TimeLimit(
        code="confirm_qualification",
        rule="R-DSK-05",
        label=_("确认意向受让方资格"),
        kept="trading.Registration.decision_due_at",
        rows=undecided,
        number="number",
        page=Page("portal:registration"),
        title=of("sale", *TITLE),
        concerned=("organisation",),
        venue="sale__exchange",
        counted=Counted(
            "working_days",
            "registered_at",
            (OPINION, ("R-DSK-05", "qualification_working_days")),
            "sale__rule_version",
        ),
        missed=_("请立即确认或不予确认"),
        opens_for=VENUE,
        reminds=SHORT,
    ),
    TimeLimit(
        code="pay_deposit",
        rule="R-BID-02",
        label=_("交纳保证金"),
        kept="trading.Sale.registration_ends_at",
        due=Coalesce("sale__registration_ends_at", "sale__ends_at"),
        rows=without_deposit,
        number="sale__number",
        page=Page("portal:sale"),
        title=of("sale", *TITLE),
        bound="organisation",
        missed=_("未到账的不能参加竞价"),
        opens_for=NOBODY,
    ),
    TimeLimit(
        code="resume_sale",
        rule="R-BID-17",
        label=_("恢复暂停的竞价"),
        kept="trading.Interruption.resume_by",
        rows=paused,
        number="sale__number",
        page=Page("portal:sale"),
        title=of("sale", *TITLE),
        concerned=("sale__listing__lister",),
        venue="sale__exchange",
        counted=Counted("days", "paused_at", (("R-BID-17", "resume_days"),), "sale__rule_version"),
        missed=_("竞价未成交结束，保证金退还；可重新公告"),
        opens_for=NOBODY,
        told_by="trading.sale_closed",
        sweep="trading.close_due_sales",
        reminds=SHORT,
    ),
    TimeLimit(
        code="open_envelopes",
        rule="R-BID-15",
        label=_("开标密钥持有人开标"),
        kept="trading.Round.open_by",
        rows=unopened,
        number="sale__number",
        page=Page("portal:sale_opening"),
        title=of("sale", *TITLE),
        concerned=("sale__listing__lister",),
        venue="sale__exchange",
        counted=Counted("days", "ends_at", (("R-BID-15", "opening_days"),), "sale__rule_version"),
        missed=_("由竞买人自行开封；届时仍未开封的，未成交"),
        opens_for=NOBODY,
        told_by="trading.opening_left_to_bidders",
        sweep="trading.attend_due_rounds",
        reminds="",
    ),
    TimeLimit(
        code="priority_notice",
        rule="R-BID-11",
        label=_("优先购买权人通知期"),
        kept="trading.PriorityHolder.clear_at",
        rows=noticed,
        number="listing__number",
        page=Page("portal:listing"),
        title=of("listing", "title", "title_en"),
        concerned=("listing__lister",),
        venue="listing__exchange",
        missed=_("通知期满：可发布竞价公告"),
        opens_for=VENUE,
        missed_page=Page("portal:sale_new"),
        passive=True,
        reminds="",
    ),
)
