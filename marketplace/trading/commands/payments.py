"""The buyer's payment."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Refused, require
from marketplace.core.live import announce
from marketplace.core.states import atomic, lock
from marketplace.ledger import commands as ledger
from marketplace.ledger.models import Purpose
from marketplace.trading.commands.accounts import of_market, of_party
from marketplace.trading.commands.receipts import receive_once, require_own_money
from marketplace.trading.commands.standing import note_price, require_standing
from marketplace.trading.models import Plan, Sale, Settlement
from marketplace.trading.rules import may_confirm_money


@atomic
def confirm_payment(
    *, sale: Sale, payer_name: str, bank_reference: str, amount_fen: int, actor: Actor, clock: Clock
) -> Settlement:
    """Confirm that the rest of the price and the fee arrived from the buyer's own account, and keep them in escrow (R-SET-08).

    Raises Invalid if payer or amount differ from what is due, Refused before the contract is in force.
    """
    lock(sale)
    if sale.state != Sale.State.CONTRACTED:
        raise Refused(_("合同生效之后、结算之前才能确认价款到账。"), rule="R-SET-04", code="state_pay")
    settlement = sale.settlement
    lock(settlement)
    now = clock.read()
    require(may_confirm_money, actor, sale)
    require_standing(sale)
    if Plan.objects.filter(contract=sale.contract).exists():
        raise Refused(_("合同约定分期付款，请在相应的一期上确认到账。"), rule="R-SET-04", code="in_parts")
    assert sale.leading_registration
    buyer = sale.leading_registration.organisation
    require_own_money(buyer, payer_name, amount_fen, expected_fen=settlement.buyer_due_fen)

    available = of_party(buyer, Purpose.AVAILABLE, sale.exchange)
    escrow = of_party(buyer, Purpose.ESCROW, sale.exchange)
    ledger.lock_accounts([available, escrow, of_market(Purpose.BANK, sale.exchange)])
    receipt = receive_once(buyer, sale.exchange, amount_fen, bank_reference, actor)
    settlement.move("pay", receipt=receipt, paid_at=now, confirmed_by=actor.user)
    ledger.post(
        reference=f"payment:{sale.number}",
        legs=[(available, -amount_fen), (escrow, amount_fen)],
        memo=gettext_noop("受让方支付余款和服务费"),
        actor=actor,
    )
    note_price(sale, actor, clock)
    audit.record("trading.payment_confirmed", subject=sale, actor=actor, private=True, amount_fen=amount_fen)
    announce(sale.topic)
    return settlement
