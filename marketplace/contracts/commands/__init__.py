"""Every write of the text of a contract: a file per noun."""

from marketplace.contracts.commands.chain import file_step, note_paid, register_step, remind_step
from marketplace.contracts.commands.checklist import answer_flag, declare_points
from marketplace.contracts.commands.drafting import draft, redraft
from marketplace.contracts.commands.ending import (
    agree_termination,
    answer_termination,
    confirm_termination,
    end_noticed,
    lapse_deed,
    propose_termination,
    withdraw_termination,
)
from marketplace.contracts.commands.performing import (
    accept_handover,
    hand_in,
    note_overdue,
    pursue_silence,
    return_handover,
)
from marketplace.contracts.commands.proposing import agree_version, decline_version, propose_version, withdraw_version
from marketplace.contracts.commands.signing import sign_deed, sign_supplement

__all__ = [
    "accept_handover",
    "agree_termination",
    "agree_version",
    "answer_flag",
    "answer_termination",
    "confirm_termination",
    "declare_points",
    "decline_version",
    "draft",
    "end_noticed",
    "file_step",
    "hand_in",
    "lapse_deed",
    "note_overdue",
    "note_paid",
    "propose_termination",
    "propose_version",
    "pursue_silence",
    "redraft",
    "register_step",
    "remind_step",
    "return_handover",
    "sign_deed",
    "sign_supplement",
    "withdraw_termination",
    "withdraw_version",
]
