"""Contributions in kind for both sides, the venue and supervisors."""

from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Role
from marketplace.trading.models import Contribution, Sale
from marketplace.trading.rules import is_staff_of, side_of


def contribution_of(actor: Actor, sale: Sale, /) -> Contribution:
    """What a sale in kind is paid with. Raises Http404 for a sale that is paid in money, and for strangers."""
    knows = side_of(actor, sale) or is_staff_of(actor, sale) or actor.has(Role.SUPERVISOR)
    found = Contribution.objects.filter(sale=sale).first() if knows else None
    if found is None:
        raise Http404(_("没有找到项目 {number} 的作价入股。").format(number=sale.number))
    return found
