"""The guarantees of the log, on real transactions."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from functools import partial

import pytest
from django.conf import settings
from django.db import connection, transaction

from marketplace.audit.commands import seal
from marketplace.audit.following import follow, lines_after, settle
from marketplace.audit.models import Entry, Follower, Payload, Pending, Seal
from marketplace.audit.queries import faults
from tests.audit.factories import WRITER, write
from tests.together import together

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS, ROUNDS = 12, 40
INSERT = "INSERT INTO followed (name, seq, subject) SELECT * FROM unnest(%s::text[], %s::bigint[], %s::text[])"


class Undone(Exception):
    pass


def note(name, lines):
    """What a follower does: an effect in the database for each line."""
    columns = zip(*((name, line.seq, line.subject) for line in lines), strict=True)
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [list(column) for column in columns])


def effects(name):
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq, subject FROM followed WHERE name = %s ORDER BY id", [name])
        return cursor.fetchall()


def hostile_writer(number):
    """Transactions of one to three lines that dawdle before they commit, and often do not; returns what was committed."""
    chance, committed = random.Random(number), []
    for turn in range(ROUNDS):
        subjects = [f"test:{number}-{turn}-{line}" for line in range(chance.randint(1, 3))]
        try:
            with transaction.atomic():
                for subject in subjects:
                    write(subject, turn=turn)
                    time.sleep(chance.random() * 0.004)
                if chance.random() < 0.3:
                    raise Undone
            committed += subjects
        except Undone:
            continue
    return committed


class Restless:
    """Does something over and over until it is told to stop, and then once more; a failed test does not wait for ever."""

    def __init__(self, act):
        self.act, self.over = act, threading.Event()

    def __call__(self):
        gives_up_at = time.monotonic() + 90
        while not self.over.is_set() and time.monotonic() < gives_up_at:
            self.act()
            time.sleep(0.001)
        self.act()


class Watcher:
    """Looks at the log from aside: what it saw up to the head must never change."""

    def __init__(self):
        self.seen = []

    def __call__(self):
        lines = lines_after(0, limit=10**9)
        self.seen.append([(line.seq, line.subject) for line in lines])


def test_hostile_writers_sealers_and_followers_at_once(followed, handlers):
    handlers["first"], handlers["second"] = partial(note, "first"), partial(note, "second")
    watcher = Watcher()
    restless = [
        Restless(act)
        for act in (seal, partial(seal, 7), *[partial(follow, name) for name in ("first", "first", "second")], watcher)
    ]
    writers = [partial(hostile_writer, number) for number in range(WRITERS)]
    left = threading.Barrier(WRITERS, action=lambda: [one.over.set() for one in restless])

    def write_and_leave(writer):
        committed = writer()
        left.wait(timeout=60)
        return committed

    results = together([*[partial(write_and_leave, writer) for writer in writers], *restless])
    settle()

    committed = sorted(subject for subjects in results[:WRITERS] for subject in subjects)
    final = [(line.seq, line.subject) for line in lines_after(0, limit=10**9)]
    assert len(committed) > WRITERS * ROUNDS * 0.7
    assert sorted(subject for _seq, subject in final) == committed, "no line is lost, none is doubled"
    assert [seq for seq, _subject in final] == list(range(1, len(final) + 1)), "seq has no gap"
    assert len(watcher.seen) > 3
    assert all(seen == final[: len(seen)] for seen in watcher.seen), "nothing arrived below the head"
    assert effects("first") == final, "each line once, in order, though two processes run the follower"
    assert effects("second") == final
    assert not Pending.objects.exists()
    assert list(faults()) == []


def test_only_one_sealer_at_a_time():
    write()
    sealing, may_end = threading.Event(), threading.Event()

    def slow():
        with transaction.atomic():
            sealed = seal()
            sealing.set()
            may_end.wait(timeout=20)
        return sealed

    def impatient():
        sealing.wait(timeout=20)
        try:
            return seal()
        finally:
            may_end.set()

    assert together([slow, impatient]) == [1, 0]


def test_line_of_an_open_transaction_gets_a_later_place_never_one_below_the_head():
    with transaction.atomic():
        write("test:slow")
        together([partial(write, "test:quick")])
        together([seal])
        assert [line.subject for line in lines_after(0)] == ["test:quick"]
    seal()

    assert [(line.seq, line.subject) for line in lines_after(0)] == [(1, "test:quick"), (2, "test:slow")]
    assert Entry.objects.get(subject="test:slow").pk < Entry.objects.get(subject="test:quick").pk


def test_failing_follower_keeps_its_cursor_and_stops_nobody(followed, handlers):
    def fragile(lines):
        note("fragile", lines)
        raise ValueError("cannot read this")

    handlers["fragile"], handlers["sound"] = fragile, partial(note, "sound")
    write()

    settle()
    follow("fragile")

    assert effects("fragile") == []
    assert effects("sound") == [(1, "test:T-2027-000001")]
    row = Follower.objects.get(name="fragile")
    assert (row.cursor, row.last_error) == (0, "ValueError: cannot read this")
    assert row.failures >= 2

    handlers["fragile"] = partial(note, "fragile")
    follow("fragile")
    assert effects("fragile") == [(1, "test:T-2027-000001")]
    assert Follower.objects.filter(name="fragile", cursor=1, failures=0, last_error="").exists()


FOLLOWER_THAT_DAWDLES = """
import time
import django
django.setup()
from marketplace.audit.following import follow, follower
from tests.audit.test_log import note

@follower("killed")
def handle(lines):
    note("killed", lines)
    print("in the middle", flush=True)
    time.sleep(60)

follow("killed")
"""


def test_killed_follower_leaves_nothing_and_the_batch_comes_again(followed, handlers):
    for number in range(3):
        write(f"test:{number}")
    seal()
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"],
        "SHUANGCHENG_DATABASE": connection.settings_dict["NAME"],
        "PYTHONPATH": str(settings.BASE_DIR),
    }
    process = subprocess.Popen(
        [sys.executable, "-c", FOLLOWER_THAT_DAWDLES], env=environment, stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout.readline() == "in the middle\n"
        os.kill(process.pid, signal.SIGKILL)
    after_the_kill = effects("killed")

    handlers["killed"] = partial(note, "killed")
    # The server notices the death of the session when it next reads from it, at once on a Unix socket.
    deadline = time.monotonic() + 10
    while follow("killed") == 0 and time.monotonic() < deadline:
        time.sleep(0.05)

    assert after_the_kill == []
    assert effects("killed") == [(1, "test:0"), (2, "test:1"), (3, "test:2")]


def test_rolled_back_act_leaves_no_line():
    with pytest.raises(Undone), transaction.atomic():
        write_and_undo()

    assert seal() == 0
    assert (Entry.objects.count(), Payload.objects.count(), Pending.objects.count(), Seal.objects.count()) == (
        0,
        0,
        0,
        0,
    )


def write_and_undo():
    write()
    raise Undone


def test_actor_and_organisation_are_plain_text():
    write(price_fen=1)
    seal()

    [line] = lines_after(0)
    assert (line.actor, line.organisation, line.number, line.payload) == (
        WRITER.ref,
        "",
        "T-2027-000001",
        {"price_fen": 1},
    )
