"""Who to talk to, once both sides want to."""

from accounts.actor import Actor
from accounts.models import Membership, Organisation, Role
from marketplace.matching.models import Match, Side
from marketplace.matching.rules import side_of


def contact_for(actor: Actor, match: Match) -> dict[str, str] | None:
    """The other side's contact for a party of a connected match; None for everybody else, and before."""
    side = side_of(actor, match)
    if not side or match.state != Match.State.CONNECTED:
        return None
    other = match.need.organisation if side == Side.SUPPLIER else match.listing.lister
    return {"organisation": other.local_name, **reach(other)}


def reach(organisation: Organisation) -> dict[str, str]:
    """The contact the organisation named, or its first administrator."""
    if organisation.contact_email or organisation.contact_phone:
        return {
            "name": organisation.contact_name,
            "email": organisation.contact_email,
            "phone": organisation.contact_phone,
        }
    admins = Membership.objects.filter(organisation=organisation, role=Role.ADMIN, ended_at__isnull=True)
    first = admins.select_related("user").order_by("id").first()
    return (
        {"name": str(first.user), "email": first.user.email, "phone": ""}
        if first
        else {"name": "", "email": "", "phone": ""}
    )
