"""A simulation from its question to its end: asked, taken up again, thrown away."""

import io
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from celery import current_app
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.catalogue.importing.faults import FileFault
from marketplace.catalogue.importing.reading import open_table
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.fees.models import Schedule
from marketplace.files import blobs
from marketplace.files import commands as files
from marketplace.files.checking.kinds import CSV, XLSX
from marketplace.files.models import File
from marketplace.jobs import commands as jobs
from marketplace.jobs.models import Job
from marketplace.simulation.charging import charges
from marketplace.simulation.columns import Reader
from marketplace.simulation.models import Baseline, Simulation, Source
from marketplace.simulation.queries import candidates, quotes_to_replay
from marketplace.simulation.rules import may_delete, may_handle, may_simulate

KIND = "simulation.replay"
PURPOSE = "simulated_deals"
TABLES = (CSV, XLSX)
ROWS_MOST = 300_000
STEPS_MOST = 8
TITLE_MOST = 80


@atomic
def start_simulation(
    *,
    title: str,
    schedule: Schedule,
    baseline: str,
    weights: Sequence[Fraction],
    lower_of_for_small_firms: bool,
    source: str,
    upload: Any = None,
    file: File | None = None,
    actor: Actor,
    clock: Clock,
) -> Simulation:
    """Ask what a schedule would have done to the fees asked for so far, or to the deals of a file (`upload`, or one handed in as `file`).

    A worker counts them; a file with one bad row is not counted at all. Raises Forbidden, Invalid by field, FileFault for the file.
    """
    now = clock.read()
    require(may_simulate, actor)
    title = words(title, field="title", most=TITLE_MOST, lack=_("请填写名称，以便日后找到。"))
    _check(schedule, baseline, weights, source, upload or file, actor)
    if source == Source.FILE and file is None:
        file = files.store(upload=upload, purpose=PURPOSE, kinds=TABLES, actor=actor, clock=clock)
    asked = Simulation(
        exchange=actor.exchange,
        created_by=actor.user,
        created_at=now,
        title=title,
        schedule=schedule,
        baseline=baseline,
        day=now.astimezone(SHANGHAI).date(),
        weights=[str(weight) for weight in weights],
        lower_of_for_small_firms=lower_of_for_small_firms,
        source=source,
        file=file if source == Source.FILE else None,
    )
    total = _look(asked)
    asked.job = jobs.enqueue(kind=KIND, title=_("收费测算：{title}").format(title=title), total=total, actor=actor)
    asked.save()
    if asked.file:
        files.attach(file=asked.file, subject=audit.ref(asked), actor=actor)
    audit.record(
        "simulation.started", subject=asked, actor=actor, private=True, schedule=schedule.number, source=source
    )
    _send(asked.number)
    return asked


def _check(
    schedule: Schedule, baseline: str, weights: Sequence[Fraction], source: str, given: Any, actor: Actor
) -> None:
    faults: dict[str, list[str]] = {}
    if not candidates(actor).filter(pk=schedule.pk).exists():
        faults["schedule"] = [_("没有可测算的收费标准“{number}”。").format(number=schedule.number)]
    if baseline not in Baseline.values:
        faults["baseline"] = [_("请选择比较的基准。")]
    if source not in Source.values:
        faults["source"] = [_("请选择要测算的成交。")]
    elif source == Source.FILE and not given:
        faults["file"] = [_("请选择成交文件。")]
    if wrong := _wrong_weights(weights):
        faults["weights"] = [wrong]
    if faults:
        raise Invalid(fields=faults, rule="R-FEE-13" if set(faults) == {"weights"} else "")


def _wrong_weights(weights: Sequence[Fraction]) -> str:
    if not 1 <= len(weights) <= STEPS_MOST:
        return _("请填写 1 至 {most} 个过渡权重（R-FEE-13）。").format(most=STEPS_MOST)
    if any(not 0 <= weight <= 1 or weight.denominator > 1_000 for weight in weights):
        return _("权重须在 0 与 1 之间，例如 1/3；分母不超过 1000（R-FEE-13）。")
    if any(later <= earlier for earlier, later in pairwise(weights)):
        return _("权重须逐期增大（R-FEE-13）。")
    return ""


def _look(asked: Simulation) -> int:
    """How many rows there are to read; of a file the headings are read, so that a wrong one is refused at once."""
    if asked.file is None:
        quotes = quotes_to_replay()
        asked.last_quote = quotes.order_by("pk").values_list("pk", flat=True).last() or 0
        return quotes.count()
    if asked.file.kind not in {kind.code for kind in TABLES}:
        raise Invalid(fields={"file": [_("成交文件须为 CSV 或 XLSX。")]})
    table = open_table(io.BytesIO(blobs.content_of(asked.file.sha256)), asked.file.name)
    if table.lines > ROWS_MOST + 1:
        raise FileFault(_("文件超过 {limit} 行，请分成几个文件。").format(limit=ROWS_MOST))
    first = next(table.rows, None)
    if first is None:
        raise FileFault(_("文件里没有成交：标题行以下是空的。"))
    Reader(charges(asked).schedules).read(first)
    return table.lines


def _send(number: str) -> None:
    transaction.on_commit(lambda: current_app.send_task("simulation.run", args=[number], retry=False), robust=True)


@atomic
def resume_simulation(*, simulation: Simulation, actor: Actor, clock: Clock) -> Job:
    """Go on with one that broke off, from where it was. Raises Refused if it runs, is done, or its file has bad rows."""
    lock(simulation)
    clock.read()
    require(may_handle, actor, simulation)
    if simulation.bad or simulation.job.state != Job.State.FAILED:
        raise Refused(_("只有中断的测算可以继续；文件有误的，请改正后重新上传。"), code="not_broken_off")
    audit.record("simulation.resumed", subject=simulation, actor=actor, private=True)
    _send(simulation.number)
    return simulation.job


@atomic
def delete_simulation(*, simulation: Simulation, actor: Actor, clock: Clock) -> None:
    """Throw a simulation and its figures away; its lines in the log stay. Raises Refused while it runs."""
    lock(simulation)
    clock.read()
    require(may_delete, actor, simulation)
    if not simulation.job.is_over:
        raise Refused(_("测算仍在进行。请先停止，再删除。"), code="still_running")
    audit.record("simulation.deleted", subject=simulation, actor=actor, private=True, title=simulation.title)
    simulation.delete()
