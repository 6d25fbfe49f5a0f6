"""Records of processes that tell a process from a later one with the same number."""

import subprocess
import time
from pathlib import Path


def record(path: Path, pid: int) -> None:
    path.write_text(f"{pid} {_birth(pid)}")


def recorded(path: Path) -> int | None:
    """The process of a record, if that very process still lives."""
    try:
        pid, _, birth = path.read_text().partition(" ")
    except FileNotFoundError:
        return None
    return int(pid) if birth and _birth(int(pid)) == birth else None


def await_end(pid: int, seconds: float) -> bool:
    """Wait for a process to end; False if it still lives after so many seconds."""
    birth = _birth(pid)
    deadline = time.monotonic() + seconds
    while birth and _birth(pid) == birth:
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def _birth(pid: int) -> str:
    """When a process was born, in the system's own words; empty when it is gone or a zombie."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except (FileNotFoundError, ProcessLookupError):
        return "" if Path("/proc/self/stat").exists() else _birth_by_ps(pid)
    state, started = fields[0], fields[19]
    return "" if state in "ZX" else f"{boot} {started}"


def _birth_by_ps(pid: int) -> str:
    """The same where there is no /proc."""
    command = ["/bin/ps", "-o", "stat=,lstart=", "-p", str(pid)]
    found = subprocess.run(command, text=True, capture_output=True, check=False).stdout.split(maxsplit=1)  # noqa: S603
    return "" if len(found) < 2 or "Z" in found[0] else found[1].strip()
