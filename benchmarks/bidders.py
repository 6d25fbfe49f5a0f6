"""The bidders of the benchmark `bids`: ours through `place_bid`, the peer by plain psycopg with the same statements.

A crew is one process with its share of the bidders; each bidder is a thread with a connection of its own. Prices come from
one counter per sale, taken just before the bid, so that nobody bids what others have bid. Who is overtaken on the way to the
sale's row is refused, ours and the peer's alike; what counts is accepted bids.
"""

import multiprocessing
import random
import secrets
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from django.db import connection
from psycopg.types.json import Jsonb

from accounts.actor import actor_for
from accounts.models import Organisation, User
from marketplace.audit.chain import hash_payload
from marketplace.audit.commands import RECORD
from marketplace.core.clock import SHANGHAI, market_clock
from marketplace.trading.commands.bids import PLACE, place_bid
from marketplace.trading.models import Sale
from marketplace.trading.queries.bids import BIDDER, LOCKED

fork = multiprocessing.get_context("fork")


@dataclass(frozen=True)
class Person:
    """A bidder, and the sales it may bid in, by primary keys."""

    user: int
    organisation: int
    sales: tuple[int, ...]


@dataclass(frozen=True)
class Tally:
    """What bidders were told."""

    accepted: int
    refused: int


class Prices:
    """The next price of every sale, counted across processes."""

    def __init__(self, sales: Sequence[Sale]) -> None:
        self._terms = {sale.pk: (sale.start_fen, sale.increment_fen) for sale in sales}
        self._taken = {sale.pk: fork.Value("q", 0) for sale in sales}

    def take(self, sale: int) -> int:
        start_fen, increment_fen = self._terms[sale]
        taken = self._taken[sale]
        with taken.get_lock():
            taken.value += 1
            return start_fen + taken.value * increment_fen


Place = Callable[[int, int], bool]  # sale, price in fen -> accepted
Bidding = Callable[[Person], Place]


def ours(person: Person) -> Place:
    """As the API places a bid, without the API."""
    actor = actor_for(User.objects.get(pk=person.user), Organisation.objects.get(pk=person.organisation))
    sales = Sale.objects.in_bulk(person.sales)

    def place(sale: int, price_fen: int) -> bool:
        return place_bid(sale=sales[sale], price_fen=price_fen, actor=actor, clock=market_clock).accepted

    return place


def plain(person: Person) -> Place:
    """The same statements in the same order, by psycopg as it comes, with just enough Python to fill them in."""
    connection.ensure_connection()
    settings = connection.get_connection_params()
    names = {name: settings[name] for name in ("dbname", "user", "password", "host", "port") if settings.get(name)}
    own = psycopg.connect(**names)
    body = {"sequence": 1, "price_fen": 280_000_000, "at": "2027-04-12T09:15:00+08:00", "refusal": None}

    def place(sale: int, price_fen: int) -> bool:
        with own.transaction(), own.cursor() as cursor:
            locked = cursor.execute(LOCKED, {"sale": sale}).fetchone()
            now = cursor.execute("SELECT market_now()").fetchone()[0]
            asked = {"user": person.user, "sale": sale, "organisation": person.organisation, "price_fen": price_fen}
            bidder = cursor.execute(BIDDER, asked | {"today": now.astimezone(SHANGHAI).date()}).fetchone()
            (
                number,
                _state,
                _start,
                increment,
                _opens,
                _free_ends,
                _extension,
                _joining,
                leading,
                rank,
                ends_at,
                count,
                _method,
            ) = locked
            accepted = price_fen >= (leading or 0) + increment
            cursor.execute(
                PLACE,
                {
                    "sale": sale,
                    "bidder": bidder[0],
                    "user": person.user,
                    "sequence": count + 1,
                    "price_fen": price_fen,
                    "rank": None,
                    "at": now,
                    "accepted": accepted,
                    "refusal": "" if accepted else "low",
                    "ends_at": ends_at,
                    "leading_fen": price_fen if accepted else leading,
                    "leading_rank": None if accepted else rank,
                },
            )
            salt = secrets.token_bytes(16)
            verb, actor = "trading.bid_placed", f"bidder:{number}/{bidder[1]}"
            cursor.execute(
                RECORD, [verb, f"sale:{number}", actor, "", False, hash_payload(salt, body), salt, Jsonb(body)]
            )
        return accepted

    return place


def run(
    bidding: Bidding, people: Sequence[Person], prices: Prices, *, processes: int, seconds: float
) -> tuple[Tally, float]:
    """Let all people bid at once from so many processes; returns what they were told, and the seconds it took."""
    connection.close()
    begin = fork.Barrier(processes + 1)
    answers = fork.SimpleQueue()
    crews = [people[start::processes] for start in range(processes)]
    started = [
        fork.Process(target=_crew, args=(bidding, crew, prices, begin, seconds, answers), daemon=True) for crew in crews
    ]
    for process in started:
        process.start()
    begin.wait(120)
    began = time.monotonic()
    tallies = [answers.get() for _process in started]
    took = time.monotonic() - began
    for process in started:
        process.join()
    return Tally(sum(one.accepted for one in tallies), sum(one.refused for one in tallies)), took


def _crew(bidding: Bidding, crew: Sequence[Person], prices: Prices, begin: Any, seconds: float, answers: Any) -> None:
    ready = threading.Barrier(len(crew) + 1)
    told: list[Tally] = []
    threads = [threading.Thread(target=_bid, args=(bidding, one, prices, ready, seconds, told)) for one in crew]
    for thread in threads:
        thread.start()
    ready.wait(120)
    begin.wait(120)
    ready.wait(120)
    for thread in threads:
        thread.join()
    answers.put(Tally(sum(one.accepted for one in told), sum(one.refused for one in told)))


def _bid(bidding: Bidding, person: Person, prices: Prices, ready: Any, seconds: float, told: list[Tally]) -> None:
    place = bidding(person)
    dice = random.Random(person.user)
    ready.wait(120)
    ready.wait(120)
    ends = time.monotonic() + seconds
    accepted = refused = 0
    while time.monotonic() < ends:
        sale = dice.choice(person.sales)
        if place(sale, prices.take(sale)):
            accepted += 1
        else:
            refused += 1
    told.append(Tally(accepted, refused))
    connection.close()


def faults(sales: Sequence[int], told: Tally) -> Iterator[str]:
    """What is lost, doubled or out of order in the database after all runs; a sound market yields nothing."""
    with connection.cursor() as cursor:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            cursor.execute("SELECT current_setting(%s)", [setting])
            if cursor.fetchone() != ("on",):
                yield f"{setting} is off: this server may lose what it has committed"
        cursor.execute("SELECT count(*) FILTER (WHERE accepted), count(*) FILTER (WHERE NOT accepted) FROM trading_bid")
        kept = Tally(*cursor.fetchone())
        if kept != told:
            yield f"bidders were told {told}, the market kept {kept}"
        cursor.execute("""
            SELECT sale.number FROM trading_sale AS sale JOIN LATERAL (
                SELECT count(*) AS bids, count(DISTINCT sequence) AS places, coalesce(max(sequence), 0) AS last,
                    max(price_fen) FILTER (WHERE accepted) AS leading
                FROM trading_bid WHERE sale_id = sale.id
            ) AS kept ON true
            WHERE (kept.bids, kept.places, kept.last) <> (sale.bid_count, sale.bid_count, sale.bid_count)
                OR kept.leading IS DISTINCT FROM sale.leading_fen
        """)
        for (number,) in cursor.fetchall():
            yield f"{number}: a gap, a double or the wrong leader"
        cursor.execute("SELECT count(*) FROM audit_entry WHERE verb IN ('trading.bid_placed', 'trading.bid_refused')")
        lines = cursor.fetchone()[0]
        if lines != told.accepted + told.refused:
            yield f"{told.accepted + told.refused} bids have {lines} lines in the log"
