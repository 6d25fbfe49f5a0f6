"""What a bid reads: the statements of the hot path."""

from dataclasses import dataclass
from datetime import datetime

from accounts.actor import Actor
from marketplace.core.clock import SHANGHAI
from marketplace.core.prepared import execute
from marketplace.trading.bidding import Standing, Terms
from marketplace.trading.models import Sale
from marketplace.trading.models.sale import BY_ENVELOPE
from marketplace.trading.rules import Bidder

# The statements of a bid are written by hand: every bidder of a sale waits for the row that the first of them locks.
#
# Bidders queue at an advisory lock before the row. At a row that changes with every bid PostgreSQL would wake all who wait
# at each commit, and who comes next would be chance; here one is woken, and bids are judged in the order of their arrival.
LOCKED = """
    WITH turn AS MATERIALIZED (SELECT pg_advisory_xact_lock(2845, %(sale)s::integer))
    SELECT number, state, start_fen, increment_fen, opens_at, free_ends_at, extension_seconds, registration_ends_at, leading_fen,
        leading_rank, ends_at, bid_count, method
    FROM turn, trading_sale WHERE id = %(sale)s FOR NO KEY UPDATE OF trading_sale
"""

# Whether the organisation is registered and in good standing, the person belongs neither to the seller nor to an exchange, and
# a mandate of his covers this price today (R-DSK-09): asked here, so that a bid costs no statement more.
BIDDER = """
    SELECT bidder.id, bidder.code, bidder.state = 'qualified' AND organisation.state = 'verified', EXISTS (
        SELECT FROM accounts_membership AS membership JOIN accounts_organisation AS other ON other.id = membership.organisation_id
        WHERE membership.user_id = %(user)s AND membership.ended_at IS NULL AND (
            other.kind = 'exchange'
            OR other.id = listing.lister_id
            OR EXISTS (SELECT FROM catalogue_ownership WHERE listing_id = listing.id AND organisation_id = other.id)
        )
    ), EXISTS (
        SELECT FROM accounts_authorisation AS mandate
        WHERE mandate.user_id = %(user)s AND mandate.organisation_id = bidder.organisation_id AND mandate.state = 'confirmed'
            AND %(today)s BETWEEN mandate.valid_from AND mandate.valid_to
            AND mandate.scopes && '{bid,all}' AND (mandate.limit_fen IS NULL OR mandate.limit_fen >= %(price_fen)s)
    ), bidder.rank
    FROM trading_registration AS bidder
    JOIN accounts_organisation AS organisation ON organisation.id = bidder.organisation_id
    JOIN trading_sale AS sale ON sale.id = bidder.sale_id
    JOIN catalogue_listing AS listing ON listing.id = sale.listing_id
    WHERE bidder.sale_id = %(sale)s AND bidder.organisation_id = %(organisation)s
"""


@dataclass(frozen=True, slots=True)
class LockedSale:
    """A sale as its locked row says it: what a bid is judged by."""

    number: str
    running: bool
    waits: bool  # for its opening, which decides whether there is any bidding (R-BID-14)
    terms: Terms
    standing: Standing
    bid_count: int
    by_envelope: bool


def lock_for_bid(sale: Sale) -> LockedSale:
    """Lock a sale until the end of the transaction and read what a bid needs, in one statement."""
    [row] = execute(LOCKED, {"sale": sale.pk})
    (
        number,
        state,
        start,
        increment,
        opens_at,
        free_ends_at,
        extension,
        joining,
        leading,
        rank,
        ends_at,
        count,
        method,
    ) = row
    terms = Terms(start, increment, opens_at, free_ends_at, extension)
    standing = Standing(leading, ends_at, rank, state == Sale.State.PAUSED)
    waits = state == Sale.State.ANNOUNCED and joining is not None
    return LockedSale(number, state in Sale.RUNNING, waits, terms, standing, count, method in BY_ENVELOPE)


def bidder_of(sale: Sale, actor: Actor, price_fen: int, now: datetime) -> Bidder | None:
    """The registration of the organisation that the actor acts for, as it stands towards a bid of `price_fen` fen at `now`."""
    if actor.user is None or actor.organisation is None:
        return None
    asked = {"user": actor.user.pk, "sale": sale.pk, "organisation": actor.organisation.pk, "price_fen": price_fen}
    row = execute(BIDDER, asked | {"today": now.astimezone(SHANGHAI).date()}).fetchone()
    return Bidder(*row) if row else None
