"""Who may answer a match, and who takes part in what follows."""

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor, Role
from accounts.rules import acts_for_verified
from marketplace.core.errors import refusal
from marketplace.matching.models import Contact, Match, Side


def side_of(actor: Actor, match: Match) -> str:
    """Which side the actor stands on; empty for everybody else.

    Who holds imported rows may hold both: then it is the side that has not answered yet.
    """
    sides = [(Side.SUPPLIER, match.listing.lister), (Side.SEEKER, match.need.organisation)]
    ours = [side for side, organisation in sides if actor.acts_for(organisation)]
    if len(ours) == len(sides) and match.state == Match.State.SUPPLIER_ACCEPTED:
        return Side.SEEKER
    return ours[0] if ours else ""


@refusal(_("只有本条匹配的供方或需方（单位须已通过认证）的管理员、经办人可以答复。"))
def may_answer(actor: Actor, match: Match) -> bool:
    return acts_for_verified(actor) and bool(side_of(actor, match)) and actor.has(Role.ADMIN, Role.AGENT)


@refusal(_("只有对接双方（单位须已通过认证）的管理员、经办人可以办理。"), rule="R-MAT-01")
def may_take_part(actor: Actor, contact: Contact) -> bool:
    """Writes, plans a step, reports an outcome, ends it."""
    return may_answer(actor, contact.match)
