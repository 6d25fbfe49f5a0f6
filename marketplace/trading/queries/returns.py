"""Deposits that are to go back: of everybody but the winner once a sale is over, of who withdrew in time before (R-BID-03)."""

from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from marketplace.rulebook.queries import deadline
from marketplace.trading.models import Forfeiture, Registration, Sale


def returned_by(sale: Sale, now: datetime) -> datetime:
    """By when a deposit that is free from `now` on goes back (R-BID-03)."""
    return deadline(now, working_days=sale.rule_version.value("R-BID-03", "refund_working_days")).at


def deposits_to_return(exchange: str) -> QuerySet[Registration]:
    """Those that an exchange still holds, the most urgent first by `due_at`: what is overdue leads."""
    rows = losing(Registration.objects.filter(sale__exchange=exchange)).select_related("sale__listing", "organisation")
    return rows.annotate(due_at=Coalesce("return_due_at", "sale__deposits_due_at")).order_by("due_at", "pk")


def losing(registrations: QuerySet[Registration]) -> QuerySet[Registration]:
    """Of these the ones with a deposit held that becomes nobody's price, and that nobody has proposed to forfeit (R-BID-04)."""
    won = Q(sale__state__in=Sale.DECIDED, pk=F("sale__leading_registration"))
    over = ~Q(sale__state__in=Sale.RUNNING) & ~won
    left_in_time = Q(state=Registration.State.LEFT, return_due_at__isnull=False)
    pending = Forfeiture.objects.filter(registration=OuterRef("pk"), state=Forfeiture.State.PROPOSED)
    held = registrations.filter(state__in=[Registration.State.QUALIFIED, Registration.State.LEFT])
    return held.filter(over | left_in_time).exclude(Exists(pending))
