"""Who states, notices and waives a priority (R-CON-05, R-BID-11)."""

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.rules import is_officer_of
from marketplace.catalogue.models import Listing
from marketplace.core.errors import refusal
from marketplace.trading.models import PriorityHolder
from marketplace.trading.rules import acts_in_trade, may_announce


@refusal(_("只有转让方（或其托管机构）的经办人、挂牌机构的业务员可以登记和通知优先购买权人。"), rule="R-CON-05")
def may_tend_priority(actor: Actor, listing: Listing) -> bool:
    """Whoever may announce the sale."""
    return may_announce(actor, listing)


@refusal(_("公告送达以交易机构的名义发布，由挂牌机构的业务员办理。"), rule="R-BID-11")
def may_publish_priority(actor: Actor, listing: Listing) -> bool:
    return is_officer_of(actor, listing.exchange)


@refusal(_("只有挂牌机构的业务员可以核对优先购买权人在本市场的身份。"), rule="R-CON-05")
def may_identify_holder(actor: Actor, holder: PriorityHolder) -> bool:
    """The venue, which has seen who it is; never the seller, for whom it would be a bidder of its own choosing."""
    return is_officer_of(actor, holder.listing.exchange)


@refusal(_("只有优先购买权人本人、转让方的经办人、挂牌机构的业务员可以登记放弃优先购买权。"), rule="R-CON-05")
def may_waive_priority(actor: Actor, holder: PriorityHolder) -> bool:
    return is_its_holder(actor, holder) or may_tend_priority(actor, holder.listing)


@refusal(_("只有优先购买权人本人可以声明以同等条件受让。"), rule="R-CON-05")
def may_match_price(actor: Actor, holder: PriorityHolder) -> bool:
    return is_its_holder(actor, holder)


def is_its_holder(actor: Actor, holder: PriorityHolder) -> bool:
    return holder.organisation is not None and acts_in_trade(actor) and actor.acts_for(holder.organisation)
