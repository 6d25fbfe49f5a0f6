"""Does the desk stay quick with 200,000 cases and 1,000,000 documents, and how long do 10,000 messages take?

(a) Every page of the desk's queues: each queue, each filter, several pages deep, asked through the whole stack of views as an officer who is signed
in: the slowest twentieth and the statements of the worst page. (b) The return of the year over all cases: frozen, counted, compared, hashed, and
written as a workbook. (c) The messages of `benchmarks.messages`, with a worker killed on the way. Beside (a) and (b) stand plain statements.
"""

import io
import json
import os
import secrets
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from statistics import median, quantiles
from typing import Any

import django
from django.core.management import call_command

from benchmarks.report import finish, table
from marketplace import engines

ROUNDS = 3
GOALS = {
    "queue_p95_ms": 100,
    "queue_statements": 15,
    "yearly_return_seconds": 30,
    "messages_seconds": 60,
    "lost": 0,
    "doubled": 0,
}


def main() -> int:
    with engines.temporary("desk") as environment:
        os.environ.update(environment, SHUANGCHENG_SANDBOX="0", SHUANGCHENG_SECRET_KEY=secrets.token_urlsafe(48))
        os.environ |= {"DJANGO_SETTINGS_MODULE": "marketplace.settings", "SHUANGCHENG_SENDERS": "4"}
        django.setup()
        call_command("migrate", verbosity=0)
        return measure()


def measure() -> int:
    from benchmarks import desk_market  # noqa: PLC0415  models load after the set-up

    started = time.monotonic()
    rows = desk_market.build()
    print(
        f"built in {time.monotonic() - started:.0f} s: "
        + ", ".join(f"{count:,} {name}" for name, count in rows.items())
    )
    parts = {"--queues": queues, "--yearly": yearly, "--messages": messages}
    chosen = [part for name, part in parts.items() if name in sys.argv[1:]]
    figures: dict[str, Any] = {}
    for part in chosen or parts.values():
        figures |= part()
    if chosen:  # while one works at a part
        print(json.dumps(figures))
        return 0
    return report(figures)


def queues() -> dict[str, Any]:
    """Every page of the queues as officers of a large and of a small exchange."""
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from benchmarks.desk_market import officer_of  # noqa: PLC0415

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.SECURE_SSL_REDIRECT = False
    taken: dict[str, list[float]] = {}
    statements: dict[str, int] = {}
    for code in ("SW", "NT"):
        client = Client(raise_request_exception=True)
        user = officer_of(code)
        client.force_login(user)
        for address in addresses(code, user.number, client):
            name = f"{code} {address}"
            statements[name] = statements_of(client, address)
            taken[name] = [timed(partial(page, client, address)) for _n in range(ROUNDS)]
    every = [one for times in taken.values() for one in times]
    worst = sorted(((max(times), name) for name, times in taken.items()), reverse=True)[:5]
    for seconds, name in worst:
        print(f"  slow: {seconds * 1000:6.1f} ms  {statements[name]:2} statements  {name}")
    return {
        "queue_pages": len(taken),
        "queue_p95_ms": round(quantiles(every, n=20)[-1] * 1000, 1),
        "queue_median_ms": round(median(every) * 1000, 1),
        "queue_statements": max(statements.values()),
        "plain_queue_ms": round(plain_queue() * 1000, 2),
    }


def addresses(code: str, officer: str, client: Any) -> list[str]:
    """Every queue with every filter, and pages further down of some."""
    from marketplace.desk.models import Case, Stage  # noqa: PLC0415

    cases = Case.objects.filter(exchange=code, state="running")
    some = cases.order_by("-pk")[0]
    colleague = cases.exclude(assignee=None).order_by("pk").values_list("assignee__number", flat=True)[0]
    stages = ["", *Stage.values, "suspended"]
    filters = [
        "",
        "whose=mine",
        "whose=nobody",
        f"whose={colleague}",
        "late=1",
        "whose=mine&late=1",
        "q=页岩气",
        f"q={some.number}",
    ]
    filters += [f"q={some.project_number}"] * bool(some.project_number)
    found = [f"/desk/?stage={stage}&{one}".rstrip("&") for stage in stages for one in filters]
    found += ["/desk/colleagues/", "/desk/others/"]
    deep = [f"/desk/?stage={stage}&after={number}" for stage in stages for number in far_down(code, stage)]
    return found + deep


def far_down(code: str, stage: str) -> Iterator[str]:
    """Cases in the middle and near the end of a queue."""
    from marketplace.desk.models import Case  # noqa: PLC0415

    rows = Case.objects.filter(exchange=code, state="suspended" if stage == "suspended" else "running")
    if stage and stage != "suspended":
        rows = rows.filter(stage=stage)
    count = rows.count()
    for place in (count // 2, count - 30):
        if place > 0:
            yield rows.order_by("due_at", "id").values_list("number", flat=True)[place]


def page(client: Any, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)


def statements_of(client: Any, address: str) -> int:
    """How many statements a page takes; the first call of all also warms what a process keeps."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    page(client, address)
    with CaptureQueriesContext(connection) as asked:
        page(client, address)
    return len(asked)


def timed(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def plain_queue() -> float:
    """The peer: the rows of a queue by one plain statement, without counts, rights and page."""
    from django.db import connection  # noqa: PLC0415

    sql = """SELECT number, title, stage, due_at FROM desk_case WHERE exchange = 'SW' AND state = 'running' AND stage = 'review'
             ORDER BY due_at, id LIMIT 26"""

    def ask() -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            cursor.fetchall()

    return median(timed(ask) for _n in range(20))


def yearly() -> dict[str, Any]:
    """The return of the year over all four exchanges, as the job makes it, and its workbook."""
    from accounts.actor import actor_for  # noqa: PLC0415
    from benchmarks.desk_market import YEAR, after_the_year, officer_of  # noqa: PLC0415
    from marketplace.reporting import commands  # noqa: PLC0415
    from marketplace.reporting.sheets import return_workbook  # noqa: PLC0415

    clock = after_the_year()
    found = commands.draft_return(period=str(YEAR), exchange="", actor=actor_for(officer_of("SW")), clock=clock)
    counted = timed(lambda: commands.count_return(found=found, clock=clock))
    found.refresh_from_db()
    told: list[bytes] = []
    written = timed(lambda: told.append(return_workbook(found)))
    agrees = independent(found.figures["total"])
    return {
        "yearly_return_seconds": round(counted + written, 1),
        "yearly_count_seconds": round(counted, 1),
        "yearly_workbook_seconds": round(written, 1),
        "yearly_cases": found.row_count,
        "yearly_workbook_mb": round(len(told[0]) / 1e6, 1),
        "yearly_agrees": agrees,
        "plain_yearly_seconds": round(plain_yearly(), 1),
    }


def independent(total: dict[str, int]) -> bool:
    """The sums of the return once more, row by row in Python."""
    from benchmarks.desk_market import YEAR  # noqa: PLC0415
    from marketplace.catalogue.models import Listing  # noqa: PLC0415
    from marketplace.core.clock import SHANGHAI  # noqa: PLC0415
    from marketplace.trading.models import Settlement  # noqa: PLC0415

    inside = lambda at: at is not None and at.astimezone(SHANGHAI).year == YEAR  # noqa: E731
    sold, sold_fen, settled, fees_fen = 0, 0, 0, 0
    rows = Settlement.objects.values_list("sale__closed_at", "price_fen", "settled_at", "pool_fen")
    for closed_at, price_fen, settled_at, pool_fen in rows.iterator():
        if inside(closed_at):
            sold, sold_fen = sold + 1, sold_fen + price_fen
        if inside(settled_at):
            settled, fees_fen = settled + 1, fees_fen + pool_fen
    listings = Listing.objects.filter(unverified=False).exclude(accepted_at=None).values_list("accepted_at", flat=True)
    accepted = sum(1 for at in listings.iterator() if inside(at))
    counted = {"accepted": accepted, "sold": sold, "sold_fen": sold_fen, "settled": settled, "fees_fen": fees_fen}
    return counted == {name: total[name] for name in counted}


def plain_yearly() -> float:
    """The peer: all cases with their deals by one plain statement into a workbook of openpyxl, without figures and freezing."""
    from django.db import connection  # noqa: PLC0415
    from openpyxl import Workbook  # noqa: PLC0415

    sql = """SELECT l.number, l.project_number, l.title, l.exchange, o.name, l.accepted_at::date::text, l.published_at::date::text,
                    t.price_fen / 100.0, t.pool_fen / 100.0, t.settled_at::date::text
             FROM catalogue_listing l JOIN accounts_organisation o ON o.id = l.lister_id
             LEFT JOIN trading_sale s ON s.listing_id = l.id LEFT JOIN trading_settlement t ON t.sale_id = s.id
             WHERE l.accepted_at IS NOT NULL"""

    def write() -> None:
        book = Workbook(write_only=True)
        sheet = book.create_sheet("cases")
        with connection.cursor() as cursor:
            cursor.execute(sql)
            for row in cursor:
                sheet.append(row)
        book.save(io.BytesIO())

    return timed(write)


def messages() -> dict[str, Any]:
    from benchmarks import messages as bench  # noqa: PLC0415

    return bench.measure()


def report(figures: dict[str, Any]) -> int:
    rows: list[Sequence[Any]] = [
        (
            "queue pages, p95",
            f"{figures['queue_p95_ms']} ms",
            f"{figures['plain_queue_ms']} ms",
            f"{GOALS['queue_p95_ms']} ms",
        ),
        ("statements of the worst page", figures["queue_statements"], 1, GOALS["queue_statements"]),
        (
            f"yearly return, {figures['yearly_cases']:,} cases",
            f"{figures['yearly_return_seconds']} s",
            f"{figures['plain_yearly_seconds']} s",
            f"{GOALS['yearly_return_seconds']} s",
        ),
    ]
    print(table(["desk, 200,000 cases and 1,000,000 documents", "ours", "plain statement", "goal"], rows))
    holds = (
        figures["queue_p95_ms"] <= GOALS["queue_p95_ms"]
        and figures["queue_statements"] <= GOALS["queue_statements"]
        and figures["yearly_return_seconds"] <= GOALS["yearly_return_seconds"]
        and figures["yearly_agrees"]
        and figures.get("desk_messages_seconds", 0) <= GOALS["messages_seconds"]
        and not figures.get("lost")
        and not figures.get("doubled")
    )
    ratios = {
        "queue": round(figures["queue_p95_ms"] / figures["plain_queue_ms"], 1),
        "yearly": round(figures["yearly_return_seconds"] / figures["plain_yearly_seconds"], 2),
    }
    return finish("desk", figures=figures, ratios=ratios, goals=GOALS, holds=bool(holds))


if __name__ == "__main__":
    sys.exit(main())
