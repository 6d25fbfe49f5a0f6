"""What the desk keeps: cases with their steps, corrections, public notices."""

from marketplace.desk.models.case import Case
from marketplace.desk.models.check import Check, Verdict
from marketplace.desk.models.correction import Correction
from marketplace.desk.models.notice import NoticeKind, NoticeSubscription, PublicNotice
from marketplace.desk.models.stages import Stage, WaitingFor
from marketplace.desk.models.step import Step, StepKind

__all__ = [
    "Case",
    "Check",
    "Correction",
    "NoticeKind",
    "NoticeSubscription",
    "PublicNotice",
    "Stage",
    "Step",
    "StepKind",
    "Verdict",
    "WaitingFor",
]
