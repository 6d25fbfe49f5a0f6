"""Money that was expected has come: whatever it is for."""

from typing import Any

from accounts.actor import Actor
from marketplace.core.clock import Clock
from marketplace.core.errors import Refused
from marketplace.core.states import atomic
from marketplace.trading.commands.deposits import confirm_deposit
from marketplace.trading.commands.instalments import confirm_instalment
from marketplace.trading.commands.netting import confirm_seller_fee
from marketplace.trading.commands.payments import confirm_payment
from marketplace.trading.models import Instalment, Registration, Sale
from marketplace.trading.queries.expected import DEPOSIT, PAYMENT, SELLER_FEE, find_expected, not_expected


@atomic
def confirm_expected(
    *, reference: str, payer_name: str, bank_reference: str, amount_fen: int, actor: Actor, clock: Clock
) -> str:
    """Confirm that what `reference` names (RG-…, S-…, PN-…, IM-…) has arrived; returns its kind.

    Rights and refusals are those of confirm_deposit, confirm_payment, confirm_seller_fee and confirm_instalment. Raises Refused if nothing
    is expected under the reference any more: another line may have come first.
    """
    wanted = find_expected(reference)
    if wanted is None:
        raise Refused(not_expected(reference), rule="R-SET-08", code="not_expected")
    kind = wanted.kind
    arrived: dict[str, Any] = {"payer_name": payer_name, "bank_reference": bank_reference, "amount_fen": amount_fen}
    if kind == DEPOSIT:
        confirm_deposit(registration=Registration.objects.get(number=reference), actor=actor, clock=clock, **arrived)
    elif kind == PAYMENT:
        confirm_payment(sale=Sale.objects.get(number=reference), actor=actor, clock=clock, **arrived)
    elif kind == SELLER_FEE:
        confirm_seller_fee(
            sale=Sale.objects.get(settlement__seller_quote__notice__number=reference),
            actor=actor,
            clock=clock,
            **arrived,
        )
    else:
        confirm_instalment(instalment=Instalment.objects.get(number=reference), actor=actor, clock=clock, **arrived)
    return kind
