"""Every command with what it is tried with: one row each, a file per group of areas."""

from tests.guards.deeds import (
    agency,
    cases,
    documents,
    duty,
    files,
    messages,
    network,
    notices,
    papers,
    parties,
    proceeds,
    registry,
    rules,
    sales,
    sandbox,
    simulation,
    supervision,
)
from tests.guards.deeds.rows import ASK_NOBODY, DEEDS

__all__ = [
    "ASK_NOBODY",
    "DEEDS",
    "agency",
    "cases",
    "documents",
    "duty",
    "files",
    "messages",
    "network",
    "notices",
    "papers",
    "parties",
    "proceeds",
    "registry",
    "rules",
    "sales",
    "sandbox",
    "simulation",
    "supervision",
]
