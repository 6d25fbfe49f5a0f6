"""The time limits that run on sales, on what is negotiated, and on deals."""

from marketplace.rulebook.time_limits import register
from marketplace.trading.clocks import bidding, deals, negotiating

register(*bidding.LIMITS, *deals.LIMITS, *negotiating.LIMITS)
