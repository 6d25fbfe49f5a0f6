"""Who brought a sale about."""

from fractions import Fraction

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.agency.commands import propose_attribution
from marketplace.agency.models import Attribution, Practitioner
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Refused, require
from marketplace.core.states import atomic, lock
from marketplace.trading.models import Sale
from marketplace.trading.rules import may_attribute


@atomic
def attribute_sale(
    *, sale: Sale, practitioner: Practitioner, role: str, share: Fraction, actor: Actor, clock: Clock
) -> Attribution:
    """Propose that a practitioner brought a sale about, to a share; he confirms, the certificate freezes it.

    Raises Refused before the sale is won or after it is certified, and as `propose_attribution` does.
    """
    lock(sale)
    clock.read()
    require(may_attribute, actor, sale)
    if sale.state not in Sale.DECIDED:
        raise Refused(_("项目成交之后才能登记归属。"), code="not_won")
    return propose_attribution(
        subject=audit.ref(sale), practitioner=practitioner, role=role, share=share, actor=actor, clock=clock
    )
