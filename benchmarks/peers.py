"""The environment of the peers that benchmarks compare with, apart from ours: `var/peers`, as `benchmarks/requirements.lock` says."""

import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "benchmarks" / "requirements.lock"
PLACE = ROOT / "var" / "peers"


def python() -> Path:
    """Its interpreter; at the first run, and when the lock has changed, it is made anew from a package registry."""
    wanted, mark = hashlib.sha256(LOCK.read_bytes()).hexdigest(), PLACE / "installed"
    interpreter = PLACE / "bin" / "python"
    if interpreter.exists() and mark.exists() and mark.read_text() == wanted:
        return interpreter
    print("Installing the peers ...", file=sys.stderr)
    install = [
        "-m",
        "pip",
        "--disable-pip-version-check",
        "-qq",
        "install",
        "--require-hashes",
        "--requirement",
        str(LOCK),
    ]
    try:
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(PLACE)], check=True)
        subprocess.run([str(interpreter), *install], check=True)
    except subprocess.CalledProcessError:
        raise SystemExit(
            "the peers, with which this is compared, cannot be installed: is a package registry in reach?"
        ) from None
    mark.write_text(wanted)
    return interpreter
