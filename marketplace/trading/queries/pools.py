"""Who has what of the fees of a deal: listing, referral, fund (R-FEE-14)."""

from collections.abc import Iterable
from datetime import datetime

from marketplace.fees.queries import revenue_share
from marketplace.trading.models import Instalment, Settlement, Share

Part = tuple[str, str, int]  # payee, its exchange, fen


def parts_for(accepted_at: datetime | None, venue: str, referrer: str, pool_fen: int) -> list[Part]:
    """The shares of a pool of fees, to the fen, by the weights of the day of acceptance (R-GEN-07)."""
    payees = ((Share.Payee.LISTING, venue), (Share.Payee.REFERRAL, referrer), (Share.Payee.FUND, ""))
    amounts = revenue_share(accepted_at).split(pool_fen)
    return [(payee, exchange, fen) for (payee, exchange), fen in zip(payees, amounts, strict=True)]


def parts_of(settlement: Settlement) -> list[Part]:
    """The shares of the whole pool, as they were drawn up."""
    return [(share.payee, share.exchange, share.amount_fen) for share in settlement.shares.order_by("pk")]


def in_place_of(settlement: Settlement, amounts: Iterable[int]) -> list[Part]:
    """Other amounts for the same payees, in their order: listing, referral, fund."""
    return [(payee, of, fen) for (payee, of, _whole), fen in zip(parts_of(settlement), amounts, strict=True)]


def parts_of_fees(settlement: Settlement, fees_fen: int) -> list[Part]:
    """The shares of as much of both fees as came; of the whole those that were drawn up."""
    if fees_fen == settlement.pool_fen:
        return parts_of(settlement)
    weights = revenue_share(settlement.sale.listing.accepted_at)
    return in_place_of(settlement, weights.split(fees_fen))


def parts_of_instalment(settlement: Settlement, instalment: Instalment) -> list[Part]:
    """What each exchange gets of this part's fees; over all parts exactly what was drawn up for the whole (R-GEN-07)."""
    parts = list(instalment.plan.instalments.order_by("position"))
    before = sum(part.pool_fen for part in parts[: instalment.position - 1])
    weights = revenue_share(settlement.sale.listing.accepted_at)
    last = instalment.position == len(parts)
    return in_place_of(settlement, weights.split_part(before, before + instalment.pool_fen, last=last))
