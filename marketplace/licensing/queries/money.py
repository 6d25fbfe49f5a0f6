"""Money of licences that is expected."""

from django.db.models import QuerySet

from marketplace.licensing.models import Charge, ChargeState

LICENCE_FEE, LICENSOR_FEE = "licence_fee", "licensor_fee"


def charges_due(exchange: str) -> QuerySet[Charge]:
    """What licensees are to pay at an exchange, the earliest first."""
    return _with_parties(exchange).filter(state=ChargeState.DUE)


def fees_due(exchange: str) -> QuerySet[Charge]:
    """Fees that licensors pay apart, since they did not consent to netting (R-SET-08)."""
    waiting = _with_parties(exchange).filter(state__in=[ChargeState.DUE, ChargeState.PAID])
    return waiting.filter(licence__offer__nets_fee=False, fee_receipt__isnull=True, licensor_fee_fen__gt=0)


def _with_parties(exchange: str) -> QuerySet[Charge]:
    rows = Charge.objects.filter(licence__offer__exchange=exchange).order_by("due_at", "pk")
    return rows.select_related(
        "licence__offer__licensor", "licence__licensee", "licensee_quote__notice", "licensor_quote__notice"
    )
