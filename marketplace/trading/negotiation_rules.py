"""Who may do what in a negotiation and about its public notice."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.rules import is_officer_of, is_reviewer_of, is_signed_in
from marketplace.agency.models import Scope
from marketplace.agency.rules import acts_for_owner, could_be_custodian
from marketplace.catalogue.models import Listing
from marketplace.catalogue.rules import numbers_of
from marketplace.core.errors import refusal
from marketplace.trading.models import Negotiation, NoticeObjection, Publicity
from marketplace.trading.models.negotiation import Side
from marketplace.trading.rules import acts_in_trade, has_kept_faith, stands_apart


@refusal(_("只有通过任一交易机构认证的单位，由其经办人发起协议磋商。"), rule="R-PRI-01")
def may_open_negotiation(actor: Actor, listing: Listing) -> bool:
    return acts_in_trade(actor)


@refusal(
    _("转让方及其成员、交易机构及其工作人员不得与本项目的转让方磋商。如认定有误，请联系挂牌的交易机构。"),
    rule="R-BID-12",
)
def is_outsider(actor: Actor, listing: Listing) -> bool:
    return stands_apart(actor, listing)


@refusal(_("贵单位曾就本项目成交后违约，不得再次受让本项目。"), rule="R-SET-05")
def kept_faith(actor: Actor, listing: Listing) -> bool:
    return has_kept_faith(actor, listing)


@refusal(_("只有磋商双方的经办人可以出价、接受或退出；转让方的托管机构须受权磋商。"), rule="R-PRI-01")
def may_negotiate(actor: Actor, negotiation: Negotiation) -> bool:
    """An agent or administrator of either side, or the seller's custodian with the scope of negotiating."""
    if actor.acts_for(negotiation.listing.lister) or actor.acts_for(negotiation.buyer):
        return acts_in_trade(actor)
    return seat_of(actor, negotiation) != ""


@refusal(_("涉外审查由挂牌交易机构的业务员办理。"), rule="R-SEC-08")
def may_screen(actor: Actor, negotiation: Negotiation) -> bool:
    return is_officer_of(actor, negotiation.exchange)


@refusal(_("请先登录，再对公示提出异议。"), rule="R-PRI-03")
def may_object(actor: Actor, publicity: Publicity) -> bool:
    """Any person who has signed in."""
    return is_signed_in(actor)


@refusal(_("异议由挂牌交易机构的业务员或复核员处理，且不得是提出异议的本人。"), rule="R-PRI-03")
def may_decide_objection(actor: Actor, objection: NoticeObjection) -> bool:
    venue = objection.publicity.negotiation.exchange
    return (is_officer_of(actor, venue) or is_reviewer_of(actor, venue)) and actor.user != objection.raised_by


@refusal(_("只有磋商双方的经办人、挂牌交易机构的业务员可以办理成交。"), rule="R-SET-03")
def may_conclude(actor: Actor, negotiation: Negotiation) -> bool:
    """Either side, an officer of the venue, or the sweep as the notice ends."""
    return actor.is_system or is_officer_of(actor, negotiation.exchange) or may_negotiate(actor, negotiation)


def seat_of(actor: Actor, negotiation: Negotiation) -> str:
    """`seller` (its custodian too), `buyer`, or empty for anybody else."""
    if actor.acts_for(negotiation.listing.lister):
        return Side.SELLER
    if actor.acts_for(negotiation.buyer):
        return Side.BUYER
    if not could_be_custodian(actor):
        return ""
    listing = negotiation.listing
    carried = acts_for_owner(actor, listing.lister, Scope.NEGOTIATE, rights=numbers_of(listing))
    return Side.SELLER if carried else ""


def is_venue_of(actor: Actor, negotiation: Negotiation) -> bool:
    return is_officer_of(actor, negotiation.exchange) or is_reviewer_of(actor, negotiation.exchange)


def is_overdue_at_venue(actor: Actor, negotiation: Negotiation, now: datetime) -> bool:
    """Whether the actor is an officer of the venue, and the days within which the deal was to be signed are over (R-SET-03)."""
    sale = negotiation.sale
    if sale is None or sale.state != sale.State.WON or not is_officer_of(actor, negotiation.exchange):
        return False
    return now >= sale.contract.due_at
