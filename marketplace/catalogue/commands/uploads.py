"""Files through the pages: looked at first, then imported by a worker whose job shows progress and can be stopped."""

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, BinaryIO

from celery import current_app
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor, actor_for
from marketplace.audit import commands as audit
from marketplace.catalogue import rules
from marketplace.catalogue.checking import faults_of
from marketplace.catalogue.commands.importing import Outcome, import_file
from marketplace.catalogue.commands.looking import destination_of, keep_rejected, look_at, read_headings
from marketplace.catalogue.commands.mapping import save_mapping
from marketplace.catalogue.importing.faults import Rejected
from marketplace.catalogue.models import ColumnMapping, Upload
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.files.checking import LARGEST_BYTES, RECORDS, Unfit, check
from marketplace.jobs import commands as jobs
from marketplace.jobs.models import Job

KIND = "catalogue.import"
BYTES_MAX = 20 << 20


@atomic
def receive_upload(
    *,
    file: BinaryIO,
    file_name: str,
    kind: str,
    exchange: str,
    source: str,
    secrecy_reviewer: str,
    secrecy_reviewed_date: date,
    mapping: str = "",
    most_bytes: int = BYTES_MAX,
    actor: Actor,
    clock: Clock,
) -> Upload:
    """Keep a file and look at its first rows; nothing of it lands yet.

    Its headings are read as the organisation's mapping named `mapping` says, else as that of the same headings, else as everybody
    means them. Raises FileFault, or Invalid field by field.
    """
    now = clock.read()
    require(rules.may_import, actor)
    upload = Upload(
        organisation=actor.organisation,
        created_by=actor.user,
        created_at=now,
        kind=kind,
        exchange=exchange,
        source=source.strip() or file_name[:80],
        secrecy_reviewer=secrecy_reviewer.strip(),
        secrecy_reviewed_date=secrecy_reviewed_date,
        file_name=file_name[:200],
        content=file.read(most_bytes + 1),
    )
    _check(upload, now.astimezone(SHANGHAI).date(), most_bytes)
    read_headings(upload, mapping)
    look_at(upload)
    audit.record("catalogue.upload_received", subject=upload, actor=actor, private=True, file_name=upload.file_name)
    return upload


def _check(upload: Upload, today: date, most_bytes: int) -> None:
    faults: dict[str, list[Any]] = dict(faults_of(upload, exclude=["content", "headings", "columns", "preview", "job"]))
    content = bytes(upload.content or b"")
    if len(content) > most_bytes:
        message = _("网页上传不超过 {limit} MB。更大的文件请分开，或由运行人员用命令行导入。")
        faults["file"] = [message.format(limit=most_bytes >> 20)]
    elif wrong := unfit(content, upload.file_name):
        faults["file"] = [wrong]
    if upload.secrecy_reviewed_date > today:
        faults["secrecy_reviewed_date"] = [_("保密审查日期不得晚于今天（规则 R-SEC-07）。")]
    if faults:
        raise Invalid(fields=faults)


def unfit(content: bytes, name: str) -> str:
    """Why a table is not taken: a bomb, macros, another kind than its name says; empty if it is."""
    try:
        # How large a body of rows may be is the caller's matter, and checked.
        check(io.BytesIO(content), name, size=min(len(content), LARGEST_BYTES), kinds=RECORDS)
    except Unfit as wrong:
        return str(wrong)
    return ""


@atomic
def map_columns(
    *, upload: Upload, columns: Mapping[str, str], name: str = "", actor: Actor, clock: Clock
) -> ColumnMapping:
    """Say what the headings of a file mean, and look at it again; kept for the organisation's next file with the same headings.

    Headings that `columns` does not name keep their meaning. `name` is by which a program asks for the mapping, the source's
    unless given. Raises Forbidden, Refused once the import has begun, Invalid field by field.
    """
    lock(upload)
    require(rules.may_handle_upload, actor, upload)
    if upload.job is not None:
        raise Refused(_("导入已经开始，列名对照不能再改。"), code="upload_started")
    if unknown := next((heading for heading in columns if heading not in upload.columns), ""):
        raise Invalid(fields={"columns": [_("文件中没有“{heading}”列。").format(heading=unknown[:40])]})
    meant = upload.columns | columns
    mapping = save_mapping(
        kind=upload.kind, name=name.strip() or upload.source, columns=meant, actor=actor, clock=clock
    )
    upload.columns = meant
    look_at(upload)
    return mapping


@atomic
def start_upload(*, upload: Upload, actor: Actor, clock: Clock) -> Job:
    """Have a worker import the file; or go on with one that broke off. Raises Refused if it runs or is done."""
    lock(upload)
    clock.read()
    require(rules.may_handle_upload, actor, upload)
    if upload.job is None:
        upload.job = jobs.enqueue(kind=KIND, title=_("导入 {name}").format(name=upload.file_name), actor=actor)
        upload.save(update_fields=["job"])
    elif upload.job.state != Job.State.FAILED:
        raise Refused(_("这份文件已在导入或已导入完毕。要再次导入，请重新上传。"), code="upload_started")
    number = upload.number
    transaction.on_commit(
        lambda: current_app.send_task("catalogue.run_upload", args=[number], retry=False), robust=True
    )
    return upload.job


def run_upload(*, upload: Upload, clock: Clock) -> None:
    """The work of the job, outside a transaction. Raises Refused if another worker is at it."""
    job = upload.job
    assert job is not None
    jobs.begin(job=job)
    if not job.checkpoint:
        upload.rejected.all().delete()  # those of the look at the first rows

    def keep(outcome: Outcome, rejected: Sequence[Rejected]) -> None:
        keep_rejected(upload, rejected, before=outcome.bad - len(rejected))
        jobs.save_checkpoint(job=job, checkpoint=outcome.counts())

    def report(outcome: Outcome) -> None:
        job.total = outcome.lines
        Job.objects.filter(pk=job.pk, total__isnull=True).update(total=outcome.lines)
        note = _("已导入 {landed} 行，有误 {bad} 行").format(landed=outcome.landed, bad=outcome.bad)
        jobs.advance(job=job, done=outcome.line, note=note)

    with jobs.running(job):
        outcome = import_file(
            file=io.BytesIO(upload.content or b""),
            name=upload.file_name,
            kind=upload.kind,
            source=upload.source,
            destination=destination_of(upload),
            actor=actor_for(upload.created_by, upload.organisation),
            clock=clock,
            report=report,
            keep=keep,
            done=job.checkpoint,
        )
        _close(upload, outcome)


def _close(upload: Upload, outcome: Outcome) -> None:
    upload.good = outcome.landed + outcome.unchanged
    upload.landed, upload.unchanged, upload.bad, upload.content = outcome.landed, outcome.unchanged, outcome.bad, None
    upload.save(update_fields=["good", "landed", "unchanged", "bad", "content"])
