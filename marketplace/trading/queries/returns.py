"""Deposits that are to go back: of everybody but the winner once a sale is over, by the sale's `deposits_due_at` (R-BID-03)."""

from django.db.models import F, Q, QuerySet

from marketplace.trading.models import Registration, Sale


def deposits_to_return(exchange: str) -> QuerySet[Registration]:
    """Those that an exchange still holds, the most urgent first: what is overdue leads."""
    held = Registration.objects.filter(sale__exchange=exchange).exclude(sale__state__in=Sale.RUNNING)
    rows = losing(held).select_related("sale__listing", "organisation")
    return rows.order_by("sale__deposits_due_at", "pk")


def losing(registrations: QuerySet[Registration]) -> QuerySet[Registration]:
    """Of registrations whose sales are over: with a deposit held that became nobody's price."""
    won = Q(sale__state__in=Sale.DECIDED, pk=F("sale__leading_registration"))
    return registrations.filter(~won, state=Registration.State.QUALIFIED)
