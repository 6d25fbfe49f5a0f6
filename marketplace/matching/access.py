"""Who reads the files of a contact."""

from accounts.actor import Actor
from marketplace.files.access import guard
from marketplace.matching.models import Contact
from marketplace.matching.rules import side_of


@guard("contact")
def may_read_papers_of_contact(actor: Actor, number: str) -> bool:
    """Its two sides, and nobody else."""
    found = Contact.objects.select_related("match__listing__lister", "match__need__organisation")
    contact = found.filter(number=number).first()
    return contact is not None and side_of(actor, contact.match) != ""
