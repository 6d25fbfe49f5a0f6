from marketplace.proceeds.commands.distributing import (
    approve_distribution,
    draft_distribution,
    reject_distribution,
)
from marketplace.proceeds.commands.paying import mark_payout_paid, record_receipt
from marketplace.proceeds.commands.rewarding import draft_reward_rule, publish_reward_rule
from marketplace.proceeds.commands.teams import consent_to_team, propose_team, record_team_consent

__all__ = [
    "approve_distribution",
    "consent_to_team",
    "draft_distribution",
    "draft_reward_rule",
    "mark_payout_paid",
    "propose_team",
    "publish_reward_rule",
    "record_receipt",
    "record_team_consent",
    "reject_distribution",
]
