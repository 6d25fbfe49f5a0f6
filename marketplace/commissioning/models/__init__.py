from marketplace.commissioning.models.asking import CallAmendment, CallQuestion
from marketplace.commissioning.models.call import CallMode, CallState, Criterion, OpenCall
from marketplace.commissioning.models.engagement import Engagement, EngagementState, PaymentState, StagePayment
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
    "Engagement",
    "EngagementState",
    "NeedOffer",
    "NeedThread",
    "OfferedListing",
    "OfferedState",
    "OpenCall",
    "PaymentState",
    "Score",
    "Solution",
    "SolutionState",
    "StagePayment",
    "ThreadEnding",
    "ThreadSide",
    "ThreadState",
    "WorkKind",
]
