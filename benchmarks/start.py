"""How long from a fresh clone to the first page of the demo, downloads included and without them?

Beside it, in the same run: a bare `venv` into which pip installs the same lock, which serves nothing yet. Everything made
here goes again: clones, caches, engines.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from benchmarks.report import finish, table

ROOT = Path(__file__).resolve().parents[1]
GOALS = {"with_downloads_seconds": 180, "without_downloads_seconds": 25}
LONGEST_SECONDS = 600
DATA = "/listings/L-20"  # a link that the home page has once there are listings
# What the clone must not inherit: it stands as on a machine that has only Python.
FOREIGN = ("DATABASE_URL", "REDIS_URL", "VIRTUAL_ENV", "DJANGO_SETTINGS_MODULE")


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="shuangcheng-start-") as folder:
        place = Path(folder)
        environment = {name: value for name, value in os.environ.items() if name not in FOREIGN}
        environment |= {"UV_CACHE_DIR": str(place / "uv"), "PIP_CACHE_DIR": str(place / "pip")}
        ours = {case: to_first_page(place / case, environment) for case in ("with_downloads", "without_downloads")}
        environment |= {"PIP_CACHE_DIR": str(place / "pip-alone")}
        peer = {case: bare_install(place / f"bare-{case}", environment) for case in ours}
    return report(ours, peer)


def to_first_page(clone: Path, environment: Mapping[str, str]) -> float:
    """Seconds from `git clone` until the home page answers with its data."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**environment, "SHUANGCHENG_ENGINES": f"start-{port}"}
    log = clone.with_suffix(".log")
    started = time.monotonic()
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True, env=environment)
    try:
        with log.open("w") as output, demo(clone, port, environment, output) as process:
            while not served(port):
                if process.poll() is not None or time.monotonic() - started > LONGEST_SECONDS:
                    raise SystemExit(f"The demo of the clone served nothing:\n{log.read_text()[-2000:]}")
                time.sleep(0.05)
            return time.monotonic() - started
    finally:
        remove = [str(clone / ".venv" / "bin" / "python"), "manage.py", "engines", "remove"]
        with suppress(FileNotFoundError):
            subprocess.run(remove, cwd=clone, env=environment, stdout=subprocess.DEVNULL, check=False)
        shutil.rmtree(clone, ignore_errors=True)


@contextmanager
def demo(clone: Path, port: int, environment: Mapping[str, str], output: object) -> Iterator[subprocess.Popen[bytes]]:
    command = ["script/demo", "--port", str(port)]
    with subprocess.Popen(
        command, cwd=clone, env=environment, stdout=output, stderr=output, start_new_session=True
    ) as process:
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGINT)
            process.wait(60)


def served(port: int) -> bool:
    """Whether the home page answers 200 and shows listings."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", "/")
        answer = connection.getresponse()
        return answer.status == 200 and DATA in answer.read().decode()
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def bare_install(venv: Path, environment: Mapping[str, str]) -> float:
    """Seconds for an environment of the same packages, made by hand with what Python ships."""
    started = time.monotonic()
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True, env=environment)
    pip = [str(venv / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    lock = ["--require-hashes", "--requirement", str(ROOT / "requirements.lock")]
    subprocess.run([*pip, *lock], check=True, env=environment, stderr=subprocess.DEVNULL)
    took = time.monotonic() - started
    shutil.rmtree(venv)
    return took


def report(ours: dict[str, float], peer: dict[str, float]) -> int:
    words = {"with_downloads": "downloads included", "without_downloads": "packages in the cache"}
    rows = [
        (
            words[case],
            f"{seconds:.1f} s",
            f"{peer[case]:.1f} s",
            f"{seconds / peer[case]:.2f}",
            f"{GOALS[f'{case}_seconds']} s",
        )
        for case, seconds in ours.items()
    ]
    headings = ["fresh clone to the first page", "script/demo", "venv + pip install, serves nothing", "ratio", "goal"]
    print(table(headings, rows))
    figures = {f"{case}_seconds": round(seconds, 1) for case, seconds in ours.items()}
    figures |= {f"bare_install_{case}_seconds": round(seconds, 1) for case, seconds in peer.items()}
    ratios = {case: round(ours[case] / peer[case], 2) for case in ours}
    return finish(
        "start",
        figures=figures,
        ratios=ratios,
        goals=GOALS,
        holds=all(figures[name] <= goal for name, goal in GOALS.items()),
    )


if __name__ == "__main__":
    sys.exit(main())
