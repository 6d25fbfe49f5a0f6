from marketplace.commissioning.models.asking import CallAmendment, CallQuestion
from marketplace.commissioning.models.call import CallMode, CallState, Criterion, OpenCall
from marketplace.commissioning.models.objection import CallObjection
from marketplace.commissioning.models.solution import Score, Solution, SolutionState

__all__ = [
    "CallAmendment",
    "CallMode",
    "CallObjection",
    "CallQuestion",
    "CallState",
    "Criterion",
    "OpenCall",
    "Score",
    "Solution",
    "SolutionState",
]
