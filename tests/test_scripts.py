"""The scripts at the door."""

import shutil
import subprocess

import pytest

from marketplace.engines.place import CHECKOUT


@pytest.mark.parametrize("name", ["bootstrap", "test", "demo", "bench"])
def test_script_is_portable_shell_that_can_be_run(name):
    script = CHECKOUT / "script" / name

    assert script.read_text().startswith("#!/bin/sh\n")
    assert script.stat().st_mode & 0o111
    assert subprocess.run(["/bin/sh", "-n", script], check=False).returncode == 0


def test_bootstrap_without_a_fitting_python_says_what_is_needed(tmp_path):
    (tmp_path / "dirname").symlink_to(shutil.which("dirname"))
    (tmp_path / "python3").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "python3").chmod(0o755)

    done = subprocess.run(
        ["/bin/sh", CHECKOUT / "script" / "bootstrap"],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr == ("Python 3.11 or 3.12 with venv is needed (Debian: apt-get install python3 python3-venv).\n")


def test_bench_without_a_name_lists_them():
    done = subprocess.run([CHECKOUT / "script" / "bench"], capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert done.stderr.startswith("usage: script/bench NAME")


LOCKS = ("requirements.lock", "script/uv.lock", "benchmarks/requirements.lock")


def test_lock_pins_with_hashes_and_names_no_address():
    for lock in (CHECKOUT / folder for folder in LOCKS):
        text = lock.read_text()

        assert "--hash=sha256:" in text
        assert "://" not in text
