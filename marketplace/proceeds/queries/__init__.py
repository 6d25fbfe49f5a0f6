from marketplace.proceeds.queries.holdings import Holding, holdings
from marketplace.proceeds.queries.reading import (
    deal,
    distribution,
    distributions_for,
    payable,
    payable_for,
    payout,
    payouts_for,
    reward_rule,
    reward_rules_for,
    team,
    teams_for,
    thing,
)
from marketplace.proceeds.queries.taxes import base_of

__all__ = [
    "Holding",
    "base_of",
    "deal",
    "distribution",
    "distributions_for",
    "holdings",
    "payable",
    "payable_for",
    "payout",
    "payouts_for",
    "reward_rule",
    "reward_rules_for",
    "team",
    "teams_for",
    "thing",
]
