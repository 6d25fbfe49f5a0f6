"""Reading matches, scoped to the actor."""

from django.db.models import Q, QuerySet

from accounts.actor import Actor
from marketplace.matching.models import Match


def matches_of(actor: Actor) -> QuerySet[Match]:
    """The matches on which the actor's organisation stands on either side; nobody else sees one."""
    if actor.organisation is None:
        return Match.objects.none()
    ours = Q(listing__lister=actor.organisation) | Q(need__organisation=actor.organisation)
    return Match.objects.filter(ours).select_related("listing__lister", "need__organisation")
