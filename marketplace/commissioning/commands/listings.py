"""A supplier's published listing offered on a need: one click of the poster leads into the negotiation of the listing."""

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Scope as Acts
from accounts.rules import require_authority
from marketplace.audit import commands as audit
from marketplace.catalogue.models import Listing, Need
from marketplace.commissioning import rules
from marketplace.commissioning.commands.threads import RULE, require_unsettled
from marketplace.commissioning.models import OfferedListing, OfferedState
from marketplace.commissioning.models.call import NOTE_MAX
from marketplace.core.clock import Clock
from marketplace.core.errors import Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.trading.commands import open_negotiation
from marketplace.trading.commands.negotiations import require_on_offer


@atomic
def offer_listing(*, need: Need, listing: Listing, note: str, actor: Actor, clock: Clock) -> OfferedListing:
    """Offer one's own published listing on a need. Raises Invalid without a note, Forbidden for anybody but its lister and for the poster's

    people, Refused if the listing is not sold by agreement or was offered already, or the need is settled.
    """
    lock(need)
    now = clock.read()
    require_authority(actor, Acts.LIST, at=now)
    require(rules.may_approach, actor, need)
    require(rules.may_offer_listing, actor, listing)
    require_unsettled(need)
    require_on_offer(listing)
    if OfferedListing.objects.filter(need=need, listing=listing).exclude(state=OfferedState.DECLINED).exists():
        raise Refused(_("该成果已向需求方推荐。"), rule=RULE, code="offered_already")
    assert actor.user
    offered = OfferedListing.objects.create(
        need=need,
        listing=listing,
        supplier=listing.lister,
        note=words(note, field="note", most=NOTE_MAX, lack=_("请说明该成果怎样满足需求。"), rule=RULE),
        offered_by=actor.user,
        offered_at=now,
    )
    audit.record("commissioning.listing_offered", subject=offered, actor=actor, private=True, need=need.number)
    return offered


@atomic
def take_listing(
    *,
    offered: OfferedListing,
    foreign_link: str,
    declaration: str = "",
    actor: Actor,
    clock: Clock,
) -> OfferedListing:
    """Go on to negotiate on an offered listing: the poster is the buyer there. Raises what `open_negotiation` does, Forbidden for anybody

    but the poster of the need, Refused once it was answered.
    """
    lock(offered)
    require(rules.may_answer_listing, actor, offered)
    if offered.state != OfferedState.OFFERED:
        raise Refused(_("该推荐已答复。"), rule=RULE, code="answered_already")
    negotiation = open_negotiation(
        listing=offered.listing, foreign_link=foreign_link, declaration=declaration, actor=actor, clock=clock
    )
    now = clock.read()
    offered.move("take", negotiation=negotiation, answered_by=actor.user, answered_at=now)
    audit.record(
        "commissioning.listing_taken", subject=offered, actor=actor, private=True, negotiation=negotiation.number
    )
    return offered


@atomic
def decline_listing(*, offered: OfferedListing, actor: Actor, clock: Clock) -> OfferedListing:
    """Decline an offered listing. Raises Forbidden for anybody but the poster of the need, Refused once it was answered."""
    lock(offered)
    now = clock.read()
    require_authority(actor, at=now)
    require(rules.may_answer_listing, actor, offered)
    offered.move("decline", answered_by=actor.user, answered_at=now)
    audit.record("commissioning.listing_declined", subject=offered, actor=actor, private=True)
    return offered
