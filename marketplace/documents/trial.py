"""Setting a draft apart: another process, bounded in time and memory, without files and without a network.

`python -m marketplace.documents.trial` reads what to set from its input and writes the PDF, or says why not.
"""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

SECONDS = 10
MEMORY_BYTES = 2 << 30
MODULE = Path(__file__).with_name("typesetting.py")
# The child imports nothing of ours but the typesetting itself, and speaks to nobody: its proxy is nowhere.
CHILD = """
import importlib.util, json, resource, sys
from datetime import UTC, datetime
for limit, most in ((resource.RLIMIT_CPU, {seconds}), (resource.RLIMIT_AS, {memory}), (resource.RLIMIT_FSIZE, 0)):
    resource.setrlimit(limit, (most, most))
spec = importlib.util.spec_from_file_location("typesetting", {module!r})
typesetting = importlib.util.module_from_spec(spec)
spec.loader.exec_module(typesetting)
given = json.load(sys.stdin)
try:
    made = typesetting.pdf(given["layout"], given["source"], given["values"], datetime.fromtimestamp(given["at"], UTC))
except typesetting.Unset as error:
    sys.stderr.write(str(error))
    sys.exit(3)
sys.stdout.buffer.write(made)
"""


class Failed(ValueError):
    """A draft that could not be set; the text says why."""


def set_apart(layout: str, source: str, values: dict[str, Any], at: datetime) -> bytes:
    """The PDF of a draft. Raises Failed, also for one that takes too long or too much."""
    code = CHILD.format(seconds=SECONDS, memory=MEMORY_BYTES, module=str(MODULE))
    given = {"layout": layout, "source": source, "values": values, "at": int(at.astimezone(UTC).timestamp())}
    nowhere = "http://127.0.0.1:9"
    alone = {"PATH": os.defpath, "HTTPS_PROXY": nowhere, "HTTP_PROXY": nowhere, "ALL_PROXY": nowhere, "TMPDIR": "/tmp"}  # noqa: S108
    try:
        done = subprocess.run(  # noqa: S603  our own interpreter and our own code
            [sys.executable, "-c", code],
            input=json.dumps(given, ensure_ascii=False).encode(),
            capture_output=True,
            timeout=SECONDS + 5,
            env=alone,
            cwd="/",
        )
    except subprocess.TimeoutExpired:
        raise Failed("timeout") from None
    if done.returncode:
        raise Failed(done.stderr.decode(errors="replace")[-2000:] if done.returncode == 3 else "limit")
    return done.stdout
