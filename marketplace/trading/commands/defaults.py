"""A winner who defaults: found by one person, declared by another, concluded after the second sale (R-SET-05)."""

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.catalogue.commands import release_listing
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.live import announce
from marketplace.core.money import MAX_FEN
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.trading.commands.commissions import void_commissions
from marketplace.trading.commands.filing import pass_default
from marketplace.trading.commands.forfeiting import forfeit_deposit, pay_rest, quit_notices
from marketplace.trading.commands.netting import give_fee_back
from marketplace.trading.commands.settling_papers import issue_default_notices
from marketplace.trading.commands.standing import lapse_text
from marketplace.trading.defaulting import Purpose as Use
from marketplace.trading.grounds import Ground, require_named
from marketplace.trading.models import Default, Sale, Settlement
from marketplace.trading.models.default import Grounds
from marketplace.trading.queries.forfeits import RULE, last_use_of, require_overdue, second_price, use_of, would_be
from marketplace.trading.rules import may_conclude_default, may_declare_default, may_propose_default

MOST_REASON = 1_000  # characters


@atomic
def propose_default(
    *, sale: Sale, grounds: str, reason: str, costs_fen: int = 0, actor: Actor, clock: Clock
) -> Default:
    """Find that the winner has not signed or not paid in time; nothing happens until another person declares it.

    `costs_fen` are those of selling anew. Raises Refused before the day is over, once he has signed or paid, or while a
    default of the deal stands, and where the notice of the sale did not name this ground (R-BID-04); Invalid field by field; Forbidden
    unless an officer of the venue acts. Of an agreed deal without deposit only an unpaid price is a default, once its demand is over: all
    of what it costs the seller is a claim.
    """
    settlement = _locked(sale)
    now = clock.read()
    require(may_propose_default, actor, sale)
    _require_claimable(sale, settlement)
    if not sale.is_negotiated:
        require_named(Ground.REFUSAL, sale.forfeit_grounds)
    if grounds not in Grounds.values:
        raise Invalid(fields={"grounds": [_("请选择违约情形。")]}, rule=RULE)
    if not 0 <= costs_fen <= MAX_FEN:
        raise Invalid(fields={"costs": [_("费用不能为负，也不能超出上限。")]}, rule=RULE)
    said = words(reason, field="reason", most=MOST_REASON, lack=_("请写明违约的事实和理由。"), rule=RULE)
    require_overdue(sale, sale.contract, settlement, grounds, now)
    if settlement.defaults.exclude(state=Default.State.REJECTED).exists():
        raise Refused(_("本项目的违约认定已经提出。"), rule=RULE, code="proposed_already")
    assert actor.user
    default = would_be(settlement, costs_fen)
    default.organisation, default.proposed_by = settlement.buyer_quote.payer, actor.user
    default.grounds, default.reason, default.proposed_at = grounds, said, now
    default.save()
    audit.record(
        "trading.default_proposed",
        subject=default,
        actor=actor,
        private=True,
        sale=sale.number,
        grounds=grounds,
        reason=said,
    )
    announce(sale.topic)
    return default


@atomic
def reject_default(*, default: Default, reason: str, actor: Actor, clock: Clock) -> Default:
    """Decide that there is no default: the deal goes on. Raises Refused once it is decided, Forbidden for who proposed it."""
    _locked(default.sale)
    lock(default)
    now = clock.read()
    require(may_declare_default, actor, default)
    said = words(reason, field="reason", most=MOST_REASON, lack=_("请写明不予认定的理由。"), rule=RULE)
    default.move("reject", decided_by=actor.user, decided_at=now, decision_reason=said)
    audit.record(
        "trading.default_rejected", subject=default, actor=actor, private=True, sale=default.sale.number, reason=said
    )
    announce(default.sale.topic)
    return default


@atomic
def declare_default(*, default: Default, actor: Actor, clock: Clock) -> Default:
    """Declare the default: the deal is over, the lot is on offer again, the party is barred from it, the deposit is used.

    The deposit pays both sides' fees and the costs; the rest is the seller's and is held until the second sale is known. A
    credit case may follow from the line in the log; none is decided here. Raises Refused if the party has signed or paid
    meanwhile, Forbidden for the person who proposed it.
    """
    sale = default.sale
    settlement = _locked(sale)
    lock(default)
    now = clock.read()
    require(may_declare_default, actor, default)
    require_overdue(sale, sale.contract, settlement, default.grounds, now)
    winner = sale.leading_registration
    assert winner
    sale.move("default")
    settlement.move("void")
    lapse_text(sale, actor, clock)
    winner.move("forfeit", ended_at=now)

    use = use_of(default, sale)
    forfeited = forfeit_deposit(default, settlement, use, actor) if winner.held_id else {}
    give_fee_back(settlement, actor)
    default.move("declare", decided_by=actor.user, decided_at=now, **forfeited)
    void_commissions(sale, now, actor)
    quit_notices(default, settlement, actor, clock)
    release_listing(listing=sale.listing, sale=sale.number, actor=actor, clock=clock)
    pass_default(sale, now, actor, clock)
    issue_default_notices(default, now, actor, clock)
    audit.record(
        "trading.default_declared",
        subject=default,
        actor=actor,
        private=True,
        sale=sale.number,
        listing=sale.listing.number,
        organisation=default.organisation.number,
        grounds=default.grounds,
        reason=default.reason,
        deposit_fen=default.deposit_fen,
        fees_fen=default.fees_taken_fen,
        costs_fen=default.costs_taken_fen,
        rest_fen=default.rest_fen,
    )
    announce(sale.topic)
    return default


@atomic
def conclude_default(*, default: Default, actor: Actor, clock: Clock) -> Default:
    """Pay the seller what is left of the deposit, and fix what stays to be claimed from the party that defaulted.

    Possible once the second sale is settled, or the lot has left the offer without one. Done by a reviewer who did not find
    the default. Raises Refused before.
    """
    sale = default.sale
    _locked(sale)
    lock(default)
    now = clock.read()
    require(may_conclude_default, actor, default)
    if default.state != Default.State.DECLARED:
        raise Refused(_("只有已认定、尚未了结的违约可以了结。"), rule=RULE, code="state_conclude")
    second = second_price(default)
    use = last_use_of(default, sale, second)
    claims = dict(use.claims)
    pay_rest(default, use, actor)
    default.move(
        "conclude",
        concluded_at=now,
        concluded_by=actor.user,
        second_price_fen=second,
        shortfall_fen=None if second is None else max(default.settlement.price_fen - second, 0),
        claim_fen=claims.get(Use.SHORTFALL, 0),
        fees_claim_fen=claims.get(Use.FEES_AND_COSTS, 0),
    )
    audit.record(
        "trading.default_concluded",
        subject=default,
        actor=actor,
        private=True,
        sale=sale.number,
        second_sale=default.second_sale.number if default.second_sale else "",
        second_price_fen=second,
        seller_fen=use.seller_fen,
        claim_fen=default.claim_fen,
        fees_claim_fen=default.fees_claim_fen,
    )
    announce(sale.topic)
    return default


def _require_claimable(sale: Sale, settlement: Settlement) -> None:
    """Of a deal without deposit: nobody was bound before the contract, and who does not pay is asked once more first. Raises Refused."""
    if not sale.is_negotiated:
        return
    if sale.state == Sale.State.WON:
        told = _("协议成交在合同生效之前双方均不受约束，可以直接退出，不作违约认定。")
        raise Refused(told, rule="R-CON-02", code="not_bound")
    if settlement.in_kind:
        told = _("作价入股的合同没有价款，不作违约认定；请依合同约定解除。")
        raise Refused(told, rule=RULE, code="in_kind")


def _locked(sale: Sale) -> Settlement:
    lock(sale)
    settlement = Settlement.objects.filter(sale=sale).first()
    if settlement is None:
        raise Refused(_("项目没有成交，谈不上受让方违约。"), rule=RULE, code="state_default")
    lock(settlement)
    return settlement
