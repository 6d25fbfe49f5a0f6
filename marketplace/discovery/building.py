"""All documents of the market, read from the tables in shares and cut into words by every core.

A share is a range of primary keys with a fixed number of rows. Few shares are made here; many are made by processes of their own, each with its connection, never more at a
time than are taken: memory stays bounded, however large the market is.
"""

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from typing import NamedTuple

import django

from marketplace.catalogue.models import Listing, Need
from marketplace.discovery.index import document
from marketplace.discovery.papers import of_listing, of_need
from marketplace.discovery.rows import listings, needs

SHARE = 2_000  # rows
ALONE = 10  # shares that are not worth starting processes for


class Share(NamedTuple):
    kind: str
    low: int
    high: int  # inclusive


def documents() -> Iterator[str]:
    """Every listing on offer and every open need, as the index's writer takes them."""
    wanted = shares()
    if len(wanted) <= ALONE:
        return (made for share in wanted for made in documents_of(share))
    return by_all_cores(wanted)


def shares() -> list[Share]:
    """Ranges of primary keys with `SHARE` rows each, whatever gaps there are between them."""
    found: list[Share] = []
    for kind, rows in (("listing", Listing.objects.on_offer()), ("need", Need.objects.open())):
        keys = list(rows.order_by("pk").values_list("pk", flat=True))
        found += [Share(kind, keys[at], keys[min(at + SHARE, len(keys)) - 1]) for at in range(0, len(keys), SHARE)]
    return found


def documents_of(share: Share) -> list[str]:
    """The documents of one share, in four statements at most."""
    if share.kind == "listing":
        return [document(of_listing(row)) for row in listings(share.low, share.high)]
    return [document(of_need(row)) for row in needs(share.low, share.high)]


def by_all_cores(wanted: Iterable[Share]) -> Iterator[str]:
    cores = os.cpu_count() or 1
    waiting = iter(wanted)
    # Spawned, not forked: a fork would share this process's connection to the database.
    with ProcessPoolExecutor(cores, get_context("spawn"), django.setup) as pool:
        running: deque[Future[list[str]]] = deque(pool.submit(documents_of, s) for s in islice(waiting, 2 * cores))
        while running:
            made = running.popleft().result()
            running.extend(pool.submit(documents_of, share) for share in islice(waiting, 1))
            yield from made
