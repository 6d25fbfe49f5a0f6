"""What a sweep claims: reports, money and licences whose time has come."""

from collections.abc import Collection

from django.db.models import F, Q
from django.db.models.functions import TruncDate

from marketplace.core.clock import SHANGHAI
from marketplace.licensing.models import Charge, ChargeState, Ending, Licence, LicenceState, ReportState, SalesReport
from marketplace.trading.queries.due import MarketNow


def claim_overdue_report(leave: Collection[int] = ()) -> SalesReport | None:
    """Lock the report that has been overdue longest and was not noted, if any."""
    due = SalesReport.objects.filter(state=ReportState.EXPECTED, overdue_at=None, due_at__lte=MarketNow())
    due = due.filter(Q(licence__state=LicenceState.IN_FORCE) | Q(licence__ending=Ending.TERM))  # the last one, too
    due = due.exclude(pk__in=leave).order_by("due_at", "pk")
    return due.select_for_update(of=["self"], skip_locked=True, no_key=True).first()


def claim_breached_report(leave: Collection[int] = ()) -> SalesReport | None:
    """Lock the report whose notice has been over longest without it, if any."""
    due = SalesReport.objects.filter(state=ReportState.EXPECTED, breached_at=None, notice_ends_at__lte=MarketNow())
    due = due.exclude(pk__in=leave).order_by("notice_ends_at", "pk")
    return due.select_for_update(of=["self"], skip_locked=True, no_key=True).first()


def claim_overdue_charge(leave: Collection[int] = ()) -> Charge | None:
    """Lock the licence of the money that has been overdue longest and was not noted, if any, and return the charge."""
    due = Charge.objects.filter(state=ChargeState.DUE, overdue_at=None, due_at__lte=MarketNow()).exclude(pk__in=leave)
    for charge in due.order_by("due_at", "pk"):
        held = Licence.objects.filter(pk=charge.licence_id).select_for_update(skip_locked=True, no_key=True)
        if held.exists() and due.filter(pk=charge.pk).exists():
            return charge
    return None


def claim_licence_to_end(leave: Collection[int] = ()) -> Licence | None:
    """Lock a licence whose term, or whose trial without its trigger, is over; one whose last report is awaited is passed over."""
    today = TruncDate(MarketNow(), tzinfo=SHANGHAI)
    over = Q(ends_date__lt=today) & (Q(trigger_by__isnull=True) | Q(triggered_at__isnull=False))
    lapsed = Q(trigger_by__lt=today, triggered_at__isnull=True)
    due = Licence.objects.filter(over | lapsed, state=LicenceState.IN_FORCE).exclude(pk__in=leave)
    awaited = SalesReport.objects.filter(state=ReportState.EXPECTED, period_end__lte=F("licence__trigger_by"))
    due = due.exclude(Q(triggered_at__isnull=True, trigger_by__isnull=False), pk__in=awaited.values("licence"))
    return due.select_for_update(skip_locked=True, no_key=True).order_by("ends_date", "pk").first()
