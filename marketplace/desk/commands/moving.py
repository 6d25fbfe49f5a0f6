"""How every command moves a case: the locks, the guarded step, the line of history."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.core.errors import Invalid, Refused
from marketplace.core.states import lock
from marketplace.core.validation import words
from marketplace.desk.models import Case, Stage, Step, StepKind
from marketplace.desk.models.stages import MOVES, TABLE
from marketplace.desk.queries.limits import due_at

NOTE_MOST = 2_000  # characters
PIECES_MOST = 50
Piece = dict[str, str]


def hold(case: Case) -> None:
    """Lock the listing and then the case, in the order of every command of the market, and read both anew."""
    listing = case.listing
    lock(listing)
    lock(case)
    case.listing = listing


def refuse_elsewhere(case: Case, verb: str) -> None:
    """Raises Refused with where the case stands unless the stage table allows `verb`."""
    if not case.may_step(verb):
        raise case.elsewhere()


def refuse_if_anothers(case: Case, actor: Actor) -> None:
    """Raises Refused if a colleague handles the case: one wins, the other is told who."""
    if case.assignee is not None and case.assignee != actor.user:
        message = _("案件 {number} 由 {name} 承办。需要代办的，请先由其本人或复核员移交。")
        raise Refused(message.format(number=case.number, name=case.assignee), code="case_taken")


def advance(
    case: Case,
    verb: str,
    now: datetime,
    actor: Actor,
    *,
    kind: str = StepKind.DONE,
    step: dict[str, Any],
    **changes: Any,
) -> Step:
    """Follow `verb` to its stage: who is waited for, by when, and the line of history with what `step` says."""
    before, target = case.stage, MOVES[verb][1]
    ends_at = due_at(case, target, now)
    case.step_to(verb, stage_since=now, waiting_for=TABLE[target].waiting_for, due_at=ends_at, **changes)
    return note_step(case, kind, now, actor, stage=before, due_at=ends_at, **step)


def note_step(case: Case, kind: str, now: datetime, actor: Actor | None, *, stage: str = "", **said: Any) -> Step:
    """Write a line of history; without an actor who is a person it is the system's."""
    by = actor.user if actor is not None else None
    return Step.objects.create(
        case=case, kind=kind, stage=stage or case.stage, to_stage=case.stage, at=now, by=by, **said
    )


def checked_pieces(pieces: Sequence[Piece], *, lack: str) -> list[Piece]:
    """What is missing or wrong as structured lines. Raises Invalid for `pieces` without one, or with one that says nothing."""
    if not pieces:
        raise Invalid(fields={"pieces": [lack]})
    if len(pieces) > PIECES_MOST:
        raise Invalid(fields={"pieces": [_("最多 {limit} 项。").format(limit=PIECES_MOST)]})
    rows = []
    for place, piece in enumerate(pieces):
        text = words(
            piece.get("text", ""), field=f"pieces.{place}.text", most=2_000, lack=_("请写明缺什么、怎样补正。")
        )
        code = words(piece.get("code", ""), field=f"pieces.{place}.code", most=30)
        rows.append({"code": code, "text": text})
    return rows


def pieces_as_text(pieces: Sequence[Piece]) -> str:
    """As the listing keeps them: numbered, unless there is one."""
    if len(pieces) == 1:
        return pieces[0]["text"]
    return "\n".join(f"{place}. {piece['text']}" for place, piece in enumerate(pieces, 1))


def stage_name(stage: str) -> str:
    return str(Stage(stage).label)
