"""Needs that an actor may know of."""

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.catalogue.models import Need
from marketplace.catalogue.models.need import NeedQuerySet


def needs_for(actor: Actor) -> NeedQuerySet:
    """What the actor may read: open needs, and its own whatever their state."""
    seen = Q(state=Need.State.OPEN)
    if actor.organisation:
        seen |= Q(organisation=actor.organisation)
    return Need.objects.filter(seen)


def needs(actor: Actor, *, exchange: str = "", state: str = "", field: str = "", mine: bool = False) -> QuerySet[Need]:
    """`needs_for` the actor, narrowed by what is not empty."""
    said = {"exchange": exchange, "state": state, "technology_field": field}
    found = needs_for(actor).filter(**{name: value for name, value in said.items() if value})
    if mine:
        found = found.filter(organisation=actor.organisation)
    return found.select_related("organisation")


def need(actor: Actor, number: str) -> Need:
    """One need. Raises Http404 if the actor may not know of it."""
    found = needs_for(actor).filter(number=number).with_parts().first()
    if found is None:
        raise Http404(_("没有找到编号为 {number} 的需求。").format(number=number[:20]))
    return found
