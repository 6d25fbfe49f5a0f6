"""Who may let the others of a trade act."""

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.rules import acts_for_verified
from marketplace.core.errors import refusal
from marketplace.trading.models import Registration, Sale
from marketplace.trading.rules import is_staff_of, side_of


@refusal(_("只能为本单位的竞买登记办理。"))
def is_own(actor: Actor, registration: Registration) -> bool:
    return acts_for_verified(actor) and actor.acts_for(registration.organisation)


@refusal(_("只有参与这场交易的单位，可以在沙盒里让对方办理。"))
def takes_part(actor: Actor, sale: Sale) -> bool:
    """A side of the sale, one of its bidders, or staff of its venue."""
    if is_staff_of(actor, sale):
        return True
    if not acts_for_verified(actor):
        return False
    return side_of(actor, sale) != "" or sale.registrations.filter(organisation=actor.organisation).exists()
