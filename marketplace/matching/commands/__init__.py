"""Every write of matching."""

from marketplace.matching.commands.answering import accept, decline
from marketplace.matching.commands.contacts import (
    end_contact,
    finish_step,
    note_contract,
    plan_step,
    report_outcome,
    write_message,
)
from marketplace.matching.commands.proposing import Proposal, lapse, propose

__all__ = [
    "Proposal",
    "accept",
    "decline",
    "end_contact",
    "finish_step",
    "lapse",
    "note_contract",
    "plan_step",
    "propose",
    "report_outcome",
    "write_message",
]
