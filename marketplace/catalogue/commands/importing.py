"""Bringing whole files in: good rows land in batches, bad ones are told, a second time nothing changes."""

from collections.abc import Callable, Iterator, Sequence
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
from marketplace.catalogue.importing.faults import Fault, RowFault
from marketplace.catalogue.importing.listing_rows import ListingReader
from marketplace.catalogue.importing.need_rows import NeedReader
from marketplace.catalogue.importing.reading import Row, open_table
from marketplace.catalogue.importing.rows import Destination, Part, Ready
from marketplace.catalogue.models import Inventor, Listing, Need, Ownership, Right, Source
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Invalid, require
from marketplace.core.states import atomic, lock

BATCH = 500
FAULTS_KEPT = 1_000


@dataclass(slots=True)
class Outcome:
    """What became of a file so far: rows that landed, that were there already, that are wrong."""

    lines: int  # how far the reading will come
    line: int = 0  # how far it has come
    landed: int = 0
    unchanged: int = 0
    bad: int = 0
    faults: list[Fault] = field(default_factory=list)  # of the first bad rows

    def blame(self, faults: Sequence[Fault]) -> None:
        self.bad += 1
        self.faults += faults[: FAULTS_KEPT - len(self.faults)]


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
) -> Outcome:
    """Land the rows of `file` (its kind told by the ending of `name`) as unverified `listings` or `needs`.

    Each batch is a transaction: what stops the import (an error of `report`, Ctrl-C, a crash) leaves whole batches, and
    the next run goes on, since a row is known by `source` and content. Raises Forbidden, or FileFault for the whole file.
    """
    require(rules.may_import, actor)
    require(rules.may_land_under, actor, destination.organisation)
    what = KINDS[kind]
    destination = _declared(destination, clock)
    table = open_table(file, name)
    outcome = Outcome(lines=table.lines)
    report(outcome)
    ready = _readable(what.reader(destination), table.rows, outcome)
    origin = _source(destination, source)
    while batch := list(islice(ready, BATCH)):
        landed = _land(what, origin, batch, actor, clock)
        outcome.landed += landed
        outcome.unchanged += len(batch) - landed
        report(outcome)
    outcome.line = outcome.lines
    report(outcome)
    return outcome


def check_file(*, file: BinaryIO, name: str, kind: str, destination: Destination, rows: int) -> Outcome:
    """Read the first `rows` rows without landing any; `landed` counts the good ones. Raises FileFault."""
    table = open_table(file, name)
    outcome = Outcome(lines=table.lines)
    good = _readable(KINDS[kind].reader(destination), islice(table.rows, rows), outcome)
    outcome.landed = sum(1 for _ready in good)
    return outcome


def _declared(destination: Destination, clock: Clock) -> Destination:
    """With a declaration that the rows hold no secrets: whoever imports declares it, today, unless told otherwise (R-SEC-07)."""
    today = clock.read().astimezone(SHANGHAI).date()
    reviewed = destination.secrecy_reviewed_date or today
    if reviewed > today:
        message = _("保密审查日期不得晚于今天（规则 R-SEC-07）。")
        raise Invalid(fields={"secrecy_reviewed_date": [message]}, rule="R-SEC-07")
    reviewer = destination.secrecy_reviewer.strip() or _("导入人声明：内容均已公开")
    return replace(destination, secrecy_reviewer=reviewer[:60], secrecy_reviewed_date=reviewed)


def _readable(reader: ListingReader | NeedReader, rows: Iterator[Row | Fault], outcome: Outcome) -> Iterator[Ready]:
    """The rows that can land; the others are noted in `outcome`."""
    for row in rows:
        if isinstance(row, Fault):
            outcome.line = row.line
            outcome.blame([row])
            continue
        line, cells = row
        outcome.line = line
        try:
            yield reader.read(cells)
        except RowFault as wrong:
            outcome.blame([Fault(line, column, reason) for column, reason in wrong.faults])


@atomic
def _source(destination: Destination, name: str) -> Source:
    if not 0 < len(name.strip()) <= 80:
        raise Invalid(fields={"source": [_("来源名称须为 1 至 80 字。")]})
    return Source.objects.get_or_create(organisation=destination.organisation, name=name.strip())[0]


@atomic
def _land(what: Kind, source: Source, batch: Sequence[Ready], actor: Actor, clock: Clock) -> int:
    """Save the rows of a batch that are new; returns how many. The lock of the source lets two imports of it take turns."""
    lock(source)
    now = clock.read()
    new = _without_known(what, source, batch)
    things = [ready.thing for ready in new]
    for thing in things:
        _date(thing, what, source, now)
    _save(what.model, things)
    _save_parts([part for ready in new for part in ready.parts])
    audit.record_many(what.verb, lines=[(thing, what.facts(thing)) for thing in things], actor=actor)
    return len(new)


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
