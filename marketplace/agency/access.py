"""Who reads the papers of a custody and of a practitioner."""

from accounts.actor import Actor
from accounts.rules import is_exchange_staff
from marketplace.agency.models import Practitioner
from marketplace.agency.queries import custodies_for
from marketplace.files.access import guard


@guard("custodyagreement")
def may_read_custody(actor: Actor, number: str) -> bool:
    return custodies_for(actor).filter(number=number).exists()


@guard("practitioner")
def may_read_practitioner(actor: Actor, number: str) -> bool:
    """Oneself, and the staff of an exchange."""
    found = Practitioner.objects.filter(number=number).first()
    return found is not None and (
        is_exchange_staff(actor) or (actor.user is not None and found.user_id == actor.user.pk)
    )
