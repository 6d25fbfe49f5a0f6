"""Who reads the papers and documents of a case: its applicant, its exchange, supervisors. The buyer has those of the sale."""

from django.db.models import F, Q

from accounts.actor import Actor
from marketplace.desk.queries import cases_for
from marketplace.files.access import guard


@guard("case")
def may_read_case(actor: Actor, number: str) -> bool:
    """A buyer knows of the case, and reads nothing that was handed in for it."""
    found = cases_for(actor).filter(number=number)
    if actor.organisation is not None:
        found = found.exclude(Q(transferee=actor.organisation) & ~Q(applicant=F("transferee")))
    return found.exists()


@guard("announcement")
def may_read_announcement(actor: Actor, number: str) -> bool:
    """What was announced about a case anybody reads."""
    return bool(number)
