"""Rows of the pages of contracts."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from marketplace.core.clock import FrozenClock
from tests.contracts.factories import DRAFTED, PAID, SIGNED
from tests.files.factories import pdf
from tests.guards.cast import Cast
from tests.guards.deeds import contracts as deeds
from tests.guards.doors import Call

Page = Callable[[Cast], Call]


def about(make: Callable[[Cast], Any], form: Any = None, at: FrozenClock = DRAFTED) -> Page:
    return lambda cast: Call({"number": make(cast).number}, body=form, at=at)


def upload() -> SimpleUploadedFile:
    return SimpleUploadedFile("示范.pdf", pdf(), "application/pdf")


def supplement(cast: Cast) -> Call:
    version = deeds.supplement(cast)
    return Call({"number": version.number}, body={"sha256": version.sha256}, at=SIGNED)


CONTRACT_PAGES: dict[str, Page] = {
    "GET contracts/": lambda cast: Call(at=DRAFTED),
    "GET contracts/signatures/": lambda cast: Call(at=DRAFTED),
    "GET contracts/signing/": lambda cast: Call(at=DRAFTED),
    "GET contracts/signing/program/": lambda cast: Call(at=DRAFTED),
    "GET contracts/versions/<number>/sign/": about(lambda cast: deeds.drafted(cast).current),
    "GET contracts/<number>/": about(deeds.in_force, at=PAID),
    "GET contracts/<number>/ (with a proposal)": about(lambda cast: deeds.proposed_to_own(cast).deed),
    "GET contracts/<number>/ (disputed)": about(lambda cast: deeds.objected(cast).deed, at=PAID),
    "GET contracts/<number>/propose/": about(deeds.drafted),
    "POST contracts/<number>/propose/": about(
        deeds.drafted,
        {
            "note": "示范修改",
            "answer_days": "20",
            "silence": "venue",
            "clauses.plan": "示范计划。",
            "clauses.acceptance": "示范验收。",
            "clauses.ownership": "示范归属。",
            "clauses.confidentiality": "示范保密。",
            "clauses.warranty": "示范担保。",
            "clauses.priority": "示范优先。",
            "clauses.owners": "示范同意。",
            "clauses.breach": "示范违约责任。",
            "clauses.disputes": "示范争议。",
            "clauses.definitions": "示范定义。",
            "clauses.project": "示范项目",
        },
    ),
    "POST contracts/versions/<number>/answer/": about(
        deeds.proposed_to_own, {"answer": "decline", "reason": "示范理由"}
    ),
    "POST contracts/versions/<number>/declare/": about(lambda cast: deeds.drafted(cast).current, {"points": "tying"}),
    "POST contracts/versions/<number>/sign/": supplement,
    "POST contracts/flags/<number>/answer/": about(deeds.flagged, {"lawful": "yes", "answer": "示范理由"}),
    "POST contracts/milestones/<number>/hand-in/": about(
        lambda cast: deeds.in_force(cast).milestones.get(), {"note": "示范交付", "file": upload}, PAID
    ),
    "POST contracts/handovers/<number>/answer/": about(
        deeds.handed_to_own, {"answer": "return", "reason": "示范理由"}, PAID
    ),
    "POST contracts/steps/<number>/file/": about(
        lambda cast: deeds.paid(cast).steps.get(),
        {"filed_date": "2027-04-14", "reference": "示范受理 1 号", "side": "provider"},
        PAID,
    ),
    "POST contracts/steps/<number>/register/": about(
        deeds.filed, {"registered_date": "2027-05-10", "notice_number": "示范通知书 1 号"}, deeds.LATER
    ),
    "POST contracts/<number>/terminate/": about(
        deeds.in_force, {"ground": "agreed", "reason": "示范理由", "settlement": ""}, PAID
    ),
    "POST contracts/terminations/<number>/answer/": about(
        lambda cast: deeds.answer_termination(cast)["termination"], {"answer": "object", "reason": "示范理由"}, PAID
    ),
}
