"""Rows of the page of technology contributed to a company."""

from tests.guards.deeds.equity import ENTRY, LATER, in_kind, transferred
from tests.guards.doors import Call

EQUITY_PAGES = {
    "GET sales/<number>/contribution/": lambda cast: Call({"number": in_kind(cast).number}, at=LATER),
    "POST sales/<number>/contribution/transfer/": lambda cast: Call(
        {"number": in_kind(cast).number}, body=ENTRY, at=LATER
    ),
    "POST sales/<number>/contribution/paid-in/": lambda cast: Call(
        {"number": transferred(cast).number}, body=ENTRY, at=LATER
    ),
}
