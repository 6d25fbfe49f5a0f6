"""Who reads the papers of a contract: what is handed in, what was filed, the text itself."""

from accounts.actor import Actor
from marketplace.contracts.models import Deed, Handover, RightStep
from marketplace.contracts.rules import may_read
from marketplace.files.access import guard


@guard("deed")
def may_read_deed(actor: Actor, number: str) -> bool:
    """Both sides, the venue, supervisors."""
    found = Deed.objects.select_related("provider", "client").filter(number=number).first()
    return found is not None and may_read(actor, found)


@guard("handover")
def may_read_handover(actor: Actor, number: str) -> bool:
    """As the contract for which something was handed in."""
    rows = Handover.objects.select_related("milestone__deed__provider", "milestone__deed__client")
    found = rows.filter(number=number).first()
    return found is not None and may_read(actor, found.milestone.deed)


@guard("rightstep")
def may_read_step(actor: Actor, number: str) -> bool:
    """As the contract whose right it is."""
    found = RightStep.objects.select_related("deed__provider", "deed__client").filter(number=number).first()
    return found is not None and may_read(actor, found.deed)
