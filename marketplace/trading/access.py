"""Who reads the papers and documents of a sale."""

from accounts.actor import Actor
from accounts.models import Role
from marketplace.files.access import guard
from marketplace.trading.models import Envelope, Registration, Sale
from marketplace.trading.rules import is_staff_of, side_of


@guard("sale")
def may_read_sale(actor: Actor, number: str) -> bool:
    """Both sides of a deal, the venue, supervisors; a bidder what is addressed to it."""
    found = Sale.objects.select_related("listing__lister", "leading_registration__organisation").filter(number=number)
    sale = found.first()
    return sale is not None and (is_staff_of(actor, sale) or side_of(actor, sale) != "" or actor.has(Role.SUPERVISOR))


@guard("registration")
def may_read_registration(actor: Actor, number: str) -> bool:
    """The bidder itself and the venue: its papers name it, so the seller reads its statement only (R-BID-05)."""
    found = Registration.objects.select_related("sale", "organisation").filter(number=number).first()
    return found is not None and (actor.acts_for(found.organisation) or is_staff_of(actor, found.sale))


@guard("envelope")
def may_read_plan(actor: Actor, number: str) -> bool:
    """The bidder itself; the venue, which scores it by its code, once the sealing has ended (R-BID-05, R-BID-16)."""
    found = Envelope.objects.select_related("round__sale", "registration__organisation").filter(number=number).first()
    if found is None:
        return False
    return actor.acts_for(found.registration.organisation) or (
        found.round.ended_at is not None and is_staff_of(actor, found.round.sale)
    )
