from marketplace.commissioning.models.asking import CallAmendment, CallQuestion
from marketplace.commissioning.models.call import CallMode, CallState, Criterion, OpenCall
from marketplace.commissioning.models.objection import CallObjection
from marketplace.commissioning.models.solution import Score, Solution, SolutionState
from marketplace.commissioning.models.thread import (
    NeedOffer,
    NeedThread,
    OfferedListing,
    OfferedState,
    ThreadEnding,
    ThreadSide,
    ThreadState,
    WorkKind,
)

__all__ = [
    "CallAmendment",
    "CallMode",
    "CallObjection",
    "CallQuestion",
    "CallState",
    "Criterion",
    "NeedOffer",
    "NeedThread",
    "OfferedListing",
    "OfferedState",
    "OpenCall",
    "Score",
    "Solution",
    "SolutionState",
    "ThreadEnding",
    "ThreadSide",
    "ThreadState",
    "WorkKind",
]
