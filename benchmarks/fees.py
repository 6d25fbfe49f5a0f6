"""How many fees a second does one core work out in bulk, and how long does a replay of 200,000 deals take?

(a) Fees by E1, SW and CQ, through the bulk path; the exact path in fractions, which also explains them, is told beside. (b) A file of 200,000 deals, as
an operator has it, read and replayed under the legacy schedule of its venue and under the unified one: revenue by venue and side, who pays less and
who more. Beside both, in the same run: a plain loop in Decimal, as one would write it.
(c) The same file, as CSV and as XLSX, handed in as a simulation and counted by a Celery worker into its database: by periods of transition, price and payer too.
Every amount of the bulk path must be that of the fractions, to the fen, and all replays must agree.
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

from benchmarks import fees_market
from benchmarks.report import finish, table
from marketplace.core.money import parse_yuan, plain_yuan
from marketplace.core.workbook import Head, Sheet, workbook
from marketplace.fees.bulk import IntegerTariff
from marketplace.fees.pricing import Tariff, explain
from marketplace.fees.replaying import Payer, Payment, replay
from tests.fees.tariffs import CQ, E1, EDGES_FEN, SW

DEALS, ROUNDS = 200_000, 5
GOALS = {
    "quotes_a_second": 50_000,
    "replay_seconds": 15,
    "replay_mebibytes": 1024,
    "celery_csv_seconds": 15,
    "celery_csv_mebibytes": 1024,
    "celery_xlsx_seconds": 15,
    "celery_xlsx_mebibytes": 1024,
}
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
        celery = fees_market.measure(*handed_in(file))
        faults += [] if all(totals == plain[1] for totals in celery.pop("totals")) else ["the simulations do not agree"]
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
        **celery,
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


def handed_in(file: Path) -> tuple[Path, Path]:
    """The deals as an operator uploads them, by five thousand payers, a third of them small firms: as text and as a workbook."""
    told = [
        (row["venue"], row["side"], row["price"], row["received"], "agreed", f"P{n % 5_000}", "no" if n % 3 else "yes")
        for n, row in enumerate(rows(file))
    ]
    as_text, as_workbook = file.with_name("upload.csv"), file.with_name("upload.xlsx")
    with as_text.open("w", newline="") as opened:
        csv.writer(opened).writerows([fees_market.HEADINGS, *told])
    sheet = [[Head(heading) for heading in fees_market.HEADINGS], *told]
    as_workbook.write_bytes(workbook([Sheet("deals", sheet)]))
    return as_text, as_workbook


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
        *through_celery(figures, "csv"),
        *through_celery(figures, "xlsx"),
    ]
    print(table(["fees", "ours", "a loop in Decimal", "ratio", "goal"], lines))
    print(f"in fractions, with every slice: {figures['explained_a_second']:,} a second")
    print(f"amounts and totals that differ: {'; '.join(figures['faults']) or 'none'}")
    holds = (
        not figures["faults"]
        and figures["quotes_a_second"] >= GOALS["quotes_a_second"]
        and all(figures[name] <= goal for name, goal in GOALS.items() if name != "quotes_a_second")
    )
    return finish("fees", figures=figures, ratios=ratios, goals=GOALS, holds=holds)


def through_celery(figures: dict[str, Any], kind: str) -> list[tuple[Any, ...]]:
    seconds, memory = f"celery_{kind}_seconds", f"celery_{kind}_mebibytes"
    return [
        (f"uploaded {kind.upper()}, by a worker", f"{figures[seconds]} s", "", "", f"{GOALS[seconds]} s"),
        ("its peak memory", f"{figures[memory]} MiB", "", "", f"{GOALS[memory]} MiB"),
    ]


if __name__ == "__main__":
    sys.exit(main())
