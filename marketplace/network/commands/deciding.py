"""Deciding a conflict: ours stays, or theirs holds from now on. Nothing that came is lost either way."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import require
from marketplace.core.prepared import execute
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.network import rules
from marketplace.network.commands.effects import take_effect
from marketplace.network.commands.receiving import LANDING_LOCK
from marketplace.network.models import Mark, Reading
from marketplace.network.shapes import marks_of

REASON_MOST = 500


@atomic
def keep_ours(*, reading: Reading, reason: str, actor: Actor, clock: Clock) -> None:
    """Decline what came: what held goes on to hold. Raises Forbidden, Invalid without reasons, Refused if it was decided."""
    decision = _decision(reading, reason, actor, clock)
    reading.move("keep_ours", **decision)
    told = {"reading": reading.number, "reason": decision["decision"]}
    audit.record("network.ours_kept", subject=reading.record, actor=actor, private=True, **told)


@atomic
def take_theirs(*, reading: Reading, reason: str, actor: Actor, clock: Clock) -> None:
    """Let what came hold from now on; what held is kept as superseded. A case of ours is not changed by it.

    A notice on our board is corrected by an erratum, a deal waits for its check again. Raises Forbidden, Invalid without
    reasons, Refused if it was decided.
    """
    decision = _decision(reading, reason, actor, clock)
    record = reading.record
    held = record.readings.filter(state=Reading.State.CURRENT).first()
    if held is not None and reading.can("take_theirs"):
        held.move("supersede")
    reading.move("take_theirs", **decision)
    record.title = reading.content["title"]
    record.save(update_fields=["title"])
    record.marks.all().delete()
    marks = marks_of(record.kind, reading.content)
    Mark.objects.bulk_create([Mark(record=record, value=mark) for mark in marks])
    take_effect(record, reading.content, actor, clock)
    told = {"reading": reading.number, "reason": decision["decision"], "superseded": held.number if held else ""}
    audit.record("network.theirs_taken", subject=record, actor=actor, private=True, **told)


def _decision(reading: Reading, reason: str, actor: Actor, clock: Clock) -> dict[str, Any]:
    """Who decides, when and why, with the rows locked."""
    execute("SELECT pg_advisory_xact_lock(%s)", [LANDING_LOCK])
    lock(reading)
    now: datetime = clock.read()
    require(rules.may_decide, actor, reading)
    said = words(reason, field="reason", most=REASON_MOST, lack=_("请写明裁定理由。"))
    return {"decided_by": actor.user, "decided_at": now, "decision": said}
