"""Who may do what about licences."""

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.rules import is_officer_of, is_reviewer_of
from marketplace.catalogue.models import Listing
from marketplace.catalogue.rules import may_decide
from marketplace.core.errors import refusal
from marketplace.ledger.rules import is_finance_of
from marketplace.licensing.models import Charge, Licence, Offer
from marketplace.trading.rules import acts_in_trade, stands_apart


@refusal(_("只有成果登记单位的管理员或经办人可以声明许可条件。"), rule="R-LIC-01")
def may_offer(actor: Actor, listing: Listing) -> bool:
    return acts_in_trade(actor) and actor.acts_for(listing.lister)


@refusal(_("只有挂牌交易机构的业务员或复核员可以核对许可声明，且不得是成果登记单位的成员。"), rule="R-LST-08")
def may_check(actor: Actor, offer: Offer) -> bool:
    return may_decide(actor, offer.listing)


@refusal(_("只有许可方的管理员或经办人可以撤回声明。"), rule="R-LIC-03")
def may_withdraw_offer(actor: Actor, offer: Offer) -> bool:
    return acts_in_trade(actor) and actor.acts_for(offer.licensor)


@refusal(_("只有通过任一交易机构认证的单位，由其经办人取得许可；许可方和交易机构不得自己取得。"), rule="R-LIC-03")
def may_take(actor: Actor, offer: Offer) -> bool:
    return acts_in_trade(actor) and stands_apart(actor, offer.listing)


@refusal(_("涉外审查由挂牌交易机构的业务员办理。"), rule="R-SEC-08")
def may_screen_licensee(actor: Actor, licence: Licence) -> bool:
    return is_officer_of(actor, licence.offer.exchange)


@refusal(_("只有许可方的管理员或经办人可以答复试用申请、登记资料返还和终止许可。"), rule="R-LIC-06")
def may_act_as_licensor(actor: Actor, licence: Licence) -> bool:
    return acts_in_trade(actor) and actor.acts_for(licence.offer.licensor)


@refusal(_("只有被许可方的管理员或经办人可以报告、更正和撤回。"), rule="R-LIC-06")
def may_act_as_licensee(actor: Actor, licence: Licence) -> bool:
    return acts_in_trade(actor) and actor.acts_for(licence.licensee)


@refusal(_("只有许可双方的管理员或经办人可以登记备案。"), rule="R-CON-08")
def may_note_record(actor: Actor, licence: Licence) -> bool:
    return may_act_as_licensor(actor, licence) or may_act_as_licensee(actor, licence)


@refusal(_("只有挂牌交易机构的业务员可以就逾期报告发出通知。"), rule="R-LIC-07")
def may_give_notice(actor: Actor, licence: Licence) -> bool:
    return is_officer_of(actor, licence.offer.exchange)


@refusal(_("只有该许可挂牌交易机构的财务或业务员可以确认到账。"), rule="R-SET-08")
def may_confirm_charge(actor: Actor, charge: Charge) -> bool:
    """The second of the two persons at the cashier's desk, which compares them."""
    venue = charge.licence.offer.exchange
    return is_finance_of(actor, venue) or is_officer_of(actor, venue)


@refusal(_("许可费的划付须由挂牌交易机构的复核员办理，且不得是确认到账的本人（双人复核）。"), rule="R-SET-08")
def may_settle_charge(actor: Actor, charge: Charge) -> bool:
    confirmed = (charge.confirmed_by, charge.fee_confirmed_by)
    return is_reviewer_of(actor, charge.licence.offer.exchange) and actor.user not in confirmed


def side_of(actor: Actor, licence: Licence) -> str:
    """`licensor`, `licensee` or empty."""
    if actor.acts_for(licence.offer.licensor):
        return "licensor"
    return "licensee" if actor.acts_for(licence.licensee) else ""


def is_staff_of(actor: Actor, licence: Licence) -> bool:
    venue = licence.offer.exchange
    return is_officer_of(actor, venue) or is_reviewer_of(actor, venue) or is_finance_of(actor, venue)
