"""Who reads the papers of a fee: its payer, and who handles money for the venue."""

from accounts.actor import Actor
from accounts.rules import is_signed_in
from marketplace.fees.queries import notices_for
from marketplace.files.access import guard


@guard("paymentnotice")
def may_read_notice(actor: Actor, number: str) -> bool:
    return is_signed_in(actor) and notices_for(actor).filter(number=number).exists()
