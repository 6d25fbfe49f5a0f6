"""Reading jobs."""

from django.db.models import Q, QuerySet

from accounts.actor import Actor
from accounts.rules import is_exchange_staff
from marketplace.jobs.models import Job


def jobs_for(actor: Actor) -> QuerySet[Job]:
    """The jobs of the actor's organisation; staff of an exchange also see the market's own."""
    if actor.organisation is None:
        return Job.objects.none()
    own = Q(organisation=actor.organisation)
    return Job.objects.filter(own | Q(organisation__isnull=True) if is_exchange_staff(actor) else own)
