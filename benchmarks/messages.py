"""How long do 10,000 messages take through a real SMTP server, with one of the workers killed on the way?

Two Celery workers of two processes each and a beat, as in production; a mail server in a process of its own writes down what it took. One worker is
killed by SIGKILL, with all its processes, when about a third has gone out. Nothing may be lost, nothing doubled.
Beside it: one process that sends 10,000 mails with Django's own backend over one connection, and keeps no record at all.
"""

import os
import secrets
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command

from benchmarks.report import finish, table
from marketplace import engines

MESSAGES, PEOPLE = 10_000, 10_000
LONGEST_SECONDS = 180
GOALS = {"desk_messages_seconds": 60, "lost": 0, "doubled": 0}


def main() -> int:
    with engines.temporary("messages") as environment:
        os.environ.update(environment, SHUANGCHENG_SANDBOX="0", SHUANGCHENG_SECRET_KEY=secrets.token_urlsafe(48))
        os.environ |= {"DJANGO_SETTINGS_MODULE": "marketplace.settings", "SHUANGCHENG_SENDERS": "4"}
        django.setup()
        call_command("migrate", verbosity=0)
        figures = measure()
    return report(figures)


def measure() -> dict[str, Any]:
    """The part `desk_messages`: figures by name. Needs engines, tables, and SHUANGCHENG_SENDERS=4 in the environment."""
    from tests.support.smtp import mail_server  # noqa: PLC0415  settings are read after the set-up

    with tempfile.TemporaryDirectory(prefix="shuangcheng-mail-") as folder, mail_server(Path(folder)) as server:
        os.environ |= server.environment
        return send_all(server, Path(folder)) | {"django_seconds": plain(server)}


def send_all(server: Any, folder: Path) -> dict[str, Any]:
    from marketplace.messages.models import Delivery, Message  # noqa: PLC0415
    from marketplace.processes import start_worker  # noqa: PLC0415

    with ExitStack() as stack:
        workers = [
            stack.enter_context(closing(start_worker(log=folder / f"worker-{n}.log", concurrency=2, beat=n == 0)))
            for n in range(2)
        ]
        for worker in workers:
            worker.await_ready()
        people = persons()
        started = time.monotonic()
        post_all(people)
        posted = time.monotonic()
        mails = Delivery.objects.filter(channel="email")
        ours = mails.filter(
            message__key__startswith="bench:"
        )  # sweeps tell of things meanwhile, which may wait for the morning
        waiting = ours.exclude(state="sent")
        killed_at = 0
        while waiting.exists() and time.monotonic() - started < LONGEST_SECONDS:
            time.sleep(0.1)
            taken = len(server.log.read_bytes().splitlines()) if server.log.exists() and not killed_at else 0
            if taken >= MESSAGES // 3:
                os.killpg(workers[1].process.pid, signal.SIGKILL)
                killed_at = taken
        took = time.monotonic() - started
    found = Counter(mail["id"] for mail in server.taken)
    known = {one.mail_id for one in mails.select_related("message")}
    wanted = {one.mail_id for one in (ours | mails.filter(state="sent")).select_related("message")}
    return {
        "desk_messages_seconds": round(took, 1),
        "posting_seconds": round(posted - started, 1),
        "messages": Message.objects.count(),
        "not_ours_and_waiting": mails.exclude(state="sent").count(),
        "killed_after": killed_at,
        "attempts_more_than_one": Delivery.objects.filter(attempts__gt=1).count(),
        "settled_by_asking": Delivery.objects.filter(provider_id="found").count(),
        "lost": len(wanted - found.keys()),
        "doubled": sum(times - 1 for times in found.values()) + len(found.keys() - known),
        "lines": len({mail["peer"] for mail in server.taken}),
    }


def persons() -> Any:
    from accounts.models import User  # noqa: PLC0415

    people = [User(email=f"reader{n}@test.example", name=f"示范人员{n}", password="!") for n in range(PEOPLE)]
    return User.objects.bulk_create(people)


def post_all(people: Any) -> None:
    from marketplace.core.clock import market_clock  # noqa: PLC0415
    from marketplace.messages.commands import post  # noqa: PLC0415
    from marketplace.messages.notes import Note  # noqa: PLC0415

    data = {"channel": "示范", "number": "示范", "error": "示范通知正文，用于测量。"}
    for first in range(0, MESSAGES, 500):  # as a follower does, a batch of lines at a time
        some = people[first : first + 500]
        notes = [
            Note(kind="accounts.organisation_verified", key=f"bench:{person.pk}", to=person, data=data | NAMES)
            for person in some
        ]
        post(notes=notes, clock=market_clock)


NAMES = {"name": "示范单位", "exchange": "SW", "reason": "示范"}


def plain(server: Any) -> float:
    """Django's own backend, one connection, nothing kept."""
    from django.core.mail import EmailMessage  # noqa: PLC0415
    from django.core.mail.backends.smtp import EmailBackend  # noqa: PLC0415

    started = time.monotonic()
    with EmailBackend(host="127.0.0.1", port=server.port) as backend:
        for n in range(MESSAGES):
            mail = EmailMessage(f"[示范] {n}", "示范通知正文，用于测量。", "a@test.example", [f"p{n}@test.example"])
            backend.send_messages([mail])
    return round(time.monotonic() - started, 1)


def report(figures: dict[str, Any]) -> int:
    ratios = {"to_django": round(figures["desk_messages_seconds"] / figures["django_seconds"], 2)}
    rows = [
        ("outbox, a worker killed", f"{figures['desk_messages_seconds']} s", figures["lost"], figures["doubled"]),
        ("Django's backend, one line, no record", f"{figures['django_seconds']} s", "-", "-"),
    ]
    print(table([f"{MESSAGES} mails", "time", "lost", "doubled"], rows))
    holds = all(figures[name] <= goal for name, goal in GOALS.items()) and figures["killed_after"] > 0
    return finish("messages", figures=figures, ratios=ratios, goals=GOALS, holds=holds)


if __name__ == "__main__":
    sys.exit(main())
