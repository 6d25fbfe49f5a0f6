"""Whether what somebody hands in is what it says and nothing more. Pure: a name and bytes in, a kind or a refusal out."""

from marketplace.files.checking.kinds import (
    JSONL,
    KINDS,
    LARGEST_BYTES,
    PAPERS,
    RECORDS,
    SCANS,
    TABLES,
    Kind,
    accepted,
    formats,
)
from marketplace.files.checking.refusing import RULE, Unfit
from marketplace.files.checking.whole import check

__all__ = [
    "JSONL",
    "KINDS",
    "LARGEST_BYTES",
    "PAPERS",
    "RECORDS",
    "RULE",
    "SCANS",
    "TABLES",
    "Kind",
    "Unfit",
    "accepted",
    "check",
    "formats",
]
