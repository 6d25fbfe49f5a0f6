"""Files of another system: looked at first, then brought in by a worker whose job shows progress and can be stopped."""

import io
from itertools import islice
from typing import Any

from celery import current_app
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor, actor_for
from marketplace.audit import commands as audit
from marketplace.catalogue.importing.reading import open_table
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.files import blobs
from marketplace.files import commands as files
from marketplace.files.checking import TABLES
from marketplace.jobs import commands as jobs
from marketplace.jobs.models import Job
from marketplace.network import rules
from marketplace.network.commands.receiving import Outcome, bring_in, look_at
from marketplace.network.models import Kind, Transfer

JOB = "network.import"
ROWS_LOOKED_AT = 1_000


@atomic
def receive_transfer(*, upload: Any, exchange: str, kind: str, actor: Actor, clock: Clock) -> Transfer:
    """Keep a file and look at its first rows; nothing of it lands yet. Raises Forbidden, Invalid, or FileFault for the file."""
    now = clock.read()
    require(rules.may_bring_in, actor, exchange)
    if kind not in Kind.values:
        raise Invalid(fields={"kind": [_("请选择要导入的内容。")]})
    file = files.store(upload=upload, purpose="network_transfer", kinds=TABLES, actor=actor, clock=clock)
    table = open_table(io.BytesIO(blobs.content_of(file.sha256)), file.name)
    rows = islice(table.rows, ROWS_LOOKED_AT)
    outcome = look_at(exchange=exchange, kind=kind, rows=rows, lines=table.lines, clock=clock)
    told: dict[str, Any] = {"organisation": actor.organisation, "created_by": actor.user, "created_at": now}
    transfer = Transfer(exchange=exchange, kind=kind, file=file, **told)
    transfer.looked_at, transfer.sample = sum(counts(outcome).values()), outcome.sample
    _note(transfer, outcome)
    transfer.save()
    files.attach(file=file, subject=audit.ref(transfer), actor=actor)
    audit.record("network.transfer_received", subject=transfer, actor=actor, private=True, file=file.number, kind=kind)
    return transfer


def counts(outcome: Outcome) -> dict[str, int]:
    return {name: getattr(outcome, name) for name in ("landed", "unchanged", "conflicting", "bad")}


def _note(transfer: Transfer, outcome: Outcome) -> None:
    for name, count in counts(outcome).items():
        setattr(transfer, name, count)
    transfer.faults = [[fault.line, fault.column, fault.reason] for fault in outcome.faults]


@atomic
def start_transfer(*, transfer: Transfer, actor: Actor, clock: Clock) -> Job:
    """Have a worker bring the file in; or go on with one that broke off. Raises Forbidden, Refused if it runs or is done."""
    lock(transfer)
    clock.read()
    require(rules.may_handle_transfer, actor, transfer)
    if transfer.job is None:
        transfer.job = jobs.enqueue(kind=JOB, title=_("导入 {name}").format(name=transfer.file.name), actor=actor)
        transfer.save(update_fields=["job"])
    elif transfer.job.state != Job.State.FAILED:
        raise Refused(_("这份文件已在导入或已导入完毕。要再次导入，请重新上传。"), code="transfer_started")
    number = transfer.number
    transaction.on_commit(
        lambda: current_app.send_task("network.run_transfer", args=[number], retry=False), robust=True
    )
    return transfer.job


def run_transfer(*, transfer: Transfer, clock: Clock) -> None:
    """The work of the job, outside a transaction. Raises Refused if another worker is at it."""
    job = transfer.job
    assert job is not None
    jobs.begin(job=job)

    def report(outcome: Outcome) -> None:
        job.total = outcome.lines
        Job.objects.filter(pk=job.pk, total__isnull=True).update(total=outcome.lines)
        note = _("已导入 {landed} 行，冲突 {conflicting} 行，有误 {bad} 行")
        jobs.advance(job=job, done=min(outcome.line, outcome.lines), note=note.format(**counts(outcome)))

    with jobs.running(job):
        table = open_table(io.BytesIO(blobs.content_of(transfer.file.sha256)), transfer.file.name)
        outcome = bring_in(
            exchange=transfer.exchange,
            kind=transfer.kind,
            rows=table.rows,
            lines=table.lines,
            transfer=transfer,
            actor=actor_for(transfer.created_by, transfer.organisation),
            clock=clock,
            report=report,
        )
        _note(transfer, outcome)
        transfer.save(update_fields=["faults", *counts(outcome)])
