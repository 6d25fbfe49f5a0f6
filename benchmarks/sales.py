"""Do many sales that end at once all end on time, once, and as their bids say, and does whoever watches hear of every bid at once?

(a) 800 sales end within five minutes, with bids up to the last second, each of which extends its sale. Two machines, each with a Celery
worker with a beat and a worker for deadlines; each is killed once by SIGKILL, with all its processes, and started anew. Every sale must close exactly once, at most 5 s after its end, and
the stand-alone program must come to the same from the public protocol and the bidders' receipts.
(b) 1,000 streams of server-sent events listen while bids flow: the time from the commit to the client, of which the slowest twentieth counts; other
pages are asked for meanwhile; then the server is told to stop. Beside it, a plain subscriber of Redis, which hears what the server hears.
"""

import os
import secrets
import sys
import tempfile
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command

from benchmarks.report import finish, table
from marketplace import engines

GOALS = {
    "not_closed_once": 0,
    "other_outcomes": 0,
    "latest_close_seconds": 5.0,
    "streams_lost": 0,
    "hints_missing": 0,
    "commit_to_client_p95_ms": 250,
    "pages_refused": 0,
    "stop_seconds": 10.0,
}


def main() -> int:
    with engines.temporary("sales") as environment:
        os.environ.update(environment, SHUANGCHENG_SANDBOX="0", SHUANGCHENG_SECRET_KEY=secrets.token_urlsafe(48))
        os.environ["DJANGO_SETTINGS_MODULE"] = "marketplace.settings"
        django.setup()
        call_command("migrate", verbosity=0)
        return measure()


def measure() -> int:
    from benchmarks.closing_sales import close_all  # noqa: PLC0415  models load after the set-up
    from benchmarks.live_sales import listen_all  # noqa: PLC0415

    parts = {"--listening": listen_all, "--closing": close_all}
    chosen = [part for name, part in parts.items() if name in sys.argv[1:]] or list(parts.values())
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="shuangcheng-sales-") as folder:
        for part in chosen:
            figures |= part(Path(folder))
    return report(figures)


def report(figures: dict[str, Any]) -> int:
    rows = [(name.replace("_", " "), value, GOALS.get(name, "")) for name, value in figures.items()]
    print(table(["", "measured", "at most"], rows))
    ratios = {}
    if "commit_to_redis_p95_ms" in figures:
        ratios["client_to_redis"] = round(figures["commit_to_client_p95_ms"] / figures["commit_to_redis_p95_ms"], 2)
    asked = {name: goal for name, goal in GOALS.items() if name in figures}
    holds = len(asked) > 0 and all(figures[name] <= goal for name, goal in asked.items())
    return finish("sales", figures=figures, ratios=ratios, goals=GOALS, holds=holds)


if __name__ == "__main__":
    sys.exit(main())
