from marketplace.contracts.models.chain import RightStep, StepState
from marketplace.contracts.models.checklist import Declaration, DeedFlag, FlagState
from marketplace.contracts.models.choices import (
    KIND_OF,
    SUBTYPES,
    ContractKind,
    PaymentMode,
    Point,
    RoyaltyBase,
    Side,
    SigningMethod,
    Silence,
    Subtype,
)
from marketplace.contracts.models.deed import Deed, DeedSignature, DeedState, DeedVersion, VersionState
from marketplace.contracts.models.milestone import DeedMilestone, Handover, HandoverState, MilestoneState
from marketplace.contracts.models.termination import Ground, Termination, TerminationState

__all__ = [
    "KIND_OF",
    "SUBTYPES",
    "ContractKind",
    "Declaration",
    "Deed",
    "DeedFlag",
    "DeedMilestone",
    "DeedSignature",
    "DeedState",
    "DeedVersion",
    "FlagState",
    "Ground",
    "Handover",
    "HandoverState",
    "MilestoneState",
    "PaymentMode",
    "Point",
    "RightStep",
    "RoyaltyBase",
    "Side",
    "SigningMethod",
    "Silence",
    "StepState",
    "Subtype",
    "Termination",
    "TerminationState",
    "VersionState",
]
