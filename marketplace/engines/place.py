"""Where a named set of embedded engines lies, and as whom it runs."""

import fcntl
import hashlib
import os
import pwd
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marketplace.environment import BadSetting

CHECKOUT = Path(__file__).resolve().parents[2]
SYSTEM = Path("/var/lib/shuangcheng")
# For sockets only. TMPDIR may differ from process to process; this must not.
SHORT = Path("/tmp")  # noqa: S108  the folder in it is private, and refused if it is not ours
# The kernel's limit is 107 bytes; PostgreSQL adds the name of its socket.
SOCKET_FOLDER_BYTES = 80


@dataclass(frozen=True)
class Place:
    """The private folder of a set of engines: data, logs, records of processes."""

    name: str
    folder: Path
    sockets: Path

    @property
    def relaxed(self) -> bool:
        """Whether these data may be lost with the power, for speed: those of tests and checks."""
        return self.name.startswith(("tests", "check"))

    def make(self) -> None:
        """Create the folders, open to their account only."""
        account = _account() if os.geteuid() == 0 else None
        for folder in (self.folder, self.sockets):
            folder.parent.mkdir(parents=True, exist_ok=True)
            with suppress(FileExistsError):
                folder.mkdir(mode=0o700)
                if account:
                    os.chown(folder, account.pw_uid, account.pw_gid)
            _refuse_foreign(folder)
        with suppress(FileExistsError), (self.folder / "checkout").open("x") as file:
            file.write(str(CHECKOUT))

    @property
    def deserted(self) -> bool:
        """Whether its checkout is gone."""
        try:
            return not Path((self.folder / "checkout").read_text()).exists()
        except OSError:
            return False

    def remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.rmtree(self.sockets, ignore_errors=True)

    def give(self, path: Path) -> None:
        """Hand a file to the account that the servers run as."""
        if os.geteuid() == 0:
            owner = self.folder.stat()
            os.chown(path, owner.st_uid, owner.st_gid)

    def process_options(self) -> dict[str, Any]:
        """How a server's process runs: here, with a bare environment, and never as root, which PostgreSQL refuses."""
        options: dict[str, Any] = {
            "cwd": self.folder,
            "env": {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
            "umask": 0o077,
        }
        if os.geteuid() == 0:
            owner = self.folder.stat()
            options |= {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []}
        return options


def current() -> Place:
    name = os.environ.get("SHUANGCHENG_ENGINES", "") or "main"
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,29}", name):
        raise BadSetting("SHUANGCHENG_ENGINES", name, "write up to 30 small letters, digits and hyphens")
    return named(name)


def named(name: str) -> Place:
    """The place of a set of this checkout. Root's lie outside it: the servers' account need not be able to enter it."""
    key = hashlib.sha256(os.fsencode(CHECKOUT)).hexdigest()[:8]
    if os.geteuid() == 0:
        folder = SYSTEM / f"{key}-{name}"
        return Place(name, folder, folder)
    folder = CHECKOUT / "var" / "engines" / name
    if len(os.fsencode(folder)) <= SOCKET_FOLDER_BYTES and re.fullmatch(r"[\w/.-]+", str(folder), re.ASCII):
        return Place(name, folder, folder)
    return Place(name, folder, SHORT / f"shuangcheng-{os.geteuid()}-{key}-{name}")


def neighbours() -> list[Place]:
    """The places beside the current one: root's of every checkout, else those of this checkout."""
    folders = [folder for folder in current().folder.parent.glob("*") if folder.is_dir()]
    if os.geteuid() == 0:
        return [Place(folder.name.partition("-")[2], folder, folder) for folder in folders if "-" in folder.name]
    return [named(folder.name) for folder in folders]


@contextmanager
def locked(place: Place) -> Iterator[None]:
    """Hold the place alone, among all processes; a process that dies lets go."""
    place.make()
    with (place.folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _account() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            return pwd.getpwnam(name)
    raise PermissionError(0, "PostgreSQL does not run as root and the system has neither a user postgres nor nobody")


def _refuse_foreign(folder: Path) -> None:
    """A folder in /tmp may have been laid there by somebody else."""
    found = folder.lstat()
    if folder.is_symlink() or os.geteuid() not in (0, found.st_uid):
        raise PermissionError(0, "it belongs to another user", str(folder))
