"""How many fees a second does one core work out in bulk, and how long does a replay of 200,000 deals take?

(a) Fees by E1, SW and CQ, through the bulk path; the exact path in fractions, which also explains them, is told beside. (b) A file of 200,000 deals, as
an operator has it, read and replayed under the legacy schedule of its venue and under the unified one: revenue by venue and side, who pays less and
who more. Beside both, in the same run: a plain loop in Decimal, as one would write it.
Every amount of the bulk path must be that of the fractions, to the fen, and both replays must agree. No database has a part in it.
"""

import csv
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.report import finish, table
from marketplace.core.money import parse_yuan, plain_yuan
from marketplace.fees.bulk import IntegerTariff
from marketplace.fees.pricing import Tariff, explain
from marketplace.fees.replaying import Payer, Payment, replay
from tests.fees.tariffs import CQ, E1, EDGES_FEN, SW

DEALS, ROUNDS = 200_000, 5
GOALS = {"quotes_a_second": 50_000, "replay_seconds": 15, "replay_mebibytes": 1024}
LEGACY = {(venue, side): tariff for venue, tariff in (("SW", SW), ("CQ", CQ)) for side in ("seller", "buyer")}
UNIFIED = dict.fromkeys(LEGACY, E1)
FEN = Decimal("0.01")
Totals = dict[Payer, tuple[int, int, int, int, int]]  # fees by both in fen; how many pay less, more, the same


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="shuangcheng-fees-") as folder:
        file = Path(folder) / "deals.csv"
        write_deals(file)
        ours, plain = measured([lambda: replayed(file), lambda: replayed_plainly(file)])
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        faults = [] if ours[1] == plain[1] else ["the replays do not agree"]
        prices = [parse_yuan(row["price"]) for row in rows(file)]
    bulk, fractions, decimals = measured(
        [lambda: charges(prices), lambda: explained(prices), lambda: charges_plainly(prices)]
    )
    faults += [] if bulk[1] == fractions[1] == decimals[1] else ["the amounts do not agree"]
    quotes = 3 * len(prices)
    figures: dict[str, Any] = {
        "quotes_a_second": round(quotes / bulk[0]),
        "explained_a_second": round(quotes / fractions[0]),
        "decimal_a_second": round(quotes / decimals[0]),
        "replay_seconds": round(ours[0], 2),
        "decimal_replay_seconds": round(plain[0], 2),
        "replay_mebibytes": round(peak),
        "faults": faults,
    }
    return report(figures)


def measured(acts: Sequence[Callable[[], Any]]) -> list[tuple[float, Any]]:
    """Median seconds of each act and what it returned, the acts by turns."""
    seconds: list[list[float]] = [[] for _act in acts]
    results: list[Any] = [None] * len(acts)
    for _round in range(ROUNDS):
        for place, act in enumerate(acts):
            began = time.perf_counter()
            results[place] = act()
            seconds[place].append(time.perf_counter() - began)
    return [(median(taken), result) for taken, result in zip(seconds, results, strict=True)]


def write_deals(file: Path) -> None:
    """Prices from a thousand to a billion yuan, each size alike, some on the edge of a band; a tenth is one royalty of several."""
    dice = random.Random(2027)
    edges = [edge for edge in EDGES_FEN if edge]
    with file.open("w", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(["venue", "side", "price", "received"])
        for _n in range(DEALS):
            price_fen = dice.choice(edges) if dice.random() < 0.05 else int(10 ** dice.uniform(5, 11))
            received_fen = int(10 ** dice.uniform(5, 10)) if dice.random() < 0.1 else 0
            venue, side = dice.choice(list(LEGACY))
            writer.writerow([venue, side, plain_yuan(price_fen), plain_yuan(received_fen)])


def rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(newline="") as opened:
        yield from csv.DictReader(opened)


def replayed(file: Path) -> Totals:
    before, after = (
        {payer: IntegerTariff.of(tariff) for payer, tariff in tariffs.items()} for tariffs in (LEGACY, UNIFIED)
    )
    found = replay(payments(file), before, after)
    return {
        payer: (tally.before_fen, tally.after_fen, tally.less, tally.more, tally.same) for payer, tally in found.items()
    }


def payments(file: Path) -> Iterator[Payment]:
    for row in rows(file):
        yield Payment(row["venue"], row["side"], parse_yuan(row["price"]), parse_yuan(row["received"]))


def charges(prices: Iterable[int]) -> list[int]:
    whole = [IntegerTariff.of(tariff) for tariff in (E1, SW, CQ)]
    return [tariff.charge(price_fen) for tariff in whole for price_fen in prices]


def explained(prices: Iterable[int]) -> list[int]:
    return [explain(price_fen, tariff).charge_fen for tariff in (E1, SW, CQ) for price_fen in prices]


class PlainTariff:
    """The peer: the same bands in yuan and Decimal, slice by slice, rounded at the end."""

    def __init__(self, tariff: Tariff) -> None:
        self.bands = [(in_yuan(b.lower_fen), in_yuan(b.upper_fen), in_decimal(b.rate)) for b in tariff.bands]
        self.minimum, self.maximum = in_yuan(tariff.minimum_fen), in_yuan(tariff.maximum_fen)

    def charge(self, price: Decimal) -> Decimal:
        fee = Decimal(0)
        for lower, upper, rate in self.bands:
            if price <= lower:
                break
            fee += ((price if upper is None else min(price, upper)) - lower) * rate
        if price and self.minimum is not None:
            fee = max(fee, self.minimum)
        if self.maximum is not None:
            fee = min(fee, self.maximum)
        return fee.quantize(FEN, ROUND_HALF_UP)


def in_yuan(fen: int | None) -> Any:
    return None if fen is None else Decimal(fen) / 100


def in_decimal(rate: Fraction) -> Decimal:
    return Decimal(rate.numerator) / rate.denominator


def charges_plainly(prices: Iterable[int]) -> list[int]:
    plain = [PlainTariff(tariff) for tariff in (E1, SW, CQ)]
    in_decimals = [in_yuan(price_fen) for price_fen in prices]
    return [int(tariff.charge(price) * 100) for tariff in plain for price in in_decimals]


def replayed_plainly(file: Path) -> Totals:
    before, after = ({payer: PlainTariff(tariff) for payer, tariff in tariffs.items()} for tariffs in (LEGACY, UNIFIED))
    totals = {payer: [Decimal(0), Decimal(0), 0, 0, 0] for payer in LEGACY}
    for row in rows(file):
        payer = (row["venue"], row["side"])
        received, price = Decimal(row["received"]), Decimal(row["price"])
        old = before[payer].charge(received + price) - before[payer].charge(received)
        new = after[payer].charge(received + price) - after[payer].charge(received)
        total = totals[payer]
        total[0] += old
        total[1] += new
        total[2 if new < old else 3 if new > old else 4] += 1
    return {payer: (int(t[0] * 100), int(t[1] * 100), int(t[2]), int(t[3]), int(t[4])) for payer, t in totals.items()}


def report(figures: dict[str, Any]) -> int:
    ratios = {
        "quotes_to_decimal": round(figures["quotes_a_second"] / figures["decimal_a_second"], 2),
        "replay_to_decimal": round(figures["replay_seconds"] / figures["decimal_replay_seconds"], 2),
    }
    lines = [
        (
            "fees a second, one core",
            f"{figures['quotes_a_second']:,}",
            f"{figures['decimal_a_second']:,}",
            ratios["quotes_to_decimal"],
            f"{GOALS['quotes_a_second']:,}",
        ),
        (
            f"replay of {DEALS:,} deals",
            f"{figures['replay_seconds']} s",
            f"{figures['decimal_replay_seconds']} s",
            ratios["replay_to_decimal"],
            f"{GOALS['replay_seconds']} s",
        ),
        ("peak memory", f"{figures['replay_mebibytes']} MiB", "", "", f"{GOALS['replay_mebibytes']} MiB"),
    ]
    print(table(["fees", "ours", "a loop in Decimal", "ratio", "goal"], lines))
    print(f"in fractions, with every slice: {figures['explained_a_second']:,} a second")
    print(f"amounts and totals that differ: {'; '.join(figures['faults']) or 'none'}")
    holds = (
        not figures["faults"]
        and figures["quotes_a_second"] >= GOALS["quotes_a_second"]
        and figures["replay_seconds"] <= GOALS["replay_seconds"]
        and figures["replay_mebibytes"] <= GOALS["replay_mebibytes"]
    )
    return finish("fees", figures=figures, ratios=ratios, goals=GOALS, holds=holds)


if __name__ == "__main__":
    sys.exit(main())
