"""The next steps that two sides of a contact agreed on: who does one is reminded before its day."""

from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from marketplace.matching.models import Contact, ContactState, Side
from marketplace.rulebook.time_limits import CONCERNED, Page, TimeLimit, register

PARTIES = {Side.SUPPLIER: "match__listing__lister", Side.SEEKER: "match__need__organisation"}


def planned(side: str) -> QuerySet[Contact]:
    return Contact.objects.filter(state=ContactState.OPEN, next_side=side, next_due_date__isnull=False)


def next_step(side: Side) -> TimeLimit:
    """A side does it, the other waits."""
    return TimeLimit(
        code=f"next_step_{side}",
        rule="R-MAT-01",
        label=_("办理对接的下一步"),
        kept="matching.Contact.next_due_date",
        rows=partial(planned, side),
        number="match__number",
        page=Page("portal:match", place="contact"),
        title=("next_step",),
        bound=PARTIES[side],
        concerned=(PARTIES[side.other],),
        missed=_("向对方询问进展，或重新约定下一步"),
        opens_for=CONCERNED,
    )


register(next_step(Side.SUPPLIER), next_step(Side.SEEKER))
