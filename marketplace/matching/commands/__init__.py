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
from marketplace.matching.commands.quality import count_quality
from marketplace.matching.commands.silences import close_silence, nudge, raise_silence, take_silence
from marketplace.matching.commands.teaching import keep_ranking

__all__ = [
    "Proposal",
    "accept",
    "close_silence",
    "count_quality",
    "decline",
    "end_contact",
    "finish_step",
    "keep_ranking",
    "lapse",
    "note_contract",
    "nudge",
    "plan_step",
    "propose",
    "raise_silence",
    "report_outcome",
    "take_silence",
    "write_message",
]
