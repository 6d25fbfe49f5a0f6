"""Bringing rows of another system in: what is new lands, what is known stays, what contradicts waits for a decision."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.catalogue.importing.faults import Fault, RowFault
from marketplace.catalogue.importing.reading import Row
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import require
from marketplace.core.prepared import execute
from marketplace.core.states import atomic
from marketplace.network import rules
from marketplace.network.commands.effects import take_effect
from marketplace.network.comparing import Given, Key, Verdict, given, known_of
from marketplace.network.models import Mark, PartnerRecord, Reading, Transfer
from marketplace.network.shapes import Content, Reader

BATCH = 200
FAULTS_KEPT = 200
SAMPLE = 10
LANDING_LOCK = 0x2E7


@dataclass(slots=True)
class Outcome:
    """What became of the rows so far."""

    lines: int = 0  # how far the reading will come
    line: int = 0  # how far it has come
    landed: int = 0
    unchanged: int = 0
    conflicting: int = 0
    bad: int = 0
    faults: list[Fault] = field(default_factory=list)  # of the first bad rows
    sample: list[Content] = field(default_factory=list)  # of the first good rows

    def blame(self, faults: Sequence[Fault]) -> None:
        self.bad += 1
        self.faults += faults[: FAULTS_KEPT - len(self.faults)]

    def count(self, verdict: Verdict) -> None:
        self.unchanged += verdict.known
        self.conflicting += bool(verdict.reason)
        self.landed += not (verdict.known or verdict.reason)


def bring_in(
    *,
    exchange: str,
    kind: str,
    rows: Iterable[Row | Fault],
    lines: int = 0,
    transfer: Transfer | None = None,
    actor: Actor,
    clock: Clock,
    report: Callable[[Outcome], None] = lambda outcome: None,
) -> Outcome:
    """Land the rows of one kind of an exchange's own system; each batch is a transaction, and a second time nothing changes.

    A row is known again by exchange, original number, kind and content. One that contradicts what is known, or whose
    project is a case of ours or of another exchange, is kept as a conflict and changes nothing. Raises Forbidden.
    """
    require(rules.may_bring_in, actor, exchange)
    outcome = Outcome(lines=lines)
    report(outcome)
    readable = _readable(kind, rows, clock, outcome)
    while batch := list(islice(readable, BATCH)):
        _land(exchange=exchange, kind=kind, rows=batch, transfer=transfer, outcome=outcome, actor=actor, clock=clock)
        report(outcome)
    outcome.line = max(outcome.line, lines)
    report(outcome)
    return outcome


def look_at(*, exchange: str, kind: str, rows: Iterable[Row | Fault], lines: int, clock: Clock) -> Outcome:
    """What would become of the rows; nothing is written."""
    outcome = Outcome(lines=lines)
    good = list(_readable(kind, rows, clock, outcome))
    known = known_of(exchange, kind, good)
    for row in good:
        outcome.count(known.judge(row))
    outcome.sample = [row.content for row in good[:SAMPLE]]
    return outcome


def _readable(kind: str, rows: Iterable[Row | Fault], clock: Clock, outcome: Outcome) -> Iterator[Given]:
    """The rows that can be read; the others are noted in `outcome`."""
    reader, today = Reader(kind), clock.read().astimezone(SHANGHAI).date()
    for row in rows:
        if isinstance(row, Fault):
            outcome.line = row.line
            outcome.blame([row])
            continue
        line, cells = row
        outcome.line = line
        try:
            content = reader.read(cells)
            _refuse_future(content, today)
            yield given(line, kind, content)
        except RowFault as wrong:
            outcome.blame([Fault(line, column, reason) for column, reason in wrong.faults])


def _refuse_future(content: Content, today: date) -> None:
    if content.get("deal_date", "") > today.isoformat():
        raise RowFault([(str(_("成交日期")), _("成交日期不得晚于今天。"))])


@atomic
def _land(
    *,
    exchange: str,
    kind: str,
    rows: Sequence[Given],
    transfer: Transfer | None,
    outcome: Outcome,
    actor: Actor,
    clock: Clock,
) -> None:
    """One batch; whoever lands at the same time waits, so that of two that contradict each other one stands against the other."""
    execute("SELECT pg_advisory_xact_lock(%s)", [LANDING_LOCK])
    now = clock.read()
    known = known_of(exchange, kind, rows)
    judged = [(row, known.judge(row)) for row in rows]
    new = [(row, verdict) for row, verdict in judged if not verdict.known]
    records = _records(exchange, kind, new, known.records, now)
    readings = [_reading(records[row.key], row, verdict, transfer, actor, now) for row, verdict in new]
    Reading.objects.bulk_create(readings)
    landing = [(records[row.key], row) for row, verdict in new if not verdict.reason]
    Mark.objects.bulk_create(
        [Mark(record=record, value=mark) for record, row in landing for mark in row.marks], ignore_conflicts=True
    )
    for record, row in landing:
        take_effect(record, row.content, actor, clock)
    for _row, verdict in judged:
        outcome.count(verdict)
    _tell(readings, actor)


def _records(
    exchange: str, kind: str, new: Sequence[tuple[Given, Verdict]], known: dict[Key, PartnerRecord], now: datetime
) -> dict[Key, PartnerRecord]:
    """The record of every row, made where there is none."""
    made: dict[Key, PartnerRecord] = {}
    for row, _verdict in new:
        if row.key not in known and row.key not in made:
            number, part = row.key
            told = {"original_number": number, "part": part, "title": row.content["title"], "received_at": now}
            made[row.key] = PartnerRecord(exchange=exchange, kind=kind, **told)
    PartnerRecord.objects.bulk_create(made.values())
    return known | made


def _reading(
    record: PartnerRecord, row: Given, verdict: Verdict, transfer: Transfer | None, actor: Actor, now: datetime
) -> Reading:
    return Reading(
        record=record,
        content=row.content,
        content_hash=row.digest,
        state=Reading.State.CONFLICTING if verdict.reason else Reading.State.CURRENT,
        reason=verdict.reason,
        own=verdict.own,
        other_id=verdict.other_id,
        transfer=transfer,
        received_at=now,
        received_from=actor.ref,
    )


def _tell(readings: Sequence[Reading], actor: Actor) -> None:
    lines = [(one.record, {"reading": one.number, "reason": one.reason}) for one in readings]
    landed = [line for line in lines if not line[1]["reason"]]
    audit.record_many("network.record_received", lines=landed, actor=actor, private=True)
    audit.record_many(
        "network.conflict_found", lines=[line for line in lines if line[1]["reason"]], actor=actor, private=True
    )
