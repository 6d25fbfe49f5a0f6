"""Who reads which paper of a listing (R-LST-07), and who lets others in."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.rules import acts_for_verified, is_signed_in
from marketplace.catalogue.models import AccessState, Level, Listing, Material, RoomAccess
from marketplace.catalogue.rules import DRAFTING_ROLES, may_speak_for_lister
from marketplace.core.errors import refusal


@refusal(_("只有成果登记单位的管理员或经办人可以管理资料室。"), rule="R-LST-07")
def may_keep_room(actor: Actor, listing: Listing) -> bool:
    """The lister itself; a custodian lets nobody into another's secrets."""
    return may_speak_for_lister(actor, listing)


@refusal(_("只有已认证单位的管理员或经办人可以申请查阅，且成果须已挂牌；登记单位自己无须申请。"), rule="R-LST-07")
def may_ask_access(actor: Actor, listing: Listing) -> bool:
    return (
        acts_for_verified(actor)
        and actor.has(*DRAFTING_ROLES)
        and listing.is_public
        and not actor.acts_for(listing.lister)
    )


def pieces_of(listing: Listing) -> list[str]:
    """The pieces of evidence of a listing as they are written: name and date."""
    return [f"{item['kind']} {item['date']}" for item in listing.evidence]


def in_force(now: datetime) -> Q:
    """Accesses that open the room at an instant."""
    return Q(state=AccessState.GRANTED, ends_at__gt=now)


def may_enter(actor: Actor, listing: Listing, now: datetime) -> bool:
    """Whether the actor's organisation may read what is confidential: the lister, and who was let in for now."""
    if not is_signed_in(actor) or actor.organisation is None:
        return False
    if actor.acts_for(listing.lister):
        return True
    granted = RoomAccess.objects.filter(in_force(now), listing=listing, organisation=actor.organisation)
    return acts_for_verified(actor) and granted.exists()


def levels_open(actor: Actor, listing: Listing, now: datetime) -> set[str]:
    """The levels that the actor reads of a listing that he may know of."""
    if actor.acts_for(listing.lister):
        return set(Level.values)
    if not listing.is_public:
        return set()
    levels = {Level.PUBLIC.value}
    if is_signed_in(actor):
        levels.add(Level.REGISTERED.value)
    return levels | ({Level.CONFIDENTIAL.value} if may_enter(actor, listing, now) else set())


def may_read_material(actor: Actor, material: Material, now: datetime) -> bool:
    """Nobody but the lister reads what was taken back."""
    if material.taken_back_at is not None:
        return actor.acts_for(material.listing.lister)
    return material.level in levels_open(actor, material.listing, now)
