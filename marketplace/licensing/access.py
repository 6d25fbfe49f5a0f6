"""Who reads the papers and documents of licences."""

from accounts.actor import Actor
from accounts.models import Role
from marketplace.files.access import guard
from marketplace.licensing.models import Licence
from marketplace.licensing.rules import is_staff_of, side_of


@guard("licence")
def may_read_licence(actor: Actor, number: str) -> bool:
    """Both sides, the venue, supervisors."""
    found = Licence.objects.select_related("offer__licensor", "licensee").filter(number=number).first()
    if found is None:
        return False
    return side_of(actor, found) != "" or is_staff_of(actor, found) or actor.has(Role.SUPERVISOR)
