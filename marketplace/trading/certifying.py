"""Certificates as anyone can check them, pure: the canonical form, its hash, and which check fails (R-SET-06)."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


def canonical(payload: Mapping[str, Any]) -> bytes:
    """JSON in one way only: sorted keys, no spaces, UTF-8."""
    return json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(payload: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical payload, hexadecimal."""
    return hashlib.sha256(canonical(payload)).hexdigest()


class Check(StrEnum):
    """What is checked, in this order."""

    HASH = "hash"  # the payload shown has the hash shown
    SIGNATURE = "signature"  # one of the market's keys signed
    CONTENT = "content"  # what was signed is what is shown
    REGISTER = "register"  # a certificate of that number with that content was issued
    CURRENT = "current"  # no later one supersedes it


@dataclass(frozen=True, slots=True)
class Finding:
    check: Check
    passed: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """What somebody holds in hands; a bare signature shows neither payload nor hash."""

    payload: Mapping[str, Any] | None
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Registered:
    sha256: str
    superseded: bool


def examine(shown: Shown, signed: Mapping[str, Any] | None, registered: Registered | None) -> list[Finding]:
    """Check a certificate; `signed` is the payload under a valid signature or None, `registered` what we issued by its number.

    A check that cannot be made, since there is nothing to compare, is left out.
    """
    payload = shown.payload if shown.payload is not None else signed
    findings = []
    if shown.payload is not None and shown.sha256 is not None:
        findings.append(Finding(Check.HASH, digest(shown.payload) == shown.sha256))
    findings.append(Finding(Check.SIGNATURE, signed is not None))
    if shown.payload is not None and signed is not None:
        findings.append(Finding(Check.CONTENT, canonical(shown.payload) == canonical(signed)))
    known = registered is not None and payload is not None and digest(payload) == registered.sha256
    findings.append(Finding(Check.REGISTER, known))
    if registered is not None and known:
        findings.append(Finding(Check.CURRENT, not registered.superseded))
    return findings
