"""The seller's fee: out of the price with the seller's consent in writing, or paid apart (R-SET-08)."""

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Scope as Acts
from accounts.rules import require_authority
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Refused, require
from marketplace.core.live import announce
from marketplace.core.states import atomic, lock
from marketplace.ledger import commands as ledger
from marketplace.trading.commands.drafting import redraw, unsigned
from marketplace.trading.commands.receipts import receive_once, require_own_money
from marketplace.trading.models import Contract, Plan, Sale, Settlement
from marketplace.trading.rules import may_choose_netting, may_confirm_money


@atomic
def choose_netting(*, sale: Sale, nets: bool, actor: Actor, clock: Clock) -> Contract:
    """Say in the contract, before anybody has signed, whether the seller's fee comes out of the price; who signs agrees to it.

    Raises Refused once a side has signed or where the price is paid in parts, whose fees are taken out of each, Forbidden
    for anybody but the seller.
    """
    contract = unsigned(sale)
    now = clock.read()
    require_authority(actor, Acts.SIGN, sale.leading_fen, at=now)
    require(may_choose_netting, actor, sale)
    if sale.in_kind:
        raise Refused(_("价款以股权支付，没有可以扣收的价款。"), rule="R-FEE-06", code="in_kind")
    if not nets and Plan.objects.filter(contract=contract).exists():
        told = _("分期付款的服务费从每期价款中扣收；如需全额收款，请先改回一次付清。")
        raise Refused(told, rule="R-FEE-05", code="in_parts")
    lock(sale.settlement)
    sale.settlement.nets_fee = nets
    sale.settlement.save(update_fields=["nets_fee"])
    redraw(sale, contract, actor, clock)
    audit.record(
        "trading.netting_chosen",
        subject=contract,
        actor=actor,
        private=True,
        nets=nets,
        terms_hash=contract.terms_hash,
    )
    announce(sale.topic)
    return contract


@atomic
def confirm_seller_fee(
    *, sale: Sale, payer_name: str, bank_reference: str, amount_fen: int, actor: Actor, clock: Clock
) -> Settlement:
    """Confirm that the seller's fee arrived from its own account; it stays the seller's until the sale is settled.

    Raises Invalid if payer or amount differ from what is due, Refused if no fee is to be paid apart or it has come.
    """
    lock(sale)
    settlement = sale.settlement
    lock(settlement)
    clock.read()
    require(may_confirm_money, actor, sale)
    if sale.state != Sale.State.CONTRACTED or not settlement.waits_for_fee:
        raise Refused(_("没有待转让方另行支付的服务费。"), rule="R-SET-08", code="no_fee_apart")
    seller, fee_fen = settlement.seller_quote.payer, settlement.seller_fee_fen
    require_own_money(seller, payer_name, amount_fen, expected_fen=fee_fen)
    settlement.seller_fee_receipt = receive_once(seller, sale.exchange, amount_fen, bank_reference, actor)
    settlement.seller_fee_confirmed_by = actor.user
    settlement.save(update_fields=["seller_fee_receipt", "seller_fee_confirmed_by"])
    audit.record("trading.seller_fee_confirmed", subject=sale, actor=actor, private=True, amount_fen=amount_fen)
    announce(sale.topic)
    return settlement


def give_fee_back(settlement: Settlement, actor: Actor) -> None:
    """Send back what a seller had paid apart for a sale that fails: the defaulting winner's deposit pays both fees (R-SET-05)."""
    if settlement.seller_fee_receipt_id is None:
        return
    sale = settlement.sale
    ledger.pay_out(
        organisation=settlement.seller_quote.payer,
        exchange=sale.exchange,
        amount_fen=settlement.seller_fee_fen,
        reference=f"fee-back:{sale.number}",
        actor=actor,
    )
