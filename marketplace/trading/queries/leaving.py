"""What a withdrawal of a registration would cost, before and while it is made (R-BID-04)."""

from datetime import datetime

from marketplace.trading.grounds import Ground
from marketplace.trading.models import Envelope, Registration, Sale


def free_until(sale: Sale) -> datetime:
    """Until then a deposit goes back without more: the end of the registration, or where it has none the opening of the bidding."""
    return sale.registration_ends_at or sale.opens_at


def may_forfeit(registration: Registration, now: datetime) -> bool:
    """Whether a withdrawal now may lead to the loss of the deposit."""
    sale = registration.sale
    held = registration.state == Registration.State.QUALIFIED
    return held and now >= free_until(sale) and Ground.WITHDRAWAL in sale.forfeit_grounds


def has_bid(registration: Registration) -> bool:
    """Whether it has validly bid, or sealed a price: what binds it (R-BID-10)."""
    sealed = Envelope.objects.filter(registration=registration)
    return registration.bids.filter(accepted=True).exists() or sealed.exists()
