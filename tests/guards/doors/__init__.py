"""Every endpoint of the API with a thing of `own` behind it: one row each, a file per group of areas."""

from tests.guards.doors import (
    agency,
    cases,
    documents,
    files,
    messages,
    network,
    notices,
    onboarding,
    papers,
    parties,
    proceeds,
    registry,
    rules,
    sales,
    simulation,
    supervision,
)
from tests.guards.doors.rows import DOORS, Call, address, endpoints

__all__ = [
    "DOORS",
    "Call",
    "address",
    "agency",
    "cases",
    "documents",
    "endpoints",
    "files",
    "messages",
    "network",
    "notices",
    "onboarding",
    "papers",
    "parties",
    "proceeds",
    "registry",
    "rules",
    "sales",
    "simulation",
    "supervision",
]
