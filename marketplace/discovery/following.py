"""Bringing the index to the head of the log."""

from collections.abc import Sequence

from marketplace.audit.following import Line, lines_after
from marketplace.audit.models import Seal
from marketplace.discovery.building import documents
from marketplace.discovery.index import Cursor, Index, Paper, current
from marketplace.discovery.papers import PREFIXES, papers

BATCH = 2_000


def follow_index() -> int:
    """Index what the log says since the index's own cursor; returns how many lines were read.

    Waits for its turn behind another writer. A new index, or one of another log, is built from the tables.
    """
    index, read = current(), 0
    with index.writing():
        while count := _step(index):
            read += count
    return read


def _step(index: Index) -> int:
    """Lines that were read, or passed over by building anew."""
    cursor = index.cursor()
    if cursor.seq == 0 or not stands_on_this_log(cursor):
        return build(index)
    lines = lines_after(cursor.seq, BATCH)
    if lines:
        found, gone = sort_out(lines)
        index.write(found, gone, cursor_at(lines[-1].seq))
    return len(lines)


def build(index: Index) -> int:
    """Index what is on the market anew from the tables; what the log says beyond the line read first is read again."""
    cursor = head()
    index.clear()
    if cursor.seq:
        index.fill(documents(), cursor)
    return cursor.seq


def head() -> Cursor:
    seal = Seal.objects.order_by("-seq").first()
    return Cursor(seal.seq, bytes(seal.hash).hex()) if seal else Cursor()


def stands_on_this_log(cursor: Cursor) -> bool:
    return cursor == cursor_at(cursor.seq)


def cursor_at(seq: int) -> Cursor:
    seal = Seal.objects.filter(seq=seq).first()
    return Cursor(seq, bytes(seal.hash).hex()) if seal else Cursor()


def sort_out(lines: Sequence[Line]) -> tuple[list[Paper], set[str]]:
    """The papers to write anew, and the numbers that are to be found no longer."""
    touched = {line.number for line in lines if line.subject.startswith(PREFIXES)}
    found = papers(touched)
    return found, touched - {paper.number for paper in found}
