"""Bringing whole files in: good rows land in batches, bad ones are told, a second time nothing changes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Any, BinaryIO

from django.db.models import Model
from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.catalogue import rules
from marketplace.catalogue.commands import needs, publishing
from marketplace.catalogue.importing.columns import TOLD
from marketplace.catalogue.importing.faults import Fault, FileFault, Rejected, RowFault
from marketplace.catalogue.importing.headings import COLUMNS_MAX
from marketplace.catalogue.importing.listing_rows import ListingReader
from marketplace.catalogue.importing.need_rows import NeedReader
from marketplace.catalogue.importing.reading import Row, Table, open_table
from marketplace.catalogue.importing.rows import Destination, Part, Ready
from marketplace.catalogue.models import Inventor, Listing, Need, Ownership, Right, Source
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Invalid, require
from marketplace.core.states import atomic, lock

BATCH = 500
FAULTS_KEPT = 1_000
COUNTS = ("rows", "line", "landed", "unchanged", "bad")


@dataclass(slots=True)
class Outcome:
    """What became of a file so far: rows that landed, that were there already, that are wrong."""

    lines: int  # how far the reading will come
    line: int = 0  # how far it has come
    rows: int = 0  # how many rows were read, those of an earlier run among them
    landed: int = 0
    unchanged: int = 0
    bad: int = 0
    faults: list[Fault] = field(default_factory=list)  # of the first bad rows

    def blame(self, faults: Sequence[Fault]) -> None:
        self.bad += 1
        self.faults += faults[: FAULTS_KEPT - len(self.faults)]

    def counts(self) -> dict[str, int]:
        """What a run that takes up the work needs to know."""
        return {name: getattr(self, name) for name in COUNTS}

    def take_up(self, counts: Mapping[str, int]) -> None:
        """Go on from what an earlier run has kept."""
        for name in COUNTS:
            setattr(self, name, counts.get(name, 0))


Keep = Callable[[Outcome, Sequence[Rejected]], None]


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file holds and how it lands."""

    model: type[Listing] | type[Need]
    reader: Callable[[Destination], ListingReader | NeedReader]
    times: tuple[str, ...]  # the fields that hold the instant of landing
    verb: str
    facts: Callable[[Any], dict[str, Any]]


KINDS = {
    "listings": Kind(
        Listing,
        ListingReader,
        ("created_at", "published_at"),
        "catalogue.listing_published",
        publishing.public_facts,
    ),
    "needs": Kind(Need, NeedReader, ("posted_at",), "catalogue.need_posted", needs.public_facts),
}


def import_file(
    *,
    file: BinaryIO,
    name: str,
    kind: str,
    source: str,
    destination: Destination,
    actor: Actor,
    clock: Clock,
    report: Callable[[Outcome], None] = lambda outcome: None,
    keep: Keep = lambda outcome, rejected: None,
    done: Mapping[str, int] | None = None,
) -> Outcome:
    """Land the rows of `file` (its kind told by the ending of `name`) as unverified `listings` or `needs`.

    Each batch is a transaction: what stops the import (an error of `report`, Ctrl-C, a crash) leaves whole batches, and
    the next run goes on, since a row is known by `source` and content. `keep` is called in that transaction, with the rows
    that it rejects; `done`, the counts of an outcome that it kept, lets a run begin where another broke off.
    Raises Forbidden, or FileFault for the whole file.
    """
    require(rules.may_import, actor)
    require(rules.may_land_under, actor, destination.organisation)
    what = KINDS[kind]
    destination = _declared(destination, clock)
    table = _opened(file, name, kind)
    outcome = Outcome(table.lines)
    outcome.take_up(done or {})
    report(outcome)
    rows = islice(table.rows, outcome.rows, None)
    reader, origin = what.reader(destination), _source(destination, source)
    while batch := list(islice(rows, BATCH)):
        ready, rejected = _sorted(reader, batch, outcome)
        _land(what, origin, ready, rejected, outcome, actor, clock, keep)
        report(outcome)
    outcome.line = outcome.lines
    report(outcome)
    return outcome


def _opened(file: BinaryIO, name: str, kind: str) -> Table:
    if kind != "listings" and name.lower().endswith(".xml"):
        raise FileFault(_("专利 XML 只能作为成果导入。"))
    return open_table(file, name)


@dataclass(frozen=True, slots=True)
class Look:
    """What the first rows of a file are like: those that would land, and those that would not."""

    outcome: Outcome
    ready: list[tuple[int, Ready]]  # with the line
    rejected: list[Rejected]


def headings_of(*, file: BinaryIO, name: str, kind: str, rows: int) -> list[str]:
    """The headings of the first `rows` rows in their order. Raises FileFault."""
    found: dict[str, None] = {}
    for row in islice(_opened(file, name, kind).rows, rows):
        if not isinstance(row, Fault):
            found |= dict.fromkeys(row[1])
    return [heading for heading in found if heading not in TOLD][:COLUMNS_MAX]


def check_file(*, file: BinaryIO, name: str, kind: str, destination: Destination, rows: int) -> Look:
    """Read the first `rows` rows without landing any; `landed` counts the good ones. Raises FileFault."""
    table = _opened(file, name, kind)
    outcome = Outcome(lines=table.lines)
    batch = list(islice(table.rows, rows))
    reader = KINDS[kind].reader(destination)
    ready, rejected = _sorted(reader, batch, outcome)
    outcome.landed = len(ready)
    return Look(outcome, ready, rejected)


def _declared(destination: Destination, clock: Clock) -> Destination:
    """With a declaration that the rows hold no secrets: whoever imports declares it, today, unless told otherwise (R-SEC-07)."""
    today = clock.read().astimezone(SHANGHAI).date()
    reviewed = destination.secrecy_reviewed_date or today
    if reviewed > today:
        message = _("保密审查日期不得晚于今天（规则 R-SEC-07）。")
        raise Invalid(fields={"secrecy_reviewed_date": [message]}, rule="R-SEC-07")
    reviewer = destination.secrecy_reviewer.strip() or _("导入人声明：内容均已公开")
    return replace(destination, secrecy_reviewer=reviewer[:60], secrecy_reviewed_date=reviewed)


def _sorted(
    reader: ListingReader | NeedReader, batch: Sequence[Row | Fault], outcome: Outcome
) -> tuple[list[tuple[int, Ready]], list[Rejected]]:
    """The rows of a batch that can land, with their lines, and those that cannot; counted in `outcome`."""
    ready, rejected = [], []
    for row in batch:
        outcome.rows += 1
        line, cells = (row.line, {}) if isinstance(row, Fault) else row
        outcome.line = line
        try:
            if not isinstance(row, Fault):
                ready.append((line, reader.read(cells)))
                continue
            faults = [row]
        except RowFault as wrong:
            faults = [
                Fault(line, column, reason, reader.columns.headings.field_of(column) or "")
                for column, reason in wrong.faults
            ]
        outcome.blame(faults)
        rejected.append(Rejected(outcome.rows, tuple(faults), cells))
    return ready, rejected


@atomic
def _source(destination: Destination, name: str) -> Source:
    if not 0 < len(name.strip()) <= 80:
        raise Invalid(fields={"source": [_("来源名称须为 1 至 80 字。")]})
    return Source.objects.get_or_create(organisation=destination.organisation, name=name.strip())[0]


@atomic
def _land(
    what: Kind,
    source: Source,
    ready: Sequence[tuple[int, Ready]],
    rejected: Sequence[Rejected],
    outcome: Outcome,
    actor: Actor,
    clock: Clock,
    keep: Keep,
) -> None:
    """Save the rows of a batch that are new. The lock of the source lets two imports of it take turns."""
    lock(source)
    now = clock.read()
    new = _without_known(what, source, [row for _line, row in ready])
    things = [row.thing for row in new]
    for thing in things:
        _date(thing, what, source, now)
    _save(what.model, things)
    _save_parts([part for row in new for part in row.parts])
    outcome.landed += len(new)
    outcome.unchanged += len(ready) - len(new)
    keep(outcome, rejected)
    audit.record_many(what.verb, lines=[(thing, what.facts(thing)) for thing in things], actor=actor)


def _date(thing: Listing | Need, what: Kind, source: Source, now: datetime) -> None:
    thing.source = source
    for name in what.times:
        setattr(thing, name, now)


def _without_known(what: Kind, source: Source, batch: Sequence[Ready]) -> list[Ready]:
    by_digest = {ready.digest: ready for ready in batch}
    known = what.model._base_manager.filter(source=source, content_hash__in=list(by_digest))
    for digest in known.values_list("content_hash", flat=True):
        del by_digest[bytes(digest or b"")]
    return list(by_digest.values())


def _save(model: type[Model], rows: Sequence[Model]) -> None:
    model._base_manager.bulk_create(rows)


def _save_parts(parts: Sequence[Part]) -> None:
    for part in parts:
        part.listing_id = part.listing.pk  # it was built before its listing had a key
    for model in (Ownership, Inventor, Right):
        _save(model, [part for part in parts if isinstance(part, model)])
