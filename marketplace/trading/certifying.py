"""Certificates as anyone can check them, pure: the canonical form, its hash, and which check fails (R-SET-06)."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from marketplace.audit.chain import canonical

MAX_CHARACTERS = 64 * 1024
PARTS = frozenset({"payload", "sha256", "jws"})


def digest(payload: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical payload, hexadecimal."""
    return hashlib.sha256(canonical(payload)).hexdigest()


class Check(StrEnum):
    """What is checked, in this order."""

    FORM = "form"  # a certificate or its signature, complete
    HASH = "hash"  # the payload shown has the hash shown
    SIGNATURE = "signature"  # one of the market's keys signed
    CONTENT = "content"  # what was signed is what is shown
    REGISTER = "register"  # a certificate of that number with that content was issued
    CURRENT = "current"  # no later one supersedes it


@dataclass(frozen=True, slots=True)
class Finding:
    check: Check
    passed: bool


class Unreadable(ValueError):
    """The text is neither a certificate nor a signature."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What somebody holds in hands; a bare signature shows neither payload nor hash."""

    jws: str
    payload: Mapping[str, Any] | None = None
    sha256: str = ""

    @classmethod
    def read(cls, text: str) -> Self:
        """A certificate as JSON (`payload`, `sha256`, `jws`) or its compact JWS alone. Raises Unreadable."""
        text = text.strip()
        if len(text) > MAX_CHARACTERS:
            raise Unreadable("too long")
        if not text.startswith("{"):
            if text.count(".") != 2:
                raise Unreadable("no JWS")
            return cls(text)
        try:
            document = json.loads(text)
            if isinstance(document.get("certificate"), dict):  # as the API answers
                document = document["certificate"]
            if set(document) != PARTS or not isinstance(document["payload"], dict):
                raise Unreadable("parts")
            jws, sha256 = document["jws"], document["sha256"]
            if not isinstance(jws, str) or not isinstance(sha256, str):
                raise Unreadable("parts")
            canonical(document["payload"])
        except (ValueError, RecursionError) as error:  # half a surrogate pair has no UTF-8 either
            raise Unreadable("JSON") from error
        return cls(jws, document["payload"], sha256)


@dataclass(frozen=True, slots=True)
class Registered:
    """What the market's own register says of a certificate."""

    sha256: str
    superseded: bool


def examine(shown: Shown, signed: Mapping[str, Any] | None, registered: Registered | None) -> list[Finding]:
    """Check a certificate; `signed` is the payload under a valid signature or None, `registered` what was issued by its number.

    A check that has nothing to compare is left out.
    """
    payload = shown.payload if shown.payload is not None else signed
    findings = [Finding(Check.FORM, True)]
    if shown.payload is not None:
        findings.append(Finding(Check.HASH, digest(shown.payload) == shown.sha256))
    findings.append(Finding(Check.SIGNATURE, signed is not None))
    if shown.payload is not None and signed is not None:
        findings.append(Finding(Check.CONTENT, canonical(shown.payload) == canonical(signed)))
    known = registered is not None and payload is not None and digest(payload) == registered.sha256
    findings.append(Finding(Check.REGISTER, known))
    if registered is not None and known:
        findings.append(Finding(Check.CURRENT, not registered.superseded))
    return findings
