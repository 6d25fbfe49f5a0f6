"""Commissions of a deal, for both its sides, its venue, supervisors and the broker himself (R-FEE-09)."""

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Role
from marketplace.trading.models import Commission, Sale
from marketplace.trading.rules import is_staff_of, side_of


def commissions_of(actor: Actor, sale: Sale, /) -> QuerySet[Commission]:
    """Those of a sale that the actor may know of, in the order in which they were promised; a broker sees his own."""
    rows = Commission.objects.filter(sale=sale)
    rows = rows.select_related("sale", "payer", "payee", "attribution__practitioner__user").order_by("pk")
    if side_of(actor, sale) or is_staff_of(actor, sale) or actor.has(Role.SUPERVISOR):
        return rows
    return rows.filter(attribution__practitioner__user=actor.user) if actor.user else rows.none()


def commission(actor: Actor, number: str, /) -> Commission:
    """One of them. Raises Http404."""
    known = Commission.objects.filter(number=number).select_related("sale__listing__lister").first()
    found = commissions_of(actor, known.sale).filter(pk=known.pk).first() if known else None
    if found is None:
        raise Http404(_("没有找到佣金约定 {number}。").format(number=number[:30]))
    return found


def out_of_price(sale: Sale, *, answered: bool = True) -> list[Commission]:
    """What the venue pays out of the seller's price, agreed or paid; with `answered=False` what waits for an answer too."""
    states = [Commission.State.AGREED, Commission.State.PAID, *([] if answered else [Commission.State.PROPOSED])]
    rows = Commission.objects.filter(sale=sale, through_exchange=True, state__in=states)
    return list(rows.select_related("sale", "payer", "payee", "attribution__practitioner").order_by("pk"))
