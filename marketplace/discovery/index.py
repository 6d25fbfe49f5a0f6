"""The text index: a disposable projection of the log, on this machine's disk.

Whoever holds the writer's lock reads the log from the cursor that the index itself stores, and commits documents and cursor
together. The cursor names the seal it stands on; where the log has another seal at that place, the index is of another log
and is rebuilt. Nothing is lost with it: `rm -r` and the next line of the log bring it back.
"""

import hashlib
import json
import shutil
import threading
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from fcntl import LOCK_EX, flock
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast

import tantivy
from django.conf import settings
from django.db import connection

from marketplace.discovery.words import grams, words_of

FORMAT = "3"  # raise it when the same fields are made or filled otherwise: older indexes are left behind
CURSOR = "cursor"
WRITER_BYTES = 64_000_000
FILLING_BYTES, FILLING_THREADS = 600_000_000, 2  # few large segments: a search asks each of them
REMEMBERED = 500  # answers of `once`
CODES = (
    "kind", "exchange", "field", "ipc", "industry", "price_mode", "mode", "region", "organisation",
    "readiness", "price", "owner", "right",
)  # fmt: skip
# What a facet counts where a filter may ask at several levels: one level of each code.
LEVELS = {"region": "place", "ipc": "subclass", "industry": "division"}
Answer = TypeVar("Answer")
UNCOUNTED = frozenset({*LEVELS, "organisation"})
SEARCHED = ("title", "keywords", "body")
TEXTS = (*SEARCHED, "grams")
ORDERS = ("rank", "price_fen", "trl")


@dataclass(frozen=True, slots=True)
class Paper:
    """What the index keeps of a listing or a need: its words and the codes that filters ask for."""

    number: str
    title: str
    body: str
    keywords: str = ""
    codes: dict[str, list[str]] = field(default_factory=dict)
    numbers: list[str] = field(default_factory=list)  # of papers and rights, compact (`numbers.py`)
    orders: dict[str, int] = field(default_factory=dict)  # `rank` (seconds of publication), `price_fen`, `trl`


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place in the log up to which the index has read."""

    seq: int = 0
    seal: str = ""  # hex hash of the seal at that place


def schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("number", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("numbers", stored=False, tokenizer_name="raw", index_option="basic")
    for name in (*CODES, *LEVELS.values()):
        builder.add_text_field(
            name, stored=False, fast=name not in UNCOUNTED, tokenizer_name="raw", index_option="basic"
        )
    for name in TEXTS:  # words with their places, which phrases ask for
        option = "position" if name in SEARCHED else "freq"
        builder.add_text_field(name, stored=False, tokenizer_name="whitespace", index_option=option)
    for name in ORDERS:
        builder.add_integer_field(name, stored=False, indexed=name == "rank", fast=True)
    builder.add_text_field("note", stored=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


SCHEMA = schema()
# Other fields, another folder: an index is never opened by code that knows other fields.
SHAPE = hashlib.sha256(repr((FORMAT, CODES, sorted(LEVELS.items()), TEXTS, ORDERS)).encode()).hexdigest()[:8]


class Index:
    """One folder. Reading never waits; writing is one process at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._open: tantivy.Index | None = None
        self._seen: tuple[int, int] = (0, 0)
        self._frequencies: dict[str, int] = {}
        self._counts: dict[Hashable, Any] = {}
        self._guard = threading.Lock()

    def searcher(self) -> tantivy.Searcher:
        """A searcher of the last commit, whichever process made it."""
        with self._guard:
            stamp = self._stamp()
            if self._open is None or stamp[0] != self._seen[0]:
                self._open = self._load()
            elif stamp != self._seen:
                self._open.reload()
            if stamp != self._seen:
                self._frequencies, self._counts = {}, {}
            self._seen = stamp
            return self._open.searcher()

    def frequency(self, word: str) -> int:
        """In how many documents a word occurs, by the field where it occurs most; remembered until the next commit."""
        known = self._frequencies.get(word)
        if known is None:
            searcher = self.searcher()
            known = max(searcher.doc_freq(name, word) for name in SEARCHED)
            self._frequencies[word] = known
        return known

    def once(self, question: Hashable, answer: Callable[[], Answer]) -> Answer:
        """What was answered before stays the answer until the next commit: for what must read every hit."""
        known = self._counts
        if question not in known:
            if len(known) >= REMEMBERED:
                known.clear()
            known[question] = answer()
        return cast("Answer", known[question])

    def cursor(self) -> Cursor:
        searcher = self.searcher()
        query = tantivy.Query.term_query(SCHEMA, "number", CURSOR, "basic")
        hits = searcher.search(query, 1).hits
        if not hits:
            return Cursor()
        seq, _, seal = str(searcher.doc(hits[0][1]).get_first("note")).partition(" ")
        return Cursor(int(seq), seal)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Wait for the turn to write; a commit takes 10 to 16 ms."""
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        with self.folder.with_suffix(".lock").open("w") as turn:
            flock(turn, LOCK_EX)
            yield

    def write(self, papers: Iterable[Paper], gone: Iterable[str], cursor: Cursor) -> None:
        """Replace documents, drop those gone and move the cursor, in one commit. Call inside `writing()`."""
        index = self._load()
        writer = index.writer(WRITER_BYTES, 1)
        for number in gone:
            writer.delete_documents_by_term("number", number)
        for paper in papers:
            writer.delete_documents_by_term("number", paper.number)
            writer.add_json(document(paper))
        writer.delete_documents_by_term("number", CURSOR)
        self._close(writer, cursor)

    def fill(self, documents: Iterable[str], cursor: Cursor) -> None:
        """Put all documents into an empty index, in one commit. Call inside `writing()` after `clear()`."""
        writer = self._load().writer(FILLING_BYTES, FILLING_THREADS)
        for made in documents:
            writer.add_json(made)
        self._close(writer, cursor)

    def _close(self, writer: tantivy.IndexWriter, cursor: Cursor) -> None:
        writer.add_document(tantivy.Document(number=[CURSOR], note=[f"{cursor.seq} {cursor.seal}"]))
        writer.commit()
        writer.wait_merging_threads()

    def clear(self) -> None:
        """Forget everything; whoever follows next builds anew. Call inside `writing()`."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _load(self) -> tantivy.Index:
        self.folder.mkdir(parents=True, exist_ok=True)
        return tantivy.Index(SCHEMA, path=str(self.folder))

    def _stamp(self) -> tuple[int, int]:
        try:
            return self.folder.stat().st_ino, (self.folder / "meta.json").stat().st_mtime_ns
        except FileNotFoundError:
            return 0, 0


def document(paper: Paper) -> str:
    """A paper as the writer takes it: JSON, which any process may make and the writer reads faster than an object."""
    title, keywords, body = words_of([paper.title, paper.keywords, paper.body])
    texts = {"title": title, "keywords": keywords, "body": body, "grams": grams(f"{paper.title} {paper.keywords}")}
    joined = {name: " ".join(found) for name, found in texts.items()}
    several = {"numbers": paper.numbers, **paper.codes}
    return json.dumps({"number": paper.number, **joined, **several, **paper.orders}, ensure_ascii=False)


def current() -> Index:
    """The index of the database in use."""
    of = connection.settings_dict
    return _index(Path(settings.INDEX_ROOT), f"{of['HOST']} {of['PORT']} {of['NAME']}")


@lru_cache(maxsize=8)
def _index(root: Path, database: str) -> Index:
    return Index(root / f"{hashlib.sha256(database.encode()).hexdigest()[:12]}-{SHAPE}")
