"""Market time as a page needs it."""

from dataclasses import dataclass
from datetime import datetime

from marketplace.core import sandbox_clock
from marketplace.core.clock import market_clock


@dataclass(frozen=True, slots=True)
class Moment:
    """The market's time when the page was made; `frozen`: a sandbox in which it stands still, so nothing counts down."""

    now: datetime
    frozen: bool


def market_moment() -> Moment:
    sandbox = sandbox_clock.state()
    return Moment(sandbox.now, sandbox.frozen) if sandbox else Moment(market_clock.read(), False)
