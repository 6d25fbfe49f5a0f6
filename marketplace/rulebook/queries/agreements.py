"""Which agreement a shared function rests on."""

from datetime import date

from django.db.models import Case, Q, QuerySet, When

from accounts.actor import Actor
from marketplace.rulebook.models import Agreement
from marketplace.rulebook.rules import acts_for_rule_maker

State = Agreement.State


def agreements(actor: Actor) -> QuerySet[Agreement]:
    """All, also those that ended; what nobody compared with its paper yet only for those who make rules."""
    rows = Agreement.objects.all()
    return rows if acts_for_rule_maker(actor) else rows.exclude(state=State.ENTERED)


def agreement_for(function: str, at: date | None = None) -> Agreement | None:
    """The agreement that a shared function cites: one whose text was compared before one known from a paper, the youngest
    first; None if there is none. With `at`, one whose term had not passed.
    """
    rows = Agreement.objects.filter(state__in=Agreement.CITABLE, functions__contains=[function])
    if at is not None:
        rows = rows.filter(Q(ends_date__isnull=True) | Q(ends_date__gte=at))
    known = Case(When(state=State.CONFIRMED, then=0), When(state=State.PAPER, then=1), default=2)
    return rows.order_by(known, "-signed_date", "-pk").first()
