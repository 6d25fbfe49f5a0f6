"""Every write of the network: bringing in, deciding conflicts, deals closed elsewhere."""

from marketplace.network.commands.deals import check_deal, correct_deal, register_deal, send_back_deal
from marketplace.network.commands.deciding import keep_ours, take_theirs
from marketplace.network.commands.receiving import Outcome, bring_in, look_at
from marketplace.network.commands.transfers import receive_transfer, run_transfer, start_transfer

__all__ = [
    "Outcome",
    "bring_in",
    "check_deal",
    "correct_deal",
    "keep_ours",
    "look_at",
    "receive_transfer",
    "register_deal",
    "run_transfer",
    "send_back_deal",
    "start_transfer",
    "take_theirs",
]
