"""Who may do what in a sale."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.models import Kind, Organisation, Role
from accounts.rules import acts_for_verified, is_officer_of, is_reviewer_of
from marketplace.agency.models import CustodyAgreement, Scope
from marketplace.agency.rules import acts_for_owner, could_be_custodian, is_the_practitioner
from marketplace.catalogue.models import Listing
from marketplace.catalogue.rules import numbers_of
from marketplace.core.errors import refusal
from marketplace.ledger.rules import is_finance_of
from marketplace.trading.models import (
    Commission,
    Contract,
    Contribution,
    Default,
    Instalment,
    Registration,
    Sale,
    Settlement,
    Unwinding,
)

ACTING_ROLES = (Role.AGENT, Role.ADMIN)


def acts_in_trade(actor: Actor) -> bool:
    """An agent or administrator of a verified organisation."""
    return acts_for_verified(actor) and actor.has(*ACTING_ROLES)


@refusal(_("只有转让方（或其托管机构）的经办人、挂牌机构的业务员可以发布竞价公告。"), rule="R-LST-04")
def may_announce(actor: Actor, listing: Listing) -> bool:
    """The seller, its custodian with the scope of negotiating, or an officer of the venue."""
    if actor.acts_for(listing.lister):
        return acts_in_trade(actor)
    if is_officer_of(actor, listing.exchange):
        return True
    if not could_be_custodian(actor):
        return False
    return acts_for_owner(actor, listing.lister, Scope.NEGOTIATE, rights=numbers_of(listing))


@refusal(_("只有挂牌机构的业务员核对备案文件后，可以登记评估值。"), rule="R-SET-01")
def may_record_valuation(actor: Actor, listing: Listing) -> bool:
    return is_officer_of(actor, listing.exchange)


@refusal(_("只有本场竞价交易机构的业务员可以暂停和恢复竞价。"), rule="R-BID-17")
def may_pause(actor: Actor, sale: Sale) -> bool:
    return is_officer_of(actor, sale.exchange)


@refusal(_("只有转让方（或其托管机构）的经办人、挂牌机构的业务员可以撤回竞价。"), rule="R-BID-10")
def may_withdraw_sale(actor: Actor, sale: Sale) -> bool:
    """Whoever may announce it."""
    return may_announce(actor, sale.listing)


@refusal(_("只有通过任一交易机构认证的单位，由其经办人登记竞买。"), rule="R-BID-08")
def may_register(actor: Actor, sale: Sale) -> bool:
    return acts_in_trade(actor)


@refusal(_("转让方及其成员、交易机构及其工作人员不得竞买本项目。如认定有误，请联系挂牌的交易机构。"), rule="R-BID-12")
def is_independent(actor: Actor, sale: Sale) -> bool:
    """Neither the seller, its custodian nor an exchange, nor a person who belongs to one of them in another capacity."""
    return stands_apart(actor, sale.listing)


def stands_apart(actor: Actor, listing: Listing) -> bool:
    """Whether neither the actor nor the organisation it acts for is on the seller's side or an exchange's (R-BID-12)."""
    barred = Q(kind=Kind.EXCHANGE) | sellers_side(listing)
    himself = Q(memberships__user=actor.user, memberships__ended_at__isnull=True)
    his_side = himself | Q(pk__in=[actor.organisation.pk] if actor.organisation else [])
    return not Organisation.objects.filter(barred, his_side).exists()


def sellers_side(listing: Listing) -> Q:
    """The organisations on the seller's side of a lot: who lists it, who owns of it, who has it in custody (R-BID-12)."""
    custodians = CustodyAgreement.objects.running().filter(owner=listing.lister_id).values("custodian")
    return Q(pk=listing.lister_id) | Q(ownerships__listing=listing.pk) | Q(pk__in=custodians)


@dataclass(frozen=True, slots=True)
class Bidder:
    """A registration as a bid finds it."""

    id: int
    code: str
    qualified: bool  # deposit held, organisation in good standing
    conflicted: bool  # the person belongs to the seller or to an exchange
    authorised: bool  # a mandate of the person covers the price; an administrator needs none
    rank: int | None  # of its priority, if it registered as a holder of one (R-BID-11)


@refusal(_("只有本场竞价的竞买人，由其经办人报价。请先登记竞买并交纳保证金。"), rule="R-BID-08")
def may_bid(actor: Actor, bidder: Bidder | None) -> bool:
    return bidder is not None and actor.has(*ACTING_ROLES)


@refusal(
    _("保证金尚未到账，或贵单位资格已暂停，暂不能报价。请从本单位账户交纳保证金，或联系交易机构。"), rule="R-BID-02"
)
def is_qualified(actor: Actor, bidder: Bidder) -> bool:
    return bidder.qualified


@refusal(_("转让方成员和交易机构工作人员不得代任何单位报价。请由其他经办人报价。"), rule="R-BID-12")
def bids_without_conflict(actor: Actor, bidder: Bidder) -> bool:
    return not bidder.conflicted


@refusal(_("只有本场竞价交易机构的业务员可以确认资格。"), rule="R-DSK-05")
def may_qualify(actor: Actor, sale: Sale) -> bool:
    return is_officer_of(actor, sale.exchange)


@refusal(_("涉外审查由挂牌交易机构的业务员办理。"), rule="R-SEC-08")
def may_screen_bidder(actor: Actor, sale: Sale) -> bool:
    return is_officer_of(actor, sale.exchange)


@refusal(_("只有本场竞价交易机构的财务或业务员可以确认到账。"), rule="R-SET-08")
def may_confirm_money(actor: Actor, sale: Sale) -> bool:
    """The second of the two persons at the cashier's desk, which compares them."""
    return is_finance_of(actor, sale.exchange) or is_officer_of(actor, sale.exchange)


@refusal(_("只有转让方的经办人可以对意向受让方的资格出具意见。"), rule="R-DSK-04")
def may_give_opinion(actor: Actor, sale: Sale) -> bool:
    return acts_in_trade(actor) and actor.acts_for(sale.listing.lister)


@refusal(_("只有登记的意向受让方，由其经办人补充资格说明。"), rule="R-DSK-05")
def may_supplement(actor: Actor, registration: Registration) -> bool:
    return acts_in_trade(actor) and actor.acts_for(registration.organisation)


@refusal(_("资金划出须由本场竞价交易机构的复核员办理，且不得是确认到账的本人（双人复核）。"), rule="R-SET-08")
def may_release_deposit(actor: Actor, registration: Registration) -> bool:
    return is_reviewer_of(actor, registration.sale.exchange) and actor.user != registration.qualified_by


@refusal(_("结算须由本场竞价交易机构的复核员办理，且不得是确认价款到账的本人（双人复核）。"), rule="R-SET-08")
def may_settle(actor: Actor, settlement: Settlement) -> bool:
    confirmed = (settlement.confirmed_by, settlement.seller_fee_confirmed_by)
    return is_reviewer_of(actor, settlement.sale.exchange) and actor.user not in confirmed


@refusal(_("只有转让方（或受权代签的托管机构）和受让方的经办人可以签署合同，两方不得为同一人。"), rule="R-SET-03")
def may_sign(actor: Actor, contract: Contract) -> bool:
    side = signs_as(actor, contract.sale)
    other = contract.buyer_signed_by if side == "seller" else contract.seller_signed_by
    own = actor.acts_for(contract.sale.listing.lister) or side == "buyer"
    return side != "" and (acts_in_trade(actor) or not own) and actor.user != other


@refusal(_("只有转让方（或受权代签的托管机构）和受让方的经办人可以约定分期付款。"), rule="R-SET-04")
def may_plan(actor: Actor, sale: Sale) -> bool:
    """Who may sign the contract may say how it is paid."""
    side = signs_as(actor, sale)
    own = actor.acts_for(sale.listing.lister) or side == "buyer"
    return side != "" and (acts_in_trade(actor) or not own)


@refusal(_("只有转让方的经办人可以约定其服务费怎样支付。"), rule="R-SET-08")
def may_choose_netting(actor: Actor, sale: Sale) -> bool:
    """The seller's own people: it is the seller's money."""
    return actor.acts_for(sale.listing.lister) and acts_in_trade(actor)


@refusal(_("分期价款的划付须由本场竞价交易机构的复核员办理，且不得是确认该期到账的本人（双人复核）。"), rule="R-SET-08")
def may_settle_instalment(actor: Actor, instalment: Instalment) -> bool:
    sale = instalment.plan.contract.sale
    return is_reviewer_of(actor, sale.exchange) and actor.user != instalment.confirmed_by


@refusal(_("只有本场竞价交易机构的业务员可以催告逾期的分期价款。"), rule="R-SET-04")
def may_demand(actor: Actor, sale: Sale) -> bool:
    return is_officer_of(actor, sale.exchange)


def signs_as(actor: Actor, sale: Sale) -> str:
    """The side for which the actor may sign; a custodian signs for the seller within his scope and his limit."""
    side = side_of(actor, sale)
    if side or not could_be_custodian(actor):
        return side
    rights, price = numbers_of(sale.listing), sale.leading_fen
    return "seller" if acts_for_owner(actor, sale.listing.lister, Scope.SIGN, rights=rights, amount_fen=price) else ""


@refusal(_("只有本项目的转让方、受让方、转让方的托管机构和挂牌机构可以登记归属。"))
def may_attribute(actor: Actor, sale: Sale) -> bool:
    """The parties of a won sale, the seller's custodian, and the staff of the venue."""
    if is_staff_of(actor, sale):
        return True
    if side_of(actor, sale):
        return acts_in_trade(actor)
    return could_be_custodian(actor) and any(
        acts_for_owner(actor, sale.listing.lister, scope, rights=numbers_of(sale.listing))
        for scope in (Scope.NEGOTIATE, Scope.SIGN)
    )


@refusal(_("只有转让方、受让方的经办人可以为本方约定居间佣金。"), rule="R-FEE-09")
def may_propose_commission(actor: Actor, sale: Sale) -> bool:
    """A side for itself: it is its own money."""
    return side_of(actor, sale) != "" and acts_in_trade(actor)


@refusal(_("只有提出佣金的一方可以撤回，且须在经理人同意之前。"), rule="R-FEE-09")
def may_withdraw_commission(actor: Actor, commission: Commission) -> bool:
    return actor.acts_for(commission.payer) and acts_in_trade(actor)


@refusal(_("佣金须由技术经理人本人同意或谢绝。"), rule="R-FEE-09")
def may_answer_commission(actor: Actor, commission: Commission) -> bool:
    return is_the_practitioner(actor, commission.attribution.practitioner)


@refusal(_("只有挂牌机构的业务员或复核员可以登记权利变更和实缴。"), rule="R-CON-07")
def may_record_contribution(actor: Actor, contribution: Contribution) -> bool:
    """Who has seen the entry of the register."""
    return is_staff_of(actor, contribution.sale)


@refusal(_("只有本场竞价交易机构的业务员或复核员可以出具鉴证书。"), rule="R-SET-06")
def may_certify(actor: Actor, sale: Sale) -> bool:
    return is_officer_of(actor, sale.exchange) or is_reviewer_of(actor, sale.exchange)


@refusal(_("只有本场竞价交易机构的业务员可以提出违约认定。"), rule="R-SET-05")
def may_propose_default(actor: Actor, sale: Sale) -> bool:
    return is_officer_of(actor, sale.exchange)


@refusal(_("违约认定须由本场竞价交易机构的复核员决定，且不得是提出的本人（双人复核）。"), rule="R-SET-05")
def may_declare_default(actor: Actor, default: Default) -> bool:
    return is_reviewer_of(actor, default.sale.exchange) and actor.user != default.proposed_by


@refusal(
    _("违约保证金余额的划付须由本场竞价交易机构的复核员办理，且不得是提出违约认定的本人（双人复核）。"), rule="R-SET-08"
)
def may_conclude_default(actor: Actor, default: Default) -> bool:
    return is_reviewer_of(actor, default.sale.exchange) and actor.user != default.proposed_by


@refusal(_("只有本场竞价交易机构的业务员可以提出退还服务费或撤销违约认定。"), rule="R-FEE-08")
def may_propose_unwinding(actor: Actor, sale: Sale) -> bool:
    return is_officer_of(actor, sale.exchange)


@refusal(_("退还和撤销须由本场竞价交易机构的复核员决定，且不得是提出的本人（双人复核）。"), rule="R-FEE-08")
def may_decide_unwinding(actor: Actor, unwinding: Unwinding) -> bool:
    return is_reviewer_of(actor, unwinding.settlement.sale.exchange) and actor.user != unwinding.proposed_by


@refusal(_("贵单位曾就本项目成交后违约，不得再次竞买本项目。"), rule="R-SET-05")
def is_not_barred(actor: Actor, sale: Sale) -> bool:
    """A party whose default on this lot stands may not bid for it again, under whatever number it is offered."""
    return has_kept_faith(actor, sale.listing)


def has_kept_faith(actor: Actor, listing: Listing) -> bool:
    """Whether no default of the actor's organisation on this lot stands (R-SET-05)."""
    return not standing_defaults(listing).filter(organisation=actor.organisation).exists()


def standing_defaults(listing: Listing) -> QuerySet[Default]:
    """The defaults that stand on a lot, under whatever number it was offered (R-SET-05)."""
    numbers = [right.number for right in listing.rights.all() if right.number]
    lot = Q(settlement__sale__listing=listing.pk) | Q(settlement__sale__listing__rights__number__in=numbers)
    return Default.objects.filter(lot, state__in=Default.STANDING)


def side_of(actor: Actor, sale: Sale) -> str:
    """`seller`, `buyer` (once the sale is won) or empty."""
    if actor.acts_for(sale.listing.lister):
        return "seller"
    winner = sale.leading_registration if sale.state in Sale.HAD_WINNER else None
    return "buyer" if winner and actor.acts_for(winner.organisation) else ""


def is_staff_of(actor: Actor, sale: Sale) -> bool:
    return is_officer_of(actor, sale.exchange) or is_reviewer_of(actor, sale.exchange)
