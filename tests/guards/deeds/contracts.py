"""Texts of contracts in which `own` gives the technology to a third organisation."""

from collections.abc import Callable
from datetime import date
from typing import Any

from accounts.actor import Actor
from marketplace.contracts import commands
from marketplace.contracts.models import Deed, DeedFlag, DeedVersion, Handover, RightStep, Termination
from marketplace.core.clock import frozen
from tests.accounts.factories import verified
from tests.contracts import factories as contracts
from tests.contracts.factories import DRAFTED, PAID, SIGNED, SWEEP
from tests.guards.cast import Cast
from tests.guards.deeds.rows import Arguments, OfWhoTries, row

LATER = frozen("2027-05-10T10:00:00")
MONOPOLY = {"other": "乙方对技术的改进成果应无偿提供给甲方。"}
FILE = OfWhoTries(lambda actor: contracts.stored(actor) if actor.user else None)
FILES = OfWhoTries(lambda actor: [contracts.stored(actor)] if actor.user else [])


def drafted(cast: Cast, **fields: Any) -> Deed:
    return contracts.drafted(provider=cast.own, client=verified(), **fields)


def to_own(cast: Cast) -> Deed:
    """A text in which `own` is the other side."""
    return contracts.drafted(provider=verified(), client=cast.own)


def in_force(cast: Cast) -> Deed:
    return contracts.in_force(drafted(cast))


def paid(cast: Cast) -> Deed:
    deed = in_force(cast)
    commands.note_paid(deed=deed, actor=SWEEP, clock=PAID)
    return deed


def proposed_to_own(cast: Cast) -> DeedVersion:
    return contracts.proposed(drafted(cast), MONOPOLY)


def proposed_by_own(cast: Cast) -> DeedVersion:
    deed = drafted(cast)
    return contracts.proposed(deed, {"breach": "示范违约责任。"}, by=cast["own.agt"])


@row("contracts.propose_version")
def propose_version(cast: Cast) -> Arguments:
    deed = drafted(cast)
    assert deed.current
    text = deed.current.content.with_clauses(breach="示范违约责任。")
    return {"deed": deed, "text": text, "note": "示范修改", "points": [], "clock": DRAFTED}


@row("contracts.agree_version")
def agree_version(cast: Cast) -> Arguments:
    return {"version": proposed_to_own(cast), "points": [], "clock": DRAFTED}


@row("contracts.decline_version")
def decline_version(cast: Cast) -> Arguments:
    return {"version": proposed_to_own(cast), "answer": "示范理由", "clock": DRAFTED}


@row("contracts.withdraw_version")
def withdraw_version(cast: Cast) -> Arguments:
    return {"version": proposed_by_own(cast), "clock": DRAFTED}


@row("contracts.declare_points")
def declare_points(cast: Cast) -> Arguments:
    return {"version": drafted(cast).current, "points": ["tying"], "clock": DRAFTED}


def flagged(cast: Cast) -> DeedFlag:
    """Words of the other side, which `own` answers."""
    return proposed_to_own(cast).flags.get()


@row("contracts.answer_flag")
def answer_flag(cast: Cast) -> Arguments:
    return {"flag": flagged(cast), "lawful": True, "answer": "示范理由", "clock": DRAFTED}


def supplement(cast: Cast) -> DeedVersion:
    """Agreed, and signed by the other side."""
    deed = in_force(cast)
    version = contracts.proposed(deed, {"confidentiality": "保密期限为五年。"}, by=contracts.client(deed))
    commands.agree_version(version=version, points=(), actor=contracts.provider(deed), clock=SIGNED)
    commands.sign_supplement(version=version, actor=contracts.client(deed), clock=SIGNED)
    return version


@row("contracts.sign_supplement")
def sign_supplement(cast: Cast) -> Arguments:
    return {"version": supplement(cast), "clock": SIGNED}


@row("contracts.hand_in")
def hand_in(cast: Cast) -> Arguments:
    return {"milestone": in_force(cast).milestones.get(), "note": "示范交付", "handed": FILES, "clock": PAID}


def handed_to_own(cast: Cast) -> Handover:
    return contracts.handed_in(contracts.in_force(to_own(cast)))


@row("contracts.accept_handover")
def accept_handover(cast: Cast) -> Arguments:
    return {"handover": handed_to_own(cast), "clock": PAID}


@row("contracts.return_handover")
def return_handover(cast: Cast) -> Arguments:
    return {"handover": handed_to_own(cast), "answer": "示范理由", "clock": PAID}


@row("contracts.file_step")
def file_step(cast: Cast) -> Arguments:
    told = {"filed_date": date(2027, 4, 14), "reference": "示范受理 1 号", "side": "provider", "file": FILE}
    return {"step": paid(cast).steps.get(), "clock": PAID, **told}


def filed(cast: Cast) -> RightStep:
    return commands.file_step(actor=cast["own.agt"], **file_step(cast) | {"file": None})


@row("contracts.register_step")
def register_step(cast: Cast) -> Arguments:
    told = {"registered_date": date(2027, 5, 10), "notice_number": "示范通知书 1 号", "file": FILE}
    return {"step": filed(cast), "clock": LATER, **told}


@row("contracts.propose_termination")
def propose_termination(cast: Cast) -> Arguments:
    told = {"ground": "agreed", "reason": "示范理由", "settlement": "示范善后"}
    return {"deed": in_force(cast), "clock": PAID, **told}


def termination(deed: Deed, ground: str, by: Callable[[Deed], Actor]) -> Termination:
    told = {"ground": ground, "reason": "示范理由", "settlement": "示范善后"}
    return commands.propose_termination(deed=deed, actor=by(deed), clock=PAID, **told)


@row("contracts.agree_termination")
def agree_termination(cast: Cast) -> Arguments:
    return {"termination": termination(in_force(cast), "agreed", contracts.client), "clock": PAID}


@row("contracts.answer_termination")
def answer_termination(cast: Cast) -> Arguments:
    noticed = termination(in_force(cast), "refusal", contracts.client)
    return {"termination": noticed, "answer": "示范理由", "clock": PAID}


@row("contracts.withdraw_termination")
def withdraw_termination(cast: Cast) -> Arguments:
    return {"termination": termination(in_force(cast), "refusal", contracts.provider), "clock": PAID}


def objected(cast: Cast) -> Termination:
    return commands.answer_termination(actor=cast["own.agt"], **answer_termination(cast))


@row("contracts.confirm_termination")
def confirm_termination(cast: Cast) -> Arguments:
    return {"termination": objected(cast), "answer": "示范调解书 1 号", "clock": PAID}
