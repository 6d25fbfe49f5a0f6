"""Who may bill and book fees."""

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from marketplace.core.errors import refusal
from marketplace.fees.models import PaymentNotice, Quote
from marketplace.ledger.rules import is_staff_of


@refusal(_("只有项目所在交易机构的工作人员可以发出付款通知。"))
def may_notify(actor: Actor, quote: Quote) -> bool:
    """Staff of the venue, or the system on its behalf."""
    return actor.is_system or is_staff_of(actor, quote.exchange)


@refusal(_("只有项目所在交易机构的工作人员可以登记付款。"))
def may_mark_paid(actor: Actor, notice: PaymentNotice) -> bool:
    """Staff of the venue, or the system on its behalf."""
    return actor.is_system or is_staff_of(actor, notice.quote.exchange)
