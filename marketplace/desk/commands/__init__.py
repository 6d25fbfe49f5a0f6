"""Every write of the desk: a file per noun."""

from marketplace.desk.commands.applying import apply, supply, withdraw
from marketplace.desk.commands.archiving import archive
from marketplace.desk.commands.assigning import assign, take
from marketplace.desk.commands.corrections import approve_correction, propose_correction, reject_correction
from marketplace.desk.commands.examining import examine, publish, refer_back, return_application
from marketplace.desk.commands.halting import halt_offer
from marketplace.desk.commands.notices import end_subscription, post_notice, subscribe, unsubscribe
from marketplace.desk.commands.opening import open_case, take_over_listings
from marketplace.desk.commands.papers import attach_paper, hand_in_paper
from marketplace.desk.commands.passing import pass_stage, prolong_offer
from marketplace.desk.commands.reviewing import accept, request_pieces, send_back, tick_check

__all__ = [
    "accept",
    "apply",
    "approve_correction",
    "archive",
    "assign",
    "attach_paper",
    "end_subscription",
    "examine",
    "halt_offer",
    "hand_in_paper",
    "open_case",
    "pass_stage",
    "post_notice",
    "prolong_offer",
    "propose_correction",
    "publish",
    "refer_back",
    "reject_correction",
    "request_pieces",
    "return_application",
    "send_back",
    "subscribe",
    "supply",
    "take",
    "take_over_listings",
    "tick_check",
    "unsubscribe",
    "withdraw",
]
