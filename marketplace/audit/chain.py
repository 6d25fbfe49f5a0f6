"""How the log is hashed. Pure: a verifier outside the project needs only this page."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

GENESIS = hashlib.sha256("成渝双城技术交易网".encode()).digest()


@dataclass(frozen=True, slots=True)
class Head:
    """What of an entry is public and under the chain."""

    seq: int
    at: datetime
    verb: str
    subject: str
    actor: str
    organisation: str
    private: bool
    payload_hash: bytes


def canonical(value: Any) -> bytes:
    """JSON in one way only: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def hash_payload(salt: bytes, body: dict[str, Any]) -> bytes:
    """SHA-256 of salt and canonical body. The salt hides small payloads from guessing once they are erased."""
    return hashlib.sha256(salt + canonical(body)).digest()


def hash_entry(previous: bytes, head: Head) -> bytes:
    """SHA-256 of the previous hash and the canonical head; times in UTC to the microsecond."""
    at = head.at.astimezone(UTC).isoformat(timespec="microseconds")
    who = [head.verb, head.subject, head.actor, head.organisation, head.private]
    return hashlib.sha256(previous + canonical([head.seq, at, *who, head.payload_hash.hex()])).digest()
