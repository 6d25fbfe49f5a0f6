"""Who may answer a match, and who takes part in what follows."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.rules import acts_for_verified, is_officer_of
from marketplace.agency.models import CustodyAgreement, Scope
from marketplace.agency.rules import CUSTODY_ROLES, SIDE_ROLES, could_be_custodian
from marketplace.core.errors import refusal
from marketplace.matching.models import Contact, Match, Side, Silence


def side_of(actor: Actor, match: Match) -> str:
    """Which side the actor stands on; empty for everybody else.

    A custodian that may negotiate all of the supplier's achievements (成果托管) stands on the supplier's side.
    Who holds imported rows may hold both: then it is the side that has not answered yet.
    """
    sides = [(Side.SUPPLIER, match.listing.lister), (Side.SEEKER, match.need.organisation)]
    ours = [side for side, organisation in sides if actor.acts_for(organisation)]
    if len(ours) == len(sides) and match.state == Match.State.SUPPLIER_ACCEPTED:
        return Side.SEEKER
    if ours:
        return ours[0]
    return Side.SUPPLIER if is_custodian(actor, match) else ""


def is_custodian(actor: Actor, match: Match) -> bool:
    """Whether the actor's organisation may negotiate all that the supplier has; lists have asked it for all their rows (`matches_of`)."""
    if not could_be_custodian(actor):
        return False
    known: bool | None = match.__dict__.get("under_custody")
    return bool(under_custody(actor).filter(owner=match.listing.lister).exists() if known is None else known)


def under_custody(actor: Actor) -> QuerySet[CustodyAgreement]:
    """The agreements in force by which the actor's organisation negotiates all that an owner has."""
    running = CustodyAgreement.objects.running().filter(custodian=actor.organisation, all_rights=True)
    return running.filter(scopes__contains=[Scope.NEGOTIATE])


@refusal(_("只有本条匹配的供方或需方（单位须已通过认证）、受托洽谈的机构，由其管理员、经办人答复。"))
def may_answer(actor: Actor, match: Match) -> bool:
    roles = CUSTODY_ROLES if actor.exchange else SIDE_ROLES
    return acts_for_verified(actor) and actor.has(*roles) and bool(side_of(actor, match))


@refusal(_("只有对接双方（单位须已通过认证）的管理员、经办人可以办理。"), rule="R-MAT-01")
def may_take_part(actor: Actor, contact: Contact) -> bool:
    """Writes, plans a step, reports an outcome, ends it."""
    return may_answer(actor, contact.match)


@refusal(_("沉默的对接由成果或需求所在交易机构的业务员、受托洽谈的机构跟进，对接双方除外。"), rule="R-MAT-01")
def may_attend(actor: Actor, silence: Silence) -> bool:
    """A technology manager: of an exchange of the two papers, or of the supplier's custodian; never of a side itself."""
    match = silence.contact.match
    if not acts_for_verified(actor) or actor.acts_for(match.listing.lister) or actor.acts_for(match.need.organisation):
        return False
    venues = (match.listing.exchange, match.need.exchange)
    if any(is_officer_of(actor, venue) for venue in venues if venue):
        return True
    return actor.has(*CUSTODY_ROLES) and is_custodian(actor, match)


@refusal(_("只有交易机构的业务员和受托机构的管理员、经办人可以跟进沉默的对接。"), rule="R-MAT-01")
def could_attend(actor: Actor) -> bool:
    """Whether the queue of silent contacts is for the actor at all."""
    return acts_for_verified(actor) and could_be_custodian(actor) and actor.has(*CUSTODY_ROLES)
