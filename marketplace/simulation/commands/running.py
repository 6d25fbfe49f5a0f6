"""The long work of a simulation: deals are counted in parts, each part saved with the place where the next one begins."""

import hashlib
import io
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import system_actor
from marketplace.audit import commands as audit
from marketplace.catalogue.importing.reading import open_table
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid
from marketplace.files import blobs
from marketplace.jobs import commands as jobs
from marketplace.jobs.errors import Cancelled
from marketplace.simulation.charging import Charges, charges
from marketplace.simulation.columns import Reader, Wrong
from marketplace.simulation.models import Part, Simulation, Source
from marketplace.simulation.outcome import outcome
from marketplace.simulation.queries import quoted
from marketplace.simulation.weighing import Deal, Sums

PART = 5_000  # rows
FAULTS_KEPT = 500
Read = tuple[int, list[Deal], list[Wrong]]  # a place, its deals, or what is wrong there


def run_simulation(*, simulation: Simulation, clock: Clock) -> None:
    """The work of the job, outside a transaction; what was counted before a break stays.

    Raises Refused if another worker is at it, Invalid at the end for a file with bad rows.
    """
    job = simulation.job
    jobs.begin(job=job)
    with jobs.running(job):
        found = charges(simulation)
        begun = _take_up(simulation, found)
        try:
            _count(simulation, found, begun)
        except Cancelled:
            simulation.parts.all().delete()
            raise
        if simulation.bad:
            simulation.parts.all().delete()
            raise Invalid(_("文件有 {bad} 行有误，没有计算任何成交。请改正后重新上传。").format(bad=simulation.bad))
        _close(simulation, found, clock)


def _take_up(simulation: Simulation, found: Charges) -> int:
    """Where to go on; from the beginning if a draft was changed since, for figures of two tariffs do not add up."""
    print_of_terms = hashlib.sha256(repr(found.terms).encode()).hexdigest()
    checkpoint = simulation.job.checkpoint
    if checkpoint.get("terms") == print_of_terms:
        return int(checkpoint["position"])
    with transaction.atomic():
        simulation.parts.all().delete()
        simulation.bad, simulation.faults = 0, []
        simulation.save(update_fields=["bad", "faults"])
        simulation.job.done = 0
        jobs.save_checkpoint(job=simulation.job, checkpoint={"terms": print_of_terms, "position": 0, "rows": 0})
    return 0


def _count(simulation: Simulation, found: Charges, begun: int) -> None:
    job, rows = simulation.job, simulation.job.checkpoint["rows"]
    deals_read = _read(simulation, found, begun)
    while batch := list(islice(deals_read, PART)):
        sums = Sums()
        for position, deals, wrong in batch:
            _blame(simulation, wrong)
            for place, deal in enumerate(deals):
                sums.add(deal, found.terms, f"#{position}.{place}")
        rows += len(batch)
        jobs.advance(job=job, done=rows, note=_("已读 {rows} 行，有误 {bad} 行").format(rows=rows, bad=simulation.bad))
        _save(simulation, sums, batch[-1][0], rows)


def _read(simulation: Simulation, found: Charges, begun: int) -> Iterator[Read]:
    """What lies beyond `begun`: quotes by their key, rows of a file by their line."""
    if simulation.source == Source.QUOTES:
        for key, deal in quoted(simulation, begun, found.known):
            yield key, [deal] if deal.venue in found.schedules else [], []
        return
    assert simulation.file is not None
    reader = Reader(found.schedules)
    table = open_table(io.BytesIO(blobs.content_of(simulation.file.sha256)), simulation.file.name)
    for row in table.rows:
        line, deals, wrong = reader.read(row)
        if line > begun:
            yield line, deals, wrong


def _blame(simulation: Simulation, wrong: list[Wrong]) -> None:
    simulation.bad += bool(wrong)
    simulation.faults += [list(fault) for fault in wrong[: FAULTS_KEPT - len(simulation.faults)]]


def _save(simulation: Simulation, sums: Sums, position: int, rows: int) -> None:
    job = simulation.job
    with transaction.atomic():
        Part.objects.create(simulation=simulation, position=position, content=sums.pack())
        if simulation.bad:
            simulation.save(update_fields=["bad", "faults"])
        jobs.save_checkpoint(job=job, checkpoint=job.checkpoint | {"position": position, "rows": rows})


def _close(simulation: Simulation, found: Charges, clock: Clock) -> None:
    """Put the parts together and keep their figures. Whom the exchange does not know as its own payer is counted, never named."""
    whole = Sums()
    for content in simulation.parts.order_by("position").values_list("content", flat=True):
        whole.merge(Sums.unpack(bytes(content)))
    figures = outcome(
        whole,
        edges=found.terms.edges,
        schedules=found.schedules,
        may_be_named=lambda venue, payer: _may_be_named(simulation, venue, payer),
    )
    with transaction.atomic():
        clock.read()
        simulation.result = figures.to_json()
        simulation.save(update_fields=["result"])
        simulation.parts.all().delete()
        told: dict[str, Any] = {"deals": figures.total().deals, "asked_by": simulation.created_by.number}
        worker = system_actor("simulation.run")
        audit.record("simulation.finished", subject=simulation, actor=worker, private=True, **told)


def _may_be_named(simulation: Simulation, venue: str, payer: str) -> bool:
    if payer.startswith("#"):
        return False
    return simulation.source == Source.FILE or venue == simulation.exchange
