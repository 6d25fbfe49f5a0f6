from marketplace.cashier.models.day import Day, DayDifference
from marketplace.cashier.models.line import BankLine, BankLineQuerySet, Direction, LinePosting
from marketplace.cashier.models.proposal import Action, Proposal
from marketplace.cashier.models.statement import BankStatement

__all__ = [
    "Action",
    "BankLine",
    "BankLineQuerySet",
    "BankStatement",
    "Day",
    "DayDifference",
    "Direction",
    "LinePosting",
    "Proposal",
]
