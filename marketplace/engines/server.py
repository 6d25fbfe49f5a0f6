"""One embedded server process: started apart from its starter, found again by a record, stopped by it."""

import errno
import os
import re
import signal
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path

from marketplace.engines import process
from marketplace.engines.place import Place

START_SECONDS = 60  # recovery after a crash may read much log
STOP_SECONDS = 30
SOCKET_SECONDS = 2

# The shell goes away at once, so the server has no parent that would have to reap it.
_DETACH = 'log=$1; shift; "$@" >>"$log" 2>&1 </dev/null & echo $!'


class Unavailable(Exception):
    """An engine cannot be had; the text is one line that says what to do."""


class Server(ABC):
    """An embedded server of one place. `<name>.pid` there records its process and when that was born."""

    name: str
    socket: Path
    stop_signals: Sequence[signal.Signals]

    def __init__(self, at: Place) -> None:
        self.at = at
        self.record = at.folder / f"{self.name}.pid"
        self.log = at.folder / f"{self.name}.log"

    @abstractmethod
    def answers(self) -> bool:
        """Whether it serves now; asks its socket, starts no process."""

    @abstractmethod
    def command(self) -> list[str]:
        """What runs the server in the foreground, after any preparation it needs."""

    @abstractmethod
    def version(self) -> str:
        """The version of the program."""

    def pid(self) -> int | None:
        """The recorded process, if that very process still lives."""
        return process.recorded(self.record)

    def start(self) -> None:
        """Start it and wait until it answers. The caller holds the lock of the place."""
        try:
            if self.pid() is not None and not self._opens_socket():
                self.stop()
            if self.pid() is None:
                self._launch(self.command())
            self._await_answer()
        except OSError as error:
            raise explain(error, f"{self.name} in {self.at.folder}") from error

    def stop(self) -> bool:
        """Stop it, at first politely; True if it ran."""
        pid = self.pid()
        if pid is None:
            return False
        for number in self.stop_signals:
            os.kill(pid, number)
            if process.await_end(pid, STOP_SECONDS):
                break
        self.record.unlink(missing_ok=True)
        return True

    def run(self, command: Sequence[str | Path], text: str = "") -> None:
        """Run a preparing command to its end as the account of the place."""
        done = subprocess.run(  # noqa: S603  the programs of our own packages
            command, input=text, text=True, capture_output=True, check=False, **self.at.process_options()
        )
        if done.returncode != 0:
            raise self._failed(done.stderr or done.stdout)

    def _launch(self, command: list[str]) -> None:
        self.log.write_text("")  # one start, one log: it cannot grow for ever
        self.at.give(self.log)
        shell = ["/bin/sh", "-c", _DETACH, "sh", str(self.log), *command]
        started = subprocess.run(  # noqa: S603  see run()
            shell, text=True, stdout=subprocess.PIPE, check=True, start_new_session=True, **self.at.process_options()
        )
        process.record(self.record, int(started.stdout))

    def _opens_socket(self) -> bool:
        """Whether a running server is merely slow; a cleaner of old files may have taken its socket away."""
        deadline = time.monotonic() + SOCKET_SECONDS
        while not self.socket.exists():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.01)
        return True

    def _await_answer(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not self.answers():
            if self.pid() is None:
                raise self._failed(self.log.read_text(errors="replace"))
            if time.monotonic() > deadline:
                raise Unavailable(f"{self.name} did not answer within {START_SECONDS} s; read {self.log}.")
            time.sleep(0.01)

    def _failed(self, output: str) -> Unavailable:
        if os.strerror(errno.ENOSPC) in output:
            return explain(OSError(errno.ENOSPC, ""), f"{self.name} in {self.at.folder}")
        return Unavailable(f"{self.name} does not start: {_reason(output)} (log: {self.log}).")


def _reason(output: str) -> str:
    """What a server or its tool gave as its last fatal reason, with the detail that follows it."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    fatal = [n for n, line in enumerate(lines) if "FATAL" in line or "error" in line.lower()]
    telling = lines[fatal[-1] :] if fatal else lines[-1:]
    return " ".join(re.sub(r"^.*?\b(FATAL|DETAIL|HINT|error): +", "", line) for line in telling) or "it said nothing"


def explain(error: OSError, what: str) -> Unavailable:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Unavailable(f"The disk is full, {what} cannot be written. Free some space and try again.")
    reason = f"{error.strerror or error}" + (f": {error.filename}" if error.filename else "")
    return Unavailable(
        f"{what} cannot be used ({reason}). Correct its rights, or set DATABASE_URL and REDIS_URL to servers of yours."
    )
