"""The bidders of the benchmark `sales`: in every sale some bid early and some in its last second, which extends it, a few times over.

A crew is one process with its share of the sales and one list of what is due next. Every receipt is kept.
"""

import heapq
import multiprocessing
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from accounts.actor import Actor, actor_for
from accounts.models import Organisation, User
from benchmarks.sales_market import Lot
from marketplace.core.clock import market_clock
from marketplace.trading.commands.bids import Receipt, place_bid
from marketplace.trading.models import Sale

fork = multiprocessing.get_context("fork")
EARLY_BIDS, LATE_BIDS = 4, 2
LAST_SECONDS = (0.05, 1.0)  # how long before the end a late bid is sent


@dataclass(frozen=True, slots=True)
class Told:
    """What a bidder was told: the sale's number, whether the bid counts, the signed receipt."""

    sale: str
    accepted: bool
    jws: str


class Crews:
    """Processes that bid until no sale of theirs wants another bid."""

    def __init__(self, lots: Sequence[Lot], processes: int) -> None:
        connection.close()
        self._answers = fork.SimpleQueue()
        self._started = [
            fork.Process(target=_crew, args=(lots[start::processes], self._answers), daemon=True)
            for start in range(processes)
        ]
        for process in self._started:
            process.start()

    def told(self) -> list[Told]:
        """All receipts, once every crew is done."""
        told = [one for _process in self._started for one in self._answers.get()]
        for process in self._started:
            process.join()
        return told


def _crew(lots: Sequence[Lot], answers: Any) -> None:
    told: list[Told] = []
    actors: dict[int, Actor] = {}
    sales = Sale.objects.in_bulk([lot.sale for lot in lots])
    courses = [Course(lot, random.Random(lot.sale)) for lot in lots]
    due = [(course.next_at(None), place) for place, course in enumerate(courses)]
    heapq.heapify(due)
    while due:
        at, place = heapq.heappop(due)
        course = courses[place]
        time.sleep(max(0.0, at - time.time()))
        receipt = course.bid(sales[course.lot.sale], actors)
        told.append(Told(receipt.sale, receipt.accepted, receipt.jws))
        following = course.next_at(receipt.ends_at)
        if following is not None:
            heapq.heappush(due, (following, place))
    connection.close()
    answers.put(told)


class Course:
    """The bids of one sale, one after the other: each by the next of its people."""

    def __init__(self, lot: Lot, dice: random.Random) -> None:
        self.lot, self._dice, self._placed = lot, dice, 0

    def next_at(self, ends_at: datetime | None) -> float | None:
        """When the next bid is sent, in seconds of the epoch; None: enough. `ends_at` as the last answer said."""
        if self._placed >= EARLY_BIDS + LATE_BIDS:
            return None
        end = (ends_at or self.lot.ends_at).timestamp()
        if self._placed < EARLY_BIDS:
            left = max(end - time.time() - 2 * LAST_SECONDS[1], 0.0)
            return time.time() + self._dice.uniform(0, left / (EARLY_BIDS - self._placed))
        return end - self._dice.uniform(*LAST_SECONDS)

    def bid(self, sale: Sale, actors: dict[int, Actor]) -> Receipt:
        one = self.lot.people[self._placed % len(self.lot.people)]
        if one.user not in actors:
            actors[one.user] = actor_for(User.objects.get(pk=one.user), Organisation.objects.get(pk=one.organisation))
        price = self.lot.start_fen + self._placed * self.lot.increment_fen
        self._placed += 1
        return place_bid(sale=sale, price_fen=price, actor=actors[one.user], clock=market_clock)
