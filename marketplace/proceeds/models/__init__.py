from marketplace.proceeds.models.distribution import Cost, Distribution, Payout, Receipt
from marketplace.proceeds.models.reward import DealKind, Member, RewardRule, Team

__all__ = ["Cost", "DealKind", "Distribution", "Member", "Payout", "Receipt", "RewardRule", "Team"]
