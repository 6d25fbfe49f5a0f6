"""Every write of matching."""

from marketplace.matching.commands.answering import accept, decline
from marketplace.matching.commands.proposing import Proposal, lapse, propose

__all__ = ["Proposal", "accept", "decline", "lapse", "propose"]
