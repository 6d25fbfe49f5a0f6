"""Money of licences that was expected has come."""

from accounts.actor import Actor
from marketplace.core.clock import Clock
from marketplace.core.states import atomic
from marketplace.licensing.commands.charging import confirm_charge, confirm_licensor_fee
from marketplace.licensing.models import Charge


@atomic
def confirm_licence_money(
    *, kind: str, number: str, payer_name: str, bank_reference: str, amount_fen: int, actor: Actor, clock: Clock
) -> None:
    """Confirm what came under `LF-…` from the licensee, or under the notice `PN-…` from the licensor. Raises what those two commands do."""
    arrived = {"payer_name": payer_name, "bank_reference": bank_reference, "amount_fen": amount_fen}
    if kind == "licence_fee":
        confirm_charge(charge=Charge.objects.get(number=number), actor=actor, clock=clock, **arrived)
        return
    charge = Charge.objects.get(licensor_quote__notice__number=number)
    confirm_licensor_fee(charge=charge, actor=actor, clock=clock, **arrived)
