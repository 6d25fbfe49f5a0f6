"""A broker's commission: a side agrees on it with whoever brought its deal about, and both sides see it (R-FEE-09)."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.actor import Actor
from accounts.models import Scope as Acts
from accounts.rules import require_authority
from marketplace.agency.models import Attribution
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.live import announce
from marketplace.core.money import yuan
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.ledger import commands as ledger
from marketplace.ledger.models import Account, Purpose
from marketplace.trading import rules
from marketplace.trading.commands.accounts import of_party
from marketplace.trading.models import Commission, Plan, Sale, Settlement
from marketplace.trading.models.commission import AGREEMENT_MAX
from marketplace.trading.queries.commissions import out_of_price

RULE = "R-FEE-09"
BEFORE_SETTLEMENT = (Sale.State.WON, Sale.State.CONTRACTED)


@atomic
def propose_commission(
    *,
    sale: Sale,
    attribution: str,
    amount_fen: int,
    agreement: str,
    through_exchange: bool = False,
    actor: Actor,
    clock: Clock,
) -> Commission:
    """Promise the practitioner of an attribution (`AT-…`) a commission for one's own side; it counts once he agrees.

    `agreement` names the contract between the two. `through_exchange` has the venue pay it out of the seller's price as the deal
    is settled. Raises Invalid for an amount that is none or exceeds what the seller gets, an unknown attribution or no agreement;
    Refused once the deal is settled, before the contract is in force or in parts where the venue should pay, for a commission to
    oneself or a second one of the same side.
    """
    lock(sale)
    now = clock.read()
    require_authority(actor, Acts.SIGN, amount_fen, at=now)
    require(rules.may_propose_commission, actor, sale)
    _refuse_late(sale)
    found = _attribution(sale, attribution)
    side = rules.side_of(actor, sale)
    payee = found.practitioner.organisation
    settlement = sale.settlement
    payer = settlement.seller_quote.payer if side == "seller" else settlement.buyer_quote.payer
    said = words(
        agreement, field="agreement", most=AGREEMENT_MAX, lack=_("请写明居间合同的名称、编号或日期。"), rule=RULE
    )
    if payee in (settlement.seller_quote.payer, settlement.buyer_quote.payer):
        raise Refused(_("经理人属于交易一方，不能在本项目中收取佣金。"), rule=RULE, code="own_broker")
    if Commission.objects.filter(attribution=found, side=side, state__in=Commission.OPEN).exists():
        raise Refused(_("已为这位经理人约定佣金；如需变更，请先撤回。"), rule=RULE, code="commission_known")
    if not 0 < amount_fen <= settlement.price_fen:
        raise Invalid(fields={"amount": [_("佣金须大于零、不超过成交价（规则 R-FEE-09）。")]}, rule=RULE)
    if through_exchange:
        _refuse_through(settlement, side, has_payee=payee is not None, amount_fen=amount_fen)
    assert actor.user
    commission = Commission.objects.create(
        sale=sale,
        attribution=found,
        side=side,
        payer=payer,
        payee=payee,
        amount_fen=amount_fen,
        through_exchange=through_exchange,
        agreement=said,
        proposed_by=actor.user,
        proposed_at=now,
    )
    told = {"about": audit.ref(sale), "side": side, "amount_fen": amount_fen, "through_exchange": through_exchange}
    audit.record("trading.commission_proposed", subject=commission, actor=actor, private=True, **told)
    announce(sale.topic)
    return commission


def _attribution(sale: Sale, number: str) -> Attribution:
    rows = Attribution.objects.filter(subject=audit.ref(sale), number=number).exclude(state=Attribution.State.DECLINED)
    found = rows.select_related("practitioner__organisation").first()
    if found is None:
        text = _("没有这项归属：请先登记促成本项目的技术经理人（AT-…）。")
        raise Invalid(fields={"attribution": [text]}, rule=RULE)
    return found


def _refuse_late(sale: Sale) -> None:
    if sale.state not in BEFORE_SETTLEMENT:
        raise Refused(_("成交之后、结算之前才能约定佣金。"), rule=RULE, code="state_commission")


def _refuse_through(settlement: Settlement, side: str, *, has_payee: bool, amount_fen: int) -> None:
    """What comes out of the price is the seller's, of a deal whose price comes at once, and goes to an organisation."""
    sale = settlement.sale
    if side != "seller" or not has_payee:
        text = _("只有转让方可以请交易机构从价款中划付，收款方须为经理人所属的单位；其他情形由双方自行支付。")
        raise Refused(text, rule=RULE, code="commission_apart")
    if sale.state != Sale.State.CONTRACTED or Plan.objects.filter(contract=sale.contract).exists():
        text = _("合同生效之后才能请交易机构从价款中划付；分期付款的，佣金由双方自行支付。")
        raise Refused(text, rule=RULE, code="commission_apart")
    others = sum(one.amount_fen for one in out_of_price(sale, answered=False))
    left = settlement.paid_out_fen - others
    if amount_fen >= left:
        text = _("佣金须少于转让方应得的 {left} 元（规则 R-FEE-09）。")
        raise Invalid(fields={"amount": [text.format(left=yuan(left))]}, rule=RULE)


@atomic
def agree_commission(*, commission: Commission, actor: Actor, clock: Clock) -> None:
    """Agree to a commission as the practitioner.

    Raises Refused once the deal is settled, it was answered or withdrawn, or he denied having brought the deal about.
    """
    now = _begin_answer(commission, actor, clock)
    if commission.attribution.state == Attribution.State.DECLINED:
        raise Refused(_("您已否认促成本项目，不能收取佣金。"), rule=RULE, code="attribution_declined")
    commission.move("agree", answered_at=now)
    audit.record("trading.commission_agreed", subject=commission, actor=actor, private=True)
    announce(commission.sale.topic)


@atomic
def decline_commission(*, commission: Commission, actor: Actor, clock: Clock) -> None:
    """Decline it as the practitioner. Raises Refused once the deal is settled or it was answered or withdrawn."""
    now = _begin_answer(commission, actor, clock)
    commission.move("decline", answered_at=now)
    audit.record("trading.commission_declined", subject=commission, actor=actor, private=True)
    announce(commission.sale.topic)


def _begin_answer(commission: Commission, actor: Actor, clock: Clock) -> datetime:
    lock(commission.sale)
    lock(commission)
    now = clock.read()
    require(rules.may_answer_commission, actor, commission)
    _refuse_late(commission.sale)
    return now


@atomic
def withdraw_commission(*, commission: Commission, actor: Actor, clock: Clock) -> None:
    """Take back what one has promised, before the practitioner agrees. Raises Refused afterwards."""
    lock(commission.sale)
    lock(commission)
    now = clock.read()
    require(rules.may_withdraw_commission, actor, commission)
    commission.move("withdraw", answered_at=now)
    audit.record("trading.commission_withdrawn", subject=commission, actor=actor, private=True)
    announce(commission.sale.topic)


def void_commissions(sale: Sale, now: datetime, actor: Actor) -> None:
    """Nobody brought about a deal that fell through: what was promised or agreed is owed no more. A step of whoever ends the deal."""
    for commission in Commission.objects.filter(sale=sale, state__in=["proposed", "agreed"]).order_by("pk"):
        lock(commission)
        commission.move("void", answered_at=commission.answered_at or now)
        audit.record("trading.commission_voided", subject=commission, actor=actor, private=True, sale=sale.number)


def accounts_of(commissions: list[Commission], exchange: str) -> list[Account]:
    """The accounts that commissions reach, to be locked with the others."""
    return [of_party(one.payee, Purpose.AVAILABLE, exchange) for one in commissions if one.payee]


def pay_commissions(commissions: list[Commission], actor: Actor) -> None:
    """Pass commissions from the seller's proceeds to the brokers' organisations and out to their banks. A step of the settlement."""
    for one in commissions:
        assert one.payee
        venue = one.sale.exchange
        transfer = ledger.post(
            reference=f"commission:{one.number}",
            legs=[
                (of_party(one.payer, Purpose.AVAILABLE, venue), -one.amount_fen),
                (of_party(one.payee, Purpose.AVAILABLE, venue), one.amount_fen),
            ],
            memo=gettext_noop("转让方约定的居间佣金"),
            actor=actor,
        )
        ledger.pay_out(
            organisation=one.payee,
            exchange=venue,
            amount_fen=one.amount_fen,
            reference=f"commission-paid:{one.number}",
            actor=actor,
        )
        one.move("pay", transfer=transfer)
        audit.record("trading.commission_paid", subject=one, actor=actor, private=True, amount_fen=one.amount_fen)
