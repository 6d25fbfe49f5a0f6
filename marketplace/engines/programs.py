"""Programs of installed packages, made runnable by the account that the servers run as."""

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from marketplace.engines.place import SYSTEM, Place

COPIES = SYSTEM / "programs"


def reachable(program: Path, *, root: Path, parts: Sequence[str], at: Place, copies: Path = COPIES) -> Path:
    """The program, or a copy of it if the servers' account cannot run it where it is.

    Root's checkout often lies where nobody else may enter. `parts`, relative to `root`, are what the program needs;
    checkouts with the same program share the copy.
    """
    if os.geteuid() != 0 or _runs(program, at):
        return program
    original = program.stat()
    mark = f"{program.name} {original.st_size} {original.st_mtime_ns}"
    copy = copies / hashlib.sha256(mark.encode()).hexdigest()[:12]
    if not copy.exists():
        copy.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=copy.parent) as folder:
            _copy(root, parts, Path(folder, "copy")).rename(copy)
    return copy / program.relative_to(root)


def version(program: Path) -> str:
    """The number that the program gives as its version."""
    done = subprocess.run([program, "--version"], text=True, capture_output=True, check=False)  # noqa: S603
    numbers = re.search(r"\d+(\.\d+)+", done.stdout)
    return numbers[0] if numbers else "unknown"


def _copy(root: Path, parts: Sequence[str], target: Path) -> Path:
    for part in parts:
        (target / part).parent.mkdir(parents=True, exist_ok=True)
        if (root / part).is_dir():
            shutil.copytree(root / part, target / part, symlinks=True)
        else:
            shutil.copy2(root / part, target / part)
    for path in (target, *target.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    return target


def _runs(program: Path, at: Place) -> bool:
    try:
        subprocess.run([program, "--version"], capture_output=True, check=True, **at.process_options())  # noqa: S603
    except (PermissionError, subprocess.CalledProcessError):
        return False
    return True
