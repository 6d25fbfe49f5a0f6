"""Deals closed elsewhere."""

from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Role
from accounts.rules import is_exchange_staff
from marketplace.network.models import ExternalDeal


def external_deals(first: date, last: date, *, exchange: str = "") -> QuerySet[ExternalDeal]:
    """For statistics: the checked deals whose day lies from `first` to `last`, both included; of one exchange if named."""
    found = ExternalDeal.objects.filter(state=ExternalDeal.State.CHECKED, deal_date__gte=first, deal_date__lte=last)
    return found.filter(exchange=exchange) if exchange else found


def deals(actor: Actor, *, state: str = "") -> QuerySet[ExternalDeal]:
    """What the actor's organisation told of, what was told to its exchange; all for supervisors. Newest first."""
    seen = Q(pk__in=[])
    if actor.organisation is not None:
        seen |= Q(organisation=actor.organisation)
    if is_exchange_staff(actor):
        seen |= Q(exchange=actor.exchange)
    found = ExternalDeal.objects.all() if actor.has(Role.SUPERVISOR) else ExternalDeal.objects.filter(seen)
    if state:
        found = found.filter(state=state)
    return found.select_related("evidence", "organisation", "entered_by", "checked_by", "record").order_by("-id")


def deal(actor: Actor, number: str) -> ExternalDeal:
    """One deal. Raises Http404 for what the actor may not know of."""
    found = deals(actor).filter(number=number).first()
    if found is None:
        raise Http404(_("没有找到编号为 {number} 的外部成交。").format(number=number[:20]))
    return found
