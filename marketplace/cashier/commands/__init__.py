"""Every write of the cashier's desk: a file per noun."""

from marketplace.cashier.commands.days import check_day, close_day, send_back_day
from marketplace.cashier.commands.deciding import confirm_proposal, reject_proposal
from marketplace.cashier.commands.lines import link_line, park_line, reopen_line
from marketplace.cashier.commands.proposing import propose_by_hand, propose_receipt, propose_return
from marketplace.cashier.commands.reporting import report_suspense
from marketplace.cashier.commands.statements import read_statement

__all__ = [
    "check_day",
    "close_day",
    "confirm_proposal",
    "link_line",
    "park_line",
    "propose_by_hand",
    "propose_receipt",
    "propose_return",
    "read_statement",
    "reject_proposal",
    "reopen_line",
    "report_suspense",
    "send_back_day",
]
