"""What each holder of a lot gets of its price (R-CON-06, R-GEN-07)."""

from typing import NamedTuple

from django.db.models import Sum

from accounts.models import Organisation
from marketplace.catalogue.models import Listing, Ownership
from marketplace.core.money import split
from marketplace.ledger.models import Leg, Purpose
from marketplace.trading.models import Instalment, Sale


class OwnerPart(NamedTuple):
    """A holder's share of an amount, and to whom it is paid: a holder who is not on the market is paid by the seller."""

    owner: Ownership
    payee: Organisation
    amount_fen: int


def owner_parts(listing: Listing, amount_fen: int) -> list[OwnerPart]:
    """An amount by the holders' shares, to the fen; they sum to it exactly."""
    owners = list(listing.ownerships.select_related("organisation").order_by("position"))
    amounts = split(amount_fen, [owner.share or 0 for owner in owners])
    return [
        OwnerPart(owner, owner.organisation or listing.lister, fen) for owner, fen in zip(owners, amounts, strict=True)
    ]


def payees_of(listing: Listing, amount_fen: int) -> dict[Organisation, int]:
    """What goes to whose account; the seller first."""
    paid = {listing.lister: 0}
    for part in owner_parts(listing, amount_fen):
        paid[part.payee] = paid.get(part.payee, 0) + part.amount_fen
    return paid


def paid_to(sale: Sale, holder: Organisation) -> int:
    """What the venue has paid out to a co-owner of what a sale brought so far, part by part."""
    parts = Instalment.objects.filter(plan__contract__sale=sale).values_list("number", flat=True)
    references = [f"proceeds:{number}/{holder.number}" for number in (sale.number, *parts)]
    legs = Leg.objects.filter(transfer__reference__in=references, account__purpose=Purpose.BANK)
    return int(legs.aggregate(fen=Sum("amount_fen"))["fen"] or 0)
