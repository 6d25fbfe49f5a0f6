"""Two labelled robots that bid against the visitor of a tour, each up to its limit and never against the other."""

from datetime import timedelta

from accounts.models import Organisation
from marketplace.core import sandbox_clock
from marketplace.core.clock import Clock
from marketplace.core.states import atomic, lock
from marketplace.sandbox import cast
from marketplace.sandbox.models import TourLot
from marketplace.trading.bidding import least_fen
from marketplace.trading.commands import Receipt, place_bid
from marketplace.trading.models import Sale

PATIENCE = timedelta(seconds=2)  # that a visitor sees his bid lead before it is answered


@atomic
def bid_as_robot(*, lot: TourLot, clock: Clock) -> Receipt | None:
    """Answer the visitor's lead with the next price of the robot that goes further, or open the bidding; None if no robot would.

    Only inside a sandbox and a lot of the tour. The bid itself is the market's `place_bid`, which decides alone.
    """
    lock(lot)  # two workers at once would let one robot bid against the other
    sale = Sale.objects.select_related("leading_registration__organisation").get(pk=lot.sale_id)
    state = sandbox_clock.state()
    if state is None or not sale.opens_at <= clock.read() < sale.ends_at or sale.state != Sale.State.OPEN:
        return None
    last = sale.bids.order_by("-sequence").first()
    if not state.frozen and clock.read() - (last.at if last else lot.prepared_at) < PATIENCE:
        return None
    robot = _next_robot(sale)
    return place_bid(sale=sale, price_fen=_price(sale), actor=cast.person(robot), clock=clock) if robot else None


def _next_robot(sale: Sale) -> str | None:
    """The robot that answers: none while a robot leads, or once the price is above every limit. They take turns."""
    leader = sale.leading_registration
    robots = {key: cast.person(key) for key in cast.ROBOTS}
    if leader and any(actor.acts_for(leader.organisation) for actor in robots.values()):
        return None
    willing = [key for key, limit_fen in cast.ROBOTS.items() if _price(sale) <= limit_fen]
    return min(willing, key=lambda key: _last_bid(sale, key, robots[key].organisation), default=None)


def _last_bid(sale: Sale, key: str, organisation: Organisation | None) -> tuple[int, str]:
    """Whose turn it is: the one that bid longest ago."""
    last = sale.bids.filter(registration__organisation=organisation).order_by("-sequence").first()
    return (last.sequence if last else 0, key)


def _price(sale: Sale) -> int:
    return least_fen(sale.terms, sale.standing)
