"""Reading what stands on invoices, and which were issued."""

from collections.abc import Sequence

from django.db.models import QuerySet

from accounts.actor import Actor
from accounts.models import Organisation
from marketplace.core.errors import require
from marketplace.fees.models import Invoice, Particulars, PaymentNotice
from marketplace.fees.rules import may_see_particulars


def particulars_of(organisation: Organisation) -> Particulars | None:
    """What holds of an organisation's 开票信息; a step of commands and pages that have asked."""
    return Particulars.objects.filter(organisation=organisation).order_by("-version").first()


def own_particulars(actor: Actor, /) -> QuerySet[Particulars]:
    """Every version of the actor's own organisation, newest first. Raises Forbidden."""
    require(may_see_particulars, actor)
    return Particulars.objects.filter(organisation=actor.organisation).select_related("entered_by").order_by("-version")


def current_invoice(notice: PaymentNotice) -> Invoice | None:
    """The invoice that holds: the last of its corrections."""
    return newest(notice.invoices.all())


def newest(invoices: Sequence[Invoice] | QuerySet[Invoice]) -> Invoice | None:
    """Each correction follows what it corrects."""
    return max(invoices, key=lambda one: one.pk, default=None)


def is_of_another_payer(notice: PaymentNotice, number: str) -> bool:
    """Whether a number stands for another payer or venue; one invoice may cover several notices of the same."""
    standing = Invoice.objects.filter(number=number, replaced_by__isnull=True)
    same = {"notice__quote__payer": notice.quote.payer, "notice__quote__exchange": notice.quote.exchange}
    return standing.exclude(**same).exists()
