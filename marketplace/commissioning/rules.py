"""Who may do what about open calls and what is proposed to them."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.models import Kind, Membership, Organisation, Role
from accounts.rules import is_officer_of, is_reviewer_of, is_signed_in
from marketplace.catalogue.models import Listing, Need
from marketplace.commissioning.models import (
    CallObjection,
    Engagement,
    NeedThread,
    OfferedListing,
    OpenCall,
    Solution,
    StagePayment,
    ThreadSide,
)
from marketplace.contracts.models import Side
from marketplace.core.errors import refusal
from marketplace.ledger.rules import is_finance_of
from marketplace.trading.rules import acts_in_trade


@refusal(_("只有发布需求的单位，由其管理员或经办人发起揭榜；单位须已通过认证。"), rule="R-CALL-01")
def may_call(actor: Actor, need: Need) -> bool:
    return acts_in_trade(actor) and actor.acts_for(need.organisation)


@refusal(_("只有揭榜发起单位的管理员或经办人可以办理。"), rule="R-CALL-01")
def may_act_as_poster(actor: Actor, call: OpenCall) -> bool:
    return acts_in_trade(actor) and actor.acts_for(call.poster)


@refusal(_("揭榜公告由受理交易机构的业务员或复核员审核，且不得是发起单位的成员。"), rule="R-LST-08")
def may_check_call(actor: Actor, call: OpenCall) -> bool:
    return is_staff_of(actor, call) and not belongs_to(actor, [call.poster_id])


@refusal(_("揭榜公告须由审核人以外的业务员或复核员发布（双人复核）。"), rule="R-LST-08")
def may_publish_call(actor: Actor, call: OpenCall) -> bool:
    return may_check_call(actor, call) and actor.user != call.checked_by


@refusal(_("只有通过任一交易机构认证的单位，由其经办人提问。"), rule="R-CALL-01")
def may_ask(actor: Actor, call: OpenCall) -> bool:
    return acts_in_trade(actor) and not actor.exchange and not actor.acts_for(call.poster)


@refusal(
    _("只有通过任一交易机构认证的单位，由其经办人揭榜；发起单位及其成员、交易机构及其工作人员不得揭榜。"),
    rule="R-BID-12",
)
def may_propose(actor: Actor, call: OpenCall) -> bool:
    """Neither poster nor exchange, nor a person who belongs to one of them in another capacity."""
    return acts_in_trade(actor) and stands_apart(actor, call.poster)


@refusal(_("只有提交方案的单位，由其管理员或经办人办理。"), rule="R-CALL-01")
def may_act_as_proposer(actor: Actor, solution: Solution) -> bool:
    return acts_in_trade(actor) and actor.acts_for(solution.proposer)


@refusal(_("涉外审查由受理交易机构的业务员办理。"), rule="R-SEC-08")
def may_screen_solution(actor: Actor, solution: Solution) -> bool:
    return is_officer_of(actor, solution.call.exchange)


@refusal(
    _("评分由发起单位的经办人或受理交易机构的业务员、复核员录入和复核，且不得是任何揭榜单位的成员（回避）。"),
    rule="R-BID-12",
)
def may_score(actor: Actor, call: OpenCall) -> bool:
    judges = is_staff_of(actor, call) or may_act_as_poster(actor, call)
    return judges and not belongs_to(actor, call.solutions.values_list("proposer", flat=True))


@refusal(_("评分须由录入人以外的人员复核，且不得是任何揭榜单位的成员（双人复核、回避）。"), rule="R-BID-12")
def may_confirm_scores(actor: Actor, call: OpenCall) -> bool:
    return may_score(actor, call) and actor.user != call.scored_by


@refusal(_("请先登录，再对公示提出异议。"), rule="R-PRI-03")
def may_object_to_result(actor: Actor, call: OpenCall) -> bool:
    return is_signed_in(actor)


@refusal(_("异议由受理交易机构的业务员或复核员处理，且不得是提出异议的本人。"), rule="R-PRI-03")
def may_decide_call_objection(actor: Actor, objection: CallObjection) -> bool:
    return is_staff_of(actor, objection.call) and actor.user != objection.raised_by


def is_staff_of(actor: Actor, call: OpenCall) -> bool:
    return is_officer_of(actor, call.exchange) or is_reviewer_of(actor, call.exchange)


def may_read_solution(actor: Actor, solution: Solution) -> bool:
    """The proposer always; the poster, the venue's staff and supervisors once all were opened (R-LST-07)."""
    if actor.acts_for(solution.proposer):
        return True
    call = solution.call
    inside = actor.acts_for(call.poster) or is_staff_of(actor, call) or actor.has(Role.SUPERVISOR)
    return call.opened_at is not None and inside


def stands_apart(actor: Actor, other: Organisation) -> bool:
    """Whether neither the person nor the organisation it acts for belongs to that party or to an exchange (R-BID-12)."""
    himself = Q(memberships__user=actor.user, memberships__ended_at__isnull=True)
    his_side = himself | Q(pk__in=[actor.organisation.pk] if actor.organisation else [])
    return not Organisation.objects.filter(Q(kind=Kind.EXCHANGE) | Q(pk=other.pk), his_side).exists()


def belongs_to(actor: Actor, parties: Iterable[int]) -> bool:
    """Whether the person is or was a member of one of the organisations, in whatever capacity he acts now (recusal)."""
    return Membership.objects.filter(user=actor.user, organisation__in=parties).exists()


@refusal(
    _("只有通过任一交易机构认证的单位，由其经办人对接需求；需求方及其成员、交易机构及其工作人员不得对接。"),
    rule="R-BID-12",
)
def may_approach(actor: Actor, need: Need) -> bool:
    return acts_in_trade(actor) and stands_apart(actor, need.organisation)


@refusal(_("涉外审查由受理交易机构的业务员办理。"), rule="R-SEC-08")
def may_screen_thread(actor: Actor, thread: NeedThread) -> bool:
    return is_officer_of(actor, thread.exchange)


@refusal(_("只有磋商双方的管理员或经办人可以出价、接受或退出。"), rule="R-CON-01")
def may_negotiate_need(actor: Actor, thread: NeedThread) -> bool:
    return acts_in_trade(actor) and seat_in(actor, thread) != ""


@refusal(_("只有成果登记单位的管理员或经办人可以用该成果对接需求。"), rule="R-CON-01")
def may_offer_listing(actor: Actor, listing: Listing) -> bool:
    return acts_in_trade(actor) and actor.acts_for(listing.lister)


@refusal(_("只有需求方的管理员或经办人可以答复。"), rule="R-CON-01")
def may_answer_listing(actor: Actor, offered: OfferedListing) -> bool:
    return acts_in_trade(actor) and actor.acts_for(offered.need.organisation)


def seat_in(actor: Actor, thread: NeedThread) -> str:
    """`supplier`, `client`, or empty for anybody else."""
    if actor.acts_for(thread.supplier):
        return ThreadSide.SUPPLIER
    return ThreadSide.CLIENT if actor.acts_for(thread.need.organisation) else ""


@refusal(_("只有委托项目双方的管理员或经办人可以签署。"), rule="R-CON-02")
def may_sign_engagement(actor: Actor, engagement: Engagement) -> bool:
    return acts_in_trade(actor) and side_in(actor, engagement) != ""


@refusal(_("只有受理交易机构的财务或业务员可以确认到账。"), rule="R-SET-08")
def may_confirm_payment(actor: Actor, payment: StagePayment) -> bool:
    """The second of the two persons at the cashier's desk, which compares them."""
    venue = payment.engagement.exchange
    return is_finance_of(actor, venue) or is_officer_of(actor, venue)


@refusal(_("里程碑款的划付须由受理交易机构的复核员办理，且不得是确认到账的本人（双人复核）。"), rule="R-SET-08")
def may_settle_payment(actor: Actor, payment: StagePayment) -> bool:
    return is_reviewer_of(actor, payment.engagement.exchange) and actor.user != payment.confirmed_by


@refusal(_("退还由受理交易机构的业务员提出。"), rule="R-SET-08")
def may_propose_refund(actor: Actor, payment: StagePayment) -> bool:
    return is_officer_of(actor, payment.engagement.exchange)


@refusal(_("退还须由受理交易机构的复核员复核，且不得是提出人或确认到账的本人（双人复核）。"), rule="R-SET-08")
def may_confirm_refund(actor: Actor, payment: StagePayment) -> bool:
    others = (payment.refund_proposed_by, payment.confirmed_by)
    return is_reviewer_of(actor, payment.engagement.exchange) and actor.user not in others


def side_in(actor: Actor, engagement: Engagement) -> str:
    """`provider` (the supplier), `client`, or empty: as the contract names them."""
    if actor.acts_for(engagement.supplier):
        return Side.PROVIDER
    return Side.CLIENT if actor.acts_for(engagement.client) else ""


def may_read_engagement(actor: Actor, engagement: Engagement) -> bool:
    """Both sides, the venue, supervisors."""
    return side_in(actor, engagement) != "" or works_at(actor, engagement) or actor.has(Role.SUPERVISOR)


def works_at(actor: Actor, engagement: Engagement) -> bool:
    venue = engagement.exchange
    return is_officer_of(actor, venue) or is_reviewer_of(actor, venue) or is_finance_of(actor, venue)
