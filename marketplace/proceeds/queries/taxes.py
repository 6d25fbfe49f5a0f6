"""What of a reward in cash counts into the month's wages, estimated for the payee himself (R-TAX-04, R-TAX-06)."""

from datetime import datetime

from accounts.models import Kind
from marketplace.core.clock import SHANGHAI
from marketplace.proceeds.models import Payout
from marketplace.registry.models import Filing
from marketplace.registry.taxing import RewardBase, RewardFacts, reward_base
from marketplace.rulebook.models import Family
from marketplace.rulebook.queries import deadline, version_in_force

NON_PROFIT = frozenset({Kind.UNIVERSITY, Kind.INSTITUTE})


def base_of(payout: Payout, now: datetime) -> RewardBase | None:
    """The taxable base as it would be if it were paid today, or was on the day it was paid; None for what is no reward."""
    distribution = payout.distribution
    if (
        payout.role != Payout.Role.CONTRIBUTOR
        or payout.amount_fen < 0
        or distribution.in_shares
        or distribution.payment
    ):
        return None  # the rule is about rewards in cash out of a transfer or a licence
    version = version_in_force(now, distribution.exchange, Family.REGISTRY)
    paid = payout.paid_date or now.astimezone(SHANGHAI).date()
    months = version.value("R-TAX-04", "payment_months")
    registered = Filing.objects.filter(contract__sale=distribution.sale, state=Filing.State.REGISTERED)
    is_registered = distribution.sale is not None and registered.exists()  # a licence is registered apart, if at all
    facts = RewardFacts(
        non_profit=distribution.unit.kind in NON_PROFIT,
        registered=is_registered,
        announced=_announced(payout, now, version.value("R-TAX-04", "announcement_working_days")),
        paid_date=paid,
        pay_by=deadline(payout.income_date, months=months).date,
    )
    return reward_base(payout.amount_fen, facts, version)


def _announced(payout: Payout, now: datetime, days: int) -> bool:
    first = payout.distribution.announced_date
    return first is not None and deadline(first, working_days=days).at <= now
