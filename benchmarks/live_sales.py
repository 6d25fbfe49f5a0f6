"""Part (b) of the benchmark `sales`: a thousand streams listen to sales in which bids flow."""

import signal
import threading
import time
import urllib.error
import urllib.request
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from statistics import quantiles
from typing import Any

from accounts.actor import actor_for
from accounts.models import Organisation, User
from benchmarks.listeners import Listeners
from benchmarks.sales_market import Lot, Market
from marketplace.core.clock import market_clock
from marketplace.core.live import SEPARATOR, channel, client
from marketplace.processes import Child, web_command
from marketplace.trading.commands.bids import place_bid
from marketplace.trading.models import Sale
from tests.support.asgi import await_answer, free_port

SALES, BIDDERS, STREAMS = 20, 2, 1_000
BIDS, BIDS_A_SECOND = 300, 15
PAGES = ("/sales/", "/", "/sales/{number}/")
PAUSE_SECONDS = 0.25  # between two pages that are asked for beside the streams
READY_SECONDS, END_SECONDS = 60, 60

Commits = Mapping[str, Sequence[float]]  # times of the commits of each sale's bids


def listen_all(folder: Path) -> dict[str, Any]:
    """Serve, listen, bid, ask for pages; then tell the server to stop. Figures by name."""
    market = Market(market_clock.read(), 300)
    lots = market.lots([market.now + timedelta(days=1)] * SALES, BIDDERS)
    numbers = [lot.number for lot in lots]
    port = free_port()
    server = serve(port, folder)
    try:
        crowd = Listeners(port, numbers, STREAMS)
        crowd.start(READY_SECONDS)
        with Subscriber() as plain, Visitor(port, numbers) as visitor:
            time.sleep(1)  # the greetings are over
            commits = bid_for_a_while(lots)
            time.sleep(1)
        crowd.expect_the_end()
        lost, stopping = crowd.lost, time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        server.process.wait(END_SECONDS)
        stopped = time.monotonic() - stopping
    finally:
        server.stop()
    ours = [late for number in numbers for times in crowd.heard[number] for late in lateness(commits[number], times)]
    peer = [late for number in numbers for late in lateness(commits[number], plain.heard[number])]
    return {
        "streams": STREAMS,
        "streams_lost": lost,
        "hints": len(ours),
        "hints_missing": BIDS * STREAMS // SALES - len(ours),
        "commit_to_client_p95_ms": p95_ms(ours),
        "commit_to_client_worst_ms": round(max(ours) * 1_000),
        "commit_to_redis_p95_ms": p95_ms(peer),
        "pages_asked": len(visitor.taken) + visitor.refused,
        "pages_refused": visitor.refused,
        "page_p95_ms": p95_ms(visitor.taken),
        "stop_seconds": round(stopped, 2),
    }


def serve(port: int, folder: Path) -> Child:
    """As in production, with two workers."""
    command = web_command(port=port, workers=2)
    server = Child("web server", command, log=folder / "granian.log", environment={"SHUANGCHENG_HOSTS": "127.0.0.1"})
    await_answer(server, f"http://127.0.0.1:{port}")
    return server


def asked(port: int, path: str) -> bool:
    """Whether the page is answered with 200."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"X-Forwarded-Proto": "https"})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            answer.read()
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def bid_for_a_while(lots: Sequence[Lot]) -> Commits:
    """One bid after the other, sale by sale, each sale's bids more than a second apart, so that a hint is of one bid only."""
    commits: dict[str, list[float]] = defaultdict(list)
    sales = Sale.objects.in_bulk([lot.sale for lot in lots])
    people = {one for lot in lots for one in lot.people}
    actors = {
        one.user: actor_for(User.objects.get(pk=one.user), Organisation.objects.get(pk=one.organisation))
        for one in people
    }
    began = time.time()
    for n in range(BIDS):
        lot, round_ = lots[n % len(lots)], n // len(lots)
        one = lot.people[round_ % len(lot.people)]
        time.sleep(max(0.0, began + n / BIDS_A_SECOND - time.time()))
        price = lot.start_fen + round_ * lot.increment_fen
        placed = place_bid(sale=sales[lot.sale], price_fen=price, actor=actors[one.user], clock=market_clock)
        commits[lot.number].append(time.time())
        assert placed.accepted, placed.reason
    return commits


def lateness(commits: Sequence[float], heard: Sequence[float]) -> list[float]:
    """For each commit, how long until the next thing heard; nothing for one after which nothing came before the next commit."""
    found = []
    for place, at in enumerate(commits):
        following = bisect_left(heard, at)
        until = commits[place + 1] if place + 1 < len(commits) else float("inf")
        if following < len(heard) and heard[following] < until:
            found.append(heard[following] - at)
    return found


def p95_ms(seconds: Sequence[float]) -> float:
    return round(quantiles(seconds, n=20)[-1] * 1_000, 1)


class Subscriber:
    """The peer: somebody who hears the hints from Redis itself."""

    def __init__(self) -> None:
        self.heard: dict[str, list[float]] = defaultdict(list)
        self._subscription = client().pubsub()
        self._subscription.subscribe(channel())
        self._over = threading.Event()
        self._reader = threading.Thread(target=self._read, daemon=True)

    def __enter__(self) -> "Subscriber":
        self._reader.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._reader.join()
        self._subscription.close()

    def _read(self) -> None:
        while not self._over.is_set():
            message = self._subscription.get_message(timeout=0.2)
            if message and message["type"] == "message":
                at = time.time()
                for topic in message["data"].decode().split(SEPARATOR):
                    self.heard[topic.removeprefix("sale:")].append(at)


class Visitor:
    """Somebody who asks for one page after the other."""

    def __init__(self, port: int, numbers: Sequence[str]) -> None:
        self._port, self._numbers = port, numbers
        self.taken: list[float] = []
        self.refused = 0
        self._over = threading.Event()
        self._walker = threading.Thread(target=self._walk, daemon=True)

    def __enter__(self) -> "Visitor":
        self._walker.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._walker.join()

    def _walk(self) -> None:
        place = 0
        while not self._over.wait(PAUSE_SECONDS):
            path = PAGES[place % len(PAGES)].format(number=self._numbers[place % len(self._numbers)])
            place, started = place + 1, time.monotonic()
            if asked(self._port, path):
                self.taken.append(time.monotonic() - started)
            else:
                self.refused += 1
