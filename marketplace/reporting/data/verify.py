#!/usr/bin/env python3
"""Verify an evidence pack with nothing but Python: python3 verify.py [folder of the unpacked ZIP].

Checks that every file has the SHA-256 of the manifest, that no file is missing or added, that each line of the log has its hash, and that
each payload shown is the one that was hashed. That the lines stand in the market's log is signed in manifest.jws (Ed25519; the key is at
/.well-known/jwks.json of the market) and checked by the market itself: manage.py verify_pack, or the page of the pack.
"""

import hashlib
import json
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

OUTSIDE = {"manifest.json", "manifest.jws"}


def canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def hash_line(line: Mapping[str, Any]) -> str:
    """SHA-256 of the previous hash and the canonical head."""
    at = datetime.fromisoformat(line["at"]).astimezone(UTC).isoformat(timespec="microseconds")
    who = [line["verb"], line["subject"], line["actor"], line["organisation"], line["private"]]
    head = canonical([line["seq"], at, *who, line["payload_hash"]])
    return hashlib.sha256(bytes.fromhex(line["previous"]) + head).hexdigest()


def faults(files: Mapping[str, bytes]) -> Iterator[str]:
    """What does not hold, one by one; `files` maps the path in the ZIP to the content."""
    manifest = json.loads(files["manifest.json"])
    for path, digest in manifest["files"].items():
        if path not in files:
            yield f"{path} is missing"
        elif hashlib.sha256(files[path]).hexdigest() != digest:
            yield f"{path} was altered"
    for path in sorted(files.keys() - manifest["files"].keys() - OUTSIDE):
        yield f"{path} was added"
    previous: Any = None
    for text in files.get("log/lines.jsonl", b"").decode().splitlines():
        line = json.loads(text)
        if hash_line(line) != line["hash"]:
            yield f"line {line['seq']} does not have its hash"
        if previous and line["seq"] == previous["seq"] + 1 and line["previous"] != previous["hash"]:
            yield f"line {line['seq']} does not follow line {previous['seq']}"
        if "payload" in line:
            salted = bytes.fromhex(line["salt"]) + canonical(line["payload"])
            if hashlib.sha256(salted).hexdigest() != line["payload_hash"]:
                yield f"the payload of line {line['seq']} was altered"
        previous = line


def main() -> int:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    found = list(faults(files))
    sys.stdout.write("\n".join(found or ["The pack is intact."]) + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
