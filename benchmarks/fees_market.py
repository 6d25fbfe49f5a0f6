"""The whole way of a replay for the benchmark `fees`: a file handed in, a Celery worker that counts it, the figures kept.

The clock runs from handing the file in until the job is done; the memory is the most that any process of the worker ever held. Both kinds
of file hold the same deals, and their figures must be those of a loop in Decimal, deal by deal.
"""

import os
import secrets
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from fractions import Fraction
from pathlib import Path
from typing import Any

import django
from django.core.files.base import File
from django.core.management import call_command

from marketplace import engines

LONGEST_SECONDS = 180
HEADINGS = ("交易机构", "付费方", "成交价", "此前累计", "交易方式", "付费单位", "小微企业")
Rows = Sequence[Sequence[str]]


def measure(csv_file: Path, xlsx_file: Path) -> dict[str, Any]:
    """Seconds and mebibytes of each kind of file, and `totals` by venue and side: deals, fees before and after, who pays less and more."""
    with engines.temporary("fees") as environment, tempfile.TemporaryDirectory(prefix="shuangcheng-replay-") as folder:
        os.environ.update(environment, SHUANGCHENG_SANDBOX="1", SHUANGCHENG_SECRET_KEY=secrets.token_urlsafe(48))
        os.environ |= {"DJANGO_SETTINGS_MODULE": "marketplace.settings", "SHUANGCHENG_FILES": f"{folder}/files"}
        django.setup()
        call_command("migrate", verbosity=0)
        return replays({"csv": csv_file, "xlsx": xlsx_file}, Path(folder))


def replays(files: dict[str, Path], folder: Path) -> dict[str, Any]:
    from marketplace.processes import start_worker  # noqa: PLC0415  settings are read after the set-up
    from tests.accounts.factories import officer  # noqa: PLC0415

    by, figures, totals = officer("SW"), {}, []
    for kind, file in files.items():
        with closing(start_worker(log=folder / f"{kind}.log")) as worker:  # each in fresh processes: memory counts
            worker.await_ready()
            began = time.perf_counter()
            simulation = asked(file, by)
            wait_until_done(simulation)
            figures[f"celery_{kind}_seconds"] = round(time.perf_counter() - began, 2)
            figures[f"celery_{kind}_mebibytes"] = peak_of_group(worker.process.pid)
        totals.append(totals_of(simulation))
    return figures | {"totals": totals}


def asked(file: Path, by: Any) -> Any:
    from marketplace.core.clock import market_clock  # noqa: PLC0415
    from marketplace.fees.models import Schedule  # noqa: PLC0415
    from marketplace.simulation.commands import start_simulation  # noqa: PLC0415

    with file.open("rb") as opened:
        return start_simulation(
            title="示范测算",
            schedule=Schedule.objects.get(code="E1"),
            baseline="own",
            weights=[Fraction(third, 3) for third in range(4)],
            lower_of_for_small_firms=True,
            source="file",
            upload=File(opened, file.name),
            actor=by,
            clock=market_clock,
        )


def wait_until_done(simulation: Any) -> None:
    deadline = time.monotonic() + LONGEST_SECONDS
    while not simulation.job.is_over:
        if time.monotonic() > deadline:
            raise SystemExit("the replay did not end")
        time.sleep(0.02)
        simulation.job.refresh_from_db()
    simulation.refresh_from_db()
    if simulation.result is None:
        raise SystemExit(f"the replay failed: {simulation.job.error} {simulation.faults[:3]}")


def totals_of(simulation: Any) -> dict[tuple[str, str], tuple[int, int, int, int, int]]:
    from marketplace.simulation.outcome import Outcome  # noqa: PLC0415

    found = Outcome.of_json(simulation.result)
    sides = sorted({(venue, side) for venue, side, _band in found.cells})
    sums = {payer: found.total(venue=payer[0], side=payer[1]) for payer in sides}
    return {payer: (one.before_fen, one.after_fen, one.less, one.more, one.same) for payer, one in sums.items()}


def peak_of_group(leader: int) -> int:
    """The most memory in MiB that any living process of a group ever held."""
    peaks = [0]
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            if os.getpgid(int(status.parent.name)) == leader:
                lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
                peaks.append(int(lines["VmHWM"].split()[0]) // 1024)
        except (ProcessLookupError, FileNotFoundError, KeyError):
            continue  # it has ended meanwhile, or is a thread of the kernel
    return max(peaks)
