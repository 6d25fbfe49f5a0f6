"""One exchange verifies, sends back, suspends or reinstates; all four accept."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import NotRequired, TypedDict

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.commands.papers import refuse_if_lacking
from accounts.examining import RULE, Reading, faults_of_organisation, faults_of_person
from accounts.models import Examination, Fault, Kind, Organisation, Piece
from accounts.models.paper import papers_wanted
from accounts.queries.papers import in_words
from accounts.rules import may_suspend, may_verify
from marketplace.audit import commands as audit
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Invalid, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words

REASON_LENGTH = 500
NOTE_LENGTH = 200
Outcome = Examination.Outcome


class Returned(TypedDict):
    """One piece that must be mended: which (`Piece`), what is wrong (`Fault`), in words."""

    piece: str
    fault: str
    note: NotRequired[str]


@atomic
def verify_organisation(*, organisation: Organisation, reading: Reading, actor: Actor, clock: Clock) -> None:
    """Verify a pending organisation for all four exchanges, by what the officer read from its papers.

    Raises Forbidden for a person who belongs or belonged to it, Invalid by field where a paper differs from what was typed,
    has run out or is not there (R-DSK-08), Refused unless it is pending.
    """
    lock(organisation)
    now = clock.read()
    require(may_verify, actor, organisation)
    if organisation.can("verify"):
        refuse_if_lacking(organisation)
        _refuse_if_differing(organisation, reading, now.astimezone(SHANGHAI).date())
    organisation.move(
        "verify",
        verified_by=actor.exchange,
        verified_at=now,
        licence_valid_to=reading.licence_valid_to,
        return_reason="",
        return_pieces=[],
    )
    _keep(organisation, Outcome.VERIFIED, actor, now, reading=reading)
    audit.record("accounts.organisation_verified", subject=organisation, actor=actor, verified_by=actor.exchange)


def _refuse_if_differing(organisation: Organisation, reading: Reading, today: date) -> None:
    if organisation.kind == Kind.PERSON:
        faults = faults_of_person(reading, name=organisation.name, today=today)
    else:
        faults = faults_of_organisation(reading, name=organisation.name, uscc=organisation.uscc, today=today)
    if faults:
        raise Invalid(_("材料与登记信息核对不符，不能认证；请退回补正。"), fields=faults, rule=RULE)


def _keep(
    organisation: Organisation,
    outcome: Outcome,
    actor: Actor,
    now: datetime,
    *,
    reading: Reading | None = None,
    pieces: Sequence[Returned] = (),
) -> None:
    read = (
        {name: str(value) if isinstance(value, date) else value for name, value in asdict(reading).items()}
        if reading
        else {}
    )
    assert actor.user
    Examination.objects.create(
        organisation=organisation,
        officer=actor.user,
        exchange=actor.exchange,
        at=now,
        outcome=outcome,
        read=read,
        pieces=list(pieces),
    )


@atomic
def send_back_organisation(
    *,
    organisation: Organisation,
    reason: str = "",
    pieces: Sequence[Returned] = (),
    actor: Actor,
    clock: Clock,
) -> None:
    """Return a pending registration, naming every missing or wrong piece at once, and the rest in words.

    Raises Invalid without either, or for a piece or fault that does not exist.
    """
    lock(organisation)
    now = clock.read()
    require(may_verify, actor, organisation)
    listed = [_checked(organisation, one) for one in pieces]
    said = words(reason, field="reason", most=REASON_LENGTH) if listed else _said(reason)
    organisation.move("send_back", return_reason=said or in_words(listed)[:REASON_LENGTH], return_pieces=listed)
    _keep(organisation, Outcome.RETURNED, actor, now, pieces=listed)
    audit.record(
        "accounts.organisation_sent_back",
        subject=organisation,
        actor=actor,
        private=True,
        reason=organisation.return_reason,
        pieces=listed,
    )


def _checked(organisation: Organisation, one: Returned) -> Returned:
    if one["piece"] not in (*papers_wanted(organisation.kind), Piece.PARTICULARS) or one["fault"] not in Fault.values:
        raise Invalid(fields={"pieces": [_("没有这一项材料或问题，请从列表中选择。")]}, rule=RULE)
    lack = _("请说明具体问题。") if one["fault"] == Fault.OTHER else ""
    return {**one, "note": words(one.get("note", ""), field="pieces", most=NOTE_LENGTH, lack=lack)}


@atomic
def suspend_organisation(*, organisation: Organisation, reason: str, actor: Actor) -> None:
    """Take a verified organisation's right to act, on all four exchanges, with the reason."""
    lock(organisation)
    require(may_suspend, actor, organisation)
    organisation.move("suspend", suspension_reason=_said(reason))
    audit.record("accounts.organisation_suspended", subject=organisation, actor=actor, private=True, reason=reason)


@atomic
def reinstate_organisation(*, organisation: Organisation, actor: Actor) -> None:
    """Give a suspended organisation back its right to act."""
    lock(organisation)
    require(may_suspend, actor, organisation)
    organisation.move("reinstate", suspension_reason="")
    audit.record("accounts.organisation_reinstated", subject=organisation, actor=actor)


def _said(reason: str) -> str:
    """A reason that says something and fits."""
    lack = _("请写明原因，不超过 {length} 字。").format(length=REASON_LENGTH)
    return words(reason, field="reason", most=REASON_LENGTH, lack=lack)
