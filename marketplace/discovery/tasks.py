"""The index follows the log."""

from collections.abc import Sequence

from marketplace.audit.following import Line, follower
from marketplace.discovery.following import follow_index


@follower("discovery")
def index_lines(lines: Sequence[Line]) -> None:
    """Only a wake-up: the index keeps a cursor of its own, so that every machine may have its own copy."""
    follow_index()
