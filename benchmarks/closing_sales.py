"""Part (a) of the benchmark `sales`: hundreds of sales end within minutes, bid on to the last second, while workers are killed."""

import os
import signal
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack, closing
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from statistics import quantiles
from typing import Any

from django.db import connection

from benchmarks.last_bids import Crews, Told
from benchmarks.sales_market import Lot, Market
from marketplace.audit.following import handlers
from marketplace.audit.models import Entry, Pending
from marketplace.audit.queries import followers_behind
from marketplace.celery import DEADLINES
from marketplace.core.clock import market_clock
from marketplace.keys.queries import public_keys
from marketplace.processes import Worker, start_worker
from marketplace.trading.models import Contract, Sale
from marketplace.trading.queries.protocols import protocol_file
from marketplace.trading.standalone import replay_sale

SALES, BIDDERS, TRIAL = 800, 2, 40
WINDOW_SECONDS, EXTENSION_SECONDS = 300, 20
LONGEST_SECONDS = 60  # after the last end, before what is open counts as never closed
CREWS = 2


def close_all(folder: Path) -> dict[str, Any]:
    """Build, bid, kill, wait; then hold every sale against its protocol and the bidders' receipts. Figures by name.

    The workers run while the market is made, as they do when sales are announced: what its log tells is told by then.
    """
    with ExitStack() as stack:
        machines = Machines(stack, folder)
        lots = made()
        await_followers()
        if left(lots[0].ends_at) < 0:
            raise SystemExit("The first sale ended before all were made: the machine is too busy for this benchmark.")
        print(f"The first of {SALES} sales ends in {left(lots[0].ends_at):.0f} s", flush=True)
        crews = Crews(lots, CREWS)
        machines.kill_on_the_way(lots)
        told = crews.told()
        await_closing(lots)
    return held(lots, told) | {"workers_killed": machines.killed}


def made() -> list[Lot]:
    """The sales, the first of which ends as soon as all are made."""
    market = Market(market_clock.read(), EXTENSION_SECONDS)
    first = market_clock.read() + timedelta(seconds=building_seconds(market))
    spread = WINDOW_SECONDS - 2 * EXTENSION_SECONDS
    return market.lots([first + timedelta(seconds=spread * place / SALES) for place in range(SALES)], BIDDERS)


def building_seconds(market: Market) -> float:
    """How long the sales take to make and to be told of on this machine, with a margin: some are made for the trial and left aside."""
    market.lots([market.now + timedelta(days=1)] * 2, BIDDERS)  # what only the first ones wait for
    await_followers()
    started = time.monotonic()
    market.lots([market.now + timedelta(days=1)] * TRIAL, BIDDERS)
    await_followers()
    return 1.3 * SALES * (time.monotonic() - started) / TRIAL + 30


def await_followers() -> None:
    while Pending.objects.exists() or followers_behind(handlers):
        time.sleep(0.2)


def left(at: datetime) -> float:
    return at.timestamp() - time.time()


class Machines:
    """Two machines: on each a worker with a beat, and one for deadlines. All that runs on the one that dies is started anew at once, as a supervisor does."""

    def __init__(self, stack: ExitStack, folder: Path) -> None:
        self._stack, self._folder, self.killed = stack, folder, 0
        self._running = [self._start(place) for place in range(2)]
        for worker in chain(*self._running):
            worker.await_ready()

    def _start(self, place: int) -> list[Worker]:
        log = self._folder / f"machine-{place}.log"
        started = [
            start_worker(log=log, concurrency=2, queues=["celery"], beat=True),
            start_worker(log=log, queues=[DEADLINES]),
        ]
        return [self._stack.enter_context(closing(worker)) for worker in started]

    def kill_on_the_way(self, lots: Sequence[Lot]) -> None:
        """One as a third of the sales have ended, the other after two thirds: the beat of at least one of them sends when it dies."""
        for place, part in ((1, len(lots) // 3), (0, 2 * len(lots) // 3)):
            time.sleep(max(0.0, left(lots[part].ends_at) + EXTENSION_SECONDS))
            for worker in self._running[place]:
                os.killpg(worker.process.pid, signal.SIGKILL)
                self.killed += 1
            self._running[place] = self._start(place)


def await_closing(lots: Sequence[Lot]) -> None:
    connection.close()
    sales = Sale.objects.filter(pk__in=[lot.sale for lot in lots])
    last = max(sales.values_list("ends_at", flat=True))
    while sales.filter(closed_at=None).exists() and left(last) > -LONGEST_SECONDS:
        time.sleep(0.2)


def held(lots: Sequence[Lot], told: Sequence[Told]) -> dict[str, Any]:
    """What came of the sales, and whether it is what an outsider would say."""
    sales = list(Sale.objects.filter(pk__in=[lot.sale for lot in lots]).select_related("listing"))
    late = [(sale.closed_at - sale.ends_at).total_seconds() for sale in sales if sale.closed_at]
    ends = [sale.ends_at for sale in sales]
    return {
        "sales": len(sales),
        "closing_window_seconds": round((max(ends) - min(ends)).total_seconds()),
        "sales_extended": sum(sale.ends_at > sale.free_ends_at for sale in sales),
        "bids": len(told),
        "bids_accepted": sum(one.accepted for one in told),
        "not_closed_once": len(sales) - closed_once(sales),
        "other_outcomes": other_outcomes(sales, told),
        "latest_close_seconds": round(max(late), 2),
        "close_p95_seconds": round(quantiles(late, n=20)[-1], 2),
    }


def closed_once(sales: Sequence[Sale]) -> int:
    """How many have one end in the log, and one contract if they were won."""
    ends = Counter(Entry.objects.filter(verb="trading.sale_closed").values_list("subject", flat=True))
    contracts = Counter(Contract.objects.values_list("sale", flat=True))
    return sum(
        sale.closed_at is not None
        and ends[f"sale:{sale.number}"] == 1
        and contracts[sale.pk] == (sale.state == Sale.State.WON)
        for sale in sales
    )


def other_outcomes(sales: Sequence[Sale], told: Sequence[Told]) -> int:
    """How many protocols the stand-alone program does not accept, with the receipts of their bidders, or ends otherwise."""
    keys = public_keys()["keys"]
    receipts: dict[str, list[str]] = {}
    for one in told:
        receipts.setdefault(one.sale, []).append(one.jws)
    return sum(not agrees(sale, keys, receipts.get(sale.number, [])) for sale in sales if sale.closed_at)


def agrees(sale: Sale, keys: list[dict[str, Any]], receipts: list[str]) -> bool:
    try:
        result = replay_sale.check(protocol_file(sale.protocol), keys, receipts)
    except replay_sale.Disagrees as error:
        print(f"{sale.number}: {error}")
        return False
    price = sale.leading_fen if sale.result == "sold" else None
    return (result["result"], result["price_fen"]) == (sale.result, price)
