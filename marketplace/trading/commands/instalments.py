"""The parts of a price: each arrives once, and is passed on once (R-SET-04)."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.catalogue.commands import sell_listing
from marketplace.core.clock import Clock
from marketplace.core.errors import Refused, require
from marketplace.core.live import announce
from marketplace.core.states import atomic, lock
from marketplace.fees.commands import mark_paid
from marketplace.fees.models import PaymentNotice
from marketplace.ledger import commands as ledger
from marketplace.ledger.models import Purpose, Transfer
from marketplace.rulebook.models import CapabilityCode
from marketplace.rulebook.queries import require_capability
from marketplace.trading.commands.accounts import of_market, of_party
from marketplace.trading.commands.dropping import close_if_done
from marketplace.trading.commands.filing import pass_settlement
from marketplace.trading.commands.papers import issue_instalment_notices
from marketplace.trading.commands.planning import ask_for
from marketplace.trading.commands.pooling import share_legs
from marketplace.trading.commands.proceeds import accounts_of_owners, pay_owners
from marketplace.trading.commands.receipts import receive_once, require_own_money
from marketplace.trading.commands.standing import note_price, require_passable, require_standing
from marketplace.trading.models import Instalment, Sale, Settlement
from marketplace.trading.queries.pools import parts_of_instalment
from marketplace.trading.rules import may_confirm_money, may_settle_instalment


@atomic
def confirm_instalment(
    *, instalment: Instalment, payer_name: str, bank_reference: str, amount_fen: int, actor: Actor, clock: Clock
) -> Instalment:
    """Confirm that a part, its interest and its fee arrived from the buyer's own account, and keep them in escrow (R-SET-08).

    Parts come in their order; a late one counts as well. Raises Invalid if payer or amount differ from what is due, Refused
    before the contract is in force, before the part in front has come, or for a part that has.
    """
    sale = instalment.plan.contract.sale
    settlement = _locked(sale, instalment)
    now = clock.read()
    require(may_confirm_money, actor, sale)
    require_standing(sale)
    _refuse_out_of_turn(sale, instalment)
    buyer = settlement.buyer_quote.payer
    require_own_money(buyer, payer_name, amount_fen, expected_fen=instalment.due_fen)

    available = of_party(buyer, Purpose.AVAILABLE, sale.exchange)
    escrow = of_party(buyer, Purpose.ESCROW, sale.exchange)
    ledger.lock_accounts([available, escrow, of_market(Purpose.BANK, sale.exchange)])
    receipt = receive_once(buyer, sale.exchange, amount_fen, bank_reference, actor)
    instalment.move("pay", receipt=receipt, paid_at=now, confirmed_by=actor.user)
    if instalment.is_first:
        settlement.move("begin", receipt=receipt, paid_at=now, confirmed_by=actor.user)
        note_price(sale, actor, clock)
    ledger.post(
        reference=f"instalment:{instalment.number}",
        legs=[(available, -amount_fen), (escrow, amount_fen)],
        memo=gettext_noop("受让方支付分期价款和服务费"),
        actor=actor,
    )
    audit.record(
        "trading.instalment_confirmed",
        subject=sale,
        actor=actor,
        private=True,
        instalment=instalment.number,
        position=instalment.position,
        amount_fen=amount_fen,
    )
    announce(sale.topic)
    return instalment


@atomic
def settle_instalment(*, instalment: Instalment, actor: Actor, clock: Clock) -> Instalment:
    """Pass a part on: the seller gets it with its interest less what his fee grows by, the exchanges their shares of both fees.

    With the first, secured part the deal counts as settled and may be certified (R-SET-06); with the last it is complete. Then
    the next part is asked for. Done by a reviewer who did not confirm it. Raises Refused unless it has come and the one in
    front was passed on.
    """
    sale = instalment.plan.contract.sale
    settlement = _locked(sale, instalment)
    now = clock.read()
    require(may_settle_instalment, actor, instalment)
    require_passable(sale)
    require_capability(sale.exchange, CapabilityCode.SETTLEMENT, sale.announced_at)
    if _before(instalment).exclude(state=Instalment.State.SETTLED).exists():
        raise Refused(_("请先划付前一期价款。"), rule="R-SET-04", code="out_of_turn")

    instalment.move("settle", settled_at=now, settled_by=actor.user)
    if instalment.is_first:
        _settle_deal(sale, now, actor, clock)
    transfer = _pass_on(settlement, instalment, actor)
    for notice in _notices_of(instalment):
        mark_paid(notice=notice, transfer=transfer, actor=actor, clock=clock)
    following = instalment.plan.instalments.filter(position=instalment.position + 1).first()
    if following and following.state == Instalment.State.AGREED:
        ask_for(following, actor, clock)
    elif following is None:
        settlement.move("complete", settled_at=now)
    else:
        close_if_done(settlement)  # its contract was ended: no further part comes
    issue_instalment_notices(settlement, instalment, now, actor, clock)
    audit.record(
        "trading.instalment_settled",
        subject=sale,
        actor=actor,
        private=True,
        instalment=instalment.number,
        position=instalment.position,
        amount_fen=instalment.amount_fen,
        interest_fen=instalment.interest_fen,
        buyer_fee_fen=instalment.buyer_fee_fen,
        seller_fee_fen=instalment.seller_fee_fen,
        seller_net_fen=instalment.net_fen,
        complete=following is None,
    )
    announce(sale.topic)
    return instalment


def _locked(sale: Sale, instalment: Instalment) -> Settlement:
    """Sale, settlement and part, in the order of locks."""
    lock(sale)
    settlement = sale.settlement
    lock(settlement)
    lock(instalment)
    return settlement


def _refuse_out_of_turn(sale: Sale, instalment: Instalment) -> None:
    if instalment.due_at is None or sale.state == Sale.State.WON or sale.state in Sale.FALLEN:
        raise Refused(_("合同生效之后、违约认定之前，才能逐期确认价款到账。"), rule="R-SET-04", code="state_pay")
    if _before(instalment).filter(state=Instalment.State.AGREED).exists():
        raise Refused(_("前一期价款尚未到账，请先确认前一期。"), rule="R-SET-04", code="out_of_turn")


def _before(instalment: Instalment) -> QuerySet[Instalment]:
    return Instalment.objects.filter(plan=instalment.plan_id, position__lt=instalment.position)


def _settle_deal(sale: Sale, now: datetime, actor: Actor, clock: Clock) -> None:
    winner = sale.leading_registration
    assert winner
    winner.move("apply", ended_at=now)
    sale.move("settle")
    sell_listing(listing=sale.listing, sale=sale.number, actor=actor, clock=clock)
    pass_settlement(sale, now, actor)


def _notices_of(instalment: Instalment) -> list[PaymentNotice]:
    asked = [quote for quote in (instalment.buyer_quote, instalment.seller_quote) if quote is not None]
    return list(PaymentNotice.objects.filter(quote__in=asked).order_by("pk"))


def _pass_on(settlement: Settlement, instalment: Instalment, actor: Actor) -> Transfer:
    """Every transfer of a part, in the order in which the money moves; returns the one that brings the fees."""
    sale, seller, buyer = settlement.sale, settlement.seller_quote.payer, settlement.buyer_quote.payer
    escrow = of_party(buyer, Purpose.ESCROW, sale.exchange)
    proceeds = of_party(seller, Purpose.AVAILABLE, sale.exchange)
    pool = of_market(Purpose.POOL, sale.exchange)
    shares = share_legs(sale.exchange, parts_of_instalment(settlement, instalment))
    touched = [escrow, proceeds, pool, of_market(Purpose.BANK, sale.exchange), *(account for account, _fen in shares)]
    touched += accounts_of_owners(sale)
    if instalment.deposit_fen:
        touched.append(of_party(buyer, Purpose.DEPOSIT, sale.exchange))
    ledger.lock_accounts(touched)
    if instalment.deposit_fen:
        winner = sale.leading_registration
        assert winner
        assert winner.held
        ledger.apply_hold(
            reference=f"deposit-applied:{sale.number}",
            held=winner.held,
            to=[(escrow, instalment.deposit_fen)],
            memo=gettext_noop("保证金转作首期价款"),
            actor=actor,
        )
    settled = ledger.post(
        reference=f"settlement:{instalment.number}",
        legs=[
            (escrow, -instalment.deposit_fen - instalment.due_fen),
            (proceeds, instalment.net_fen),
            (pool, instalment.pool_fen),
        ],
        memo=gettext_noop("分期价款结算并扣收双方服务费"),
        actor=actor,
    )
    if any(fen for _account, fen in shares):
        reference = f"shares:{instalment.number}"
        ledger.post(reference=reference, legs=shares, memo=gettext_noop("机构间服务费分配"), actor=actor)
    pay_owners(sale, instalment.net_fen, instalment.number, actor)
    return settled
