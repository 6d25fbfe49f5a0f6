"""How fast 100,000 rows land, from each kind of file, by a Celery worker; and what is left of them after kill -9.

    script/bench imports [--rows N]

Every row is read, checked field by field and landed with its parts and its line of the log. Beside it, in the same run: the same
titles and abstracts by COPY into a plain table without constraints, which is as fast as PostgreSQL takes rows in. One import is killed
(SIGKILL of the worker and its children) at about a third and taken up again: no row may be lost, none twice.
"""

import argparse
import io
import json
import os
import secrets
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command

from benchmarks.report import finish, table
from marketplace import engines

TEXTS = Path(__file__).resolve().parents[1] / "marketplace" / "sandbox" / "data" / "research_listings.jsonl"
BAD_EVERY = 1_000
GOAL_ROWS_A_SECOND = 1_000
LONGEST_SECONDS = 900
BYTES_MAX = 256 << 20
HEADINGS = ("title", "abstract", "ipc", "trl")
SPACES = (
    'xmlns:pat="http://www.wipo.int/standards/XMLSchema/ST96/Patent"'
    ' xmlns:com="http://www.wipo.int/standards/XMLSchema/ST96/Common"'
)
Rows = list[tuple[str, str, str, str]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    count = parser.parse_args().rows
    with (
        engines.temporary("imports") as environment,
        tempfile.TemporaryDirectory(prefix="shuangcheng-imports-") as folder,
    ):
        os.environ.update(environment, SHUANGCHENG_SANDBOX="1", SHUANGCHENG_SECRET_KEY=secrets.token_urlsafe(48))
        os.environ |= {"DJANGO_SETTINGS_MODULE": "marketplace.settings", "SHUANGCHENG_FILES": f"{folder}/files"}
        django.setup()
        call_command("migrate", verbosity=0)
        figures = measure(list(islice(corpus(), count)), Path(folder))
    return report(count, figures)


def corpus() -> Iterator[tuple[str, str, str, str]]:
    """Shipped research abstracts over and over, each with a number of its own; every thousandth row has a wrong readiness level."""
    texts = [json.loads(line) for line in TEXTS.read_text().splitlines()]
    place = 0
    while True:
        for text in texts:
            place += 1
            wrong = place % BAD_EVERY == 0
            yield (f"{text['title'][:150]} {place}", text["abstract"], "G06F 17/00", "99" if wrong else "5")


def measure(rows: Rows, folder: Path) -> dict[str, Any]:
    from tests.accounts.factories import officer  # noqa: PLC0415  after the set-up

    by = officer("SW")
    figures: dict[str, Any] = {"copy": copied(rows)}
    for ending, write in WRITERS.items():
        content = write(rows)
        figures[ending] = imported(content, ending, by, folder) | {"mebibytes": round(len(content) / (1 << 20), 1)}
        print(ending, figures[ending], file=sys.stderr)
    return figures


def copied(rows: Rows) -> dict[str, float]:
    """Rows a second of COPY into a plain table."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE plain (title text, abstract text, ipc text, trl text)")
        began = time.perf_counter()
        with cursor.copy("COPY plain FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        seconds = time.perf_counter() - began
        cursor.execute("DROP TABLE plain")
    return {"rows_a_second": round(len(rows) / seconds)}


def imported(content: bytes, ending: str, by: Any, folder: Path) -> dict[str, Any]:
    """Look at the first rows, land all; the XML import is killed at a third and goes on with a new worker."""
    from marketplace.catalogue import commands  # noqa: PLC0415
    from marketplace.catalogue.models import Listing, Source  # noqa: PLC0415
    from marketplace.core.clock import market_clock  # noqa: PLC0415
    from marketplace.jobs.commands import sweep_crashed  # noqa: PLC0415
    from marketplace.processes import start_worker  # noqa: PLC0415

    declared = {"secrecy_reviewer": "示范审查员", "secrecy_reviewed_date": date(2026, 1, 5), "exchange": "SW"}
    began = time.perf_counter()
    upload = commands.receive_upload(
        file=io.BytesIO(content),
        file_name=f"rows{ending}",
        kind="listings",
        source=ending,
        most_bytes=BYTES_MAX,
        actor=by,
        clock=market_clock,
        **declared,
    )
    looked = time.perf_counter() - began
    landed: Callable[[], int] = lambda: Listing.objects.filter(source__name=ending).count()  # noqa: E731
    job = commands.start_upload(upload=upload, actor=by, clock=market_clock)
    killed_at = 0
    with closing(start_worker(log=folder / f"{ending}.log")) as worker:
        worker.await_ready()
        began = time.perf_counter()
        if ending == KILLED:
            wait_until(lambda: landed() * 3 >= upload_rows(content))
            os.killpg(worker.process.pid, signal.SIGKILL)
            worker.process.wait()
            killed_at = landed()
        else:
            wait_until(lambda: over(job))
    if killed_at:
        sweep_crashed(silence=timedelta(0))
        commands.start_upload(upload=upload, actor=by, clock=market_clock)
        with closing(start_worker(log=folder / f"{ending}-again.log")) as worker:
            wait_until(lambda: not broken_off(job))
            wait_until(lambda: over(job))
    seconds = time.perf_counter() - began
    upload.refresh_from_db()
    assert Source.objects.filter(name=ending).count() == 1
    found = Listing.objects.filter(source__name=ending)
    return {
        "looked_seconds": round(looked, 2),
        "rows_a_second": round((upload.landed + upload.bad) / seconds),
        "landed": landed(),
        "doubles": landed() - found.values("title").distinct().count(),
        "bad": upload.bad,
        "bad_kept": upload.rejected.count(),
        "killed_at": killed_at,
    }


def upload_rows(content: bytes) -> int:
    return content.count(b"</pat:PatentPublication>")


def broken_off(job: Any) -> bool:
    job.refresh_from_db()
    return bool(job.state == "failed")


def over(job: Any) -> bool:
    job.refresh_from_db()
    if job.state == "failed":
        raise SystemExit(f"the import failed: {job.error}")
    return bool(job.is_over)


def wait_until(ready: Callable[[], bool]) -> None:
    deadline = time.monotonic() + LONGEST_SECONDS
    while not ready():
        if time.monotonic() > deadline:
            raise SystemExit("the import did not end")
        time.sleep(0.05)


def as_csv(rows: Rows) -> bytes:
    from marketplace.core.tables import csv_of  # noqa: PLC0415

    return csv_of([HEADINGS, *rows])


def as_xlsx(rows: Rows) -> bytes:
    from marketplace.core.workbook import Sheet, workbook  # noqa: PLC0415

    return workbook([Sheet("rows", [HEADINGS, *rows])])


def as_lines(rows: Rows) -> bytes:
    return "".join(
        json.dumps(dict(zip(HEADINGS, row, strict=True)), ensure_ascii=False) + "\n" for row in rows
    ).encode()


def as_xml(rows: Rows) -> bytes:
    """Records of WIPO ST.96; it knows no readiness, so a wrong row has a wrong symbol."""
    from xml.sax.saxutils import escape  # noqa: PLC0415

    records = (
        f"<pat:PatentPublication><pat:BibliographicData><pat:IPCRClassification><pat:PatentClassificationText>"
        f"{'nonsense' if trl == '99' else ipc}</pat:PatentClassificationText></pat:IPCRClassification>"
        f"<pat:InventionTitle>{escape(title)}</pat:InventionTitle></pat:BibliographicData>"
        f"<pat:Abstract><com:P>{escape(abstract)}</com:P></pat:Abstract></pat:PatentPublication>\n"
        for title, abstract, ipc, trl in rows
    )
    return f"<pat:PatentPublicationBag {SPACES}>\n{''.join(records)}</pat:PatentPublicationBag>".encode()


WRITERS: dict[str, Callable[[Rows], bytes]] = {".csv": as_csv, ".jsonl": as_lines, ".xlsx": as_xlsx, ".xml": as_xml}
KILLED = ".xml"


def report(count: int, figures: dict[str, Any]) -> int:
    plain = figures["copy"]["rows_a_second"]
    kinds = [kind for kind in figures if kind != "copy"]
    ratios = {f"{kind}_to_copy": round(figures[kind]["rows_a_second"] / plain, 4) for kind in kinds}
    told = ("mebibytes", "looked_seconds", "rows_a_second", "landed", "doubles", "bad", "bad_kept", "killed_at")
    print(table(["file", *told], [(kind, *(figures[kind][name] for name in told)) for kind in kinds]))
    print(f"COPY into a plain table: {plain:,} rows a second")
    bad = count // BAD_EVERY
    whole = all(
        (one["landed"], one["doubles"], one["bad"], one["bad_kept"]) == (count - bad, 0, bad, bad)
        for one in (figures[kind] for kind in kinds)
    )
    quick = all(figures[kind]["rows_a_second"] >= GOAL_ROWS_A_SECOND for kind in kinds if kind != KILLED)
    goals = {"rows_a_second": GOAL_ROWS_A_SECOND, "lost_or_double": 0}
    return finish("imports", figures=figures, ratios=ratios, goals=goals, holds=whole and quick)


if __name__ == "__main__":
    sys.exit(main())
