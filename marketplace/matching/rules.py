"""Who may answer a match."""

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor, Role
from marketplace.core.errors import refusal
from marketplace.matching.models import Match, Side


def side_of(actor: Actor, match: Match) -> str:
    """Which side the actor stands on; empty for everybody else."""
    if actor.acts_for(match.listing.lister):
        return Side.SUPPLIER
    return Side.SEEKER if actor.acts_for(match.need.organisation) else ""


@refusal(_("只有本条匹配的供方或需方的管理员、经办人可以答复。"))
def may_answer(actor: Actor, match: Match) -> bool:
    return bool(side_of(actor, match)) and actor.has(Role.ADMIN, Role.AGENT)
