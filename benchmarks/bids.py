"""How many bids a second does the market accept, beside plain psycopg sending the same statements to the same server?

32 bidders at once, (a) on one sale, (b) over 200 sales, each side from as many processes as serve it best; the database
keeps every commit (`fsync`, `synchronous_commit`). Nothing may be lost or doubled, no sequence may have a gap.
"""

import os
import secrets
import sys
from statistics import median

import django
from django.core.management import call_command

from benchmarks.report import finish, table
from marketplace import engines

BIDDERS, SALES = 32, 200
PROCESSES = (2, 4, 8)  # tried for each side; the best serves
TRIAL_SECONDS, ROUND_SECONDS, ROUNDS = 1.0, 2.0, 3
GOALS = {"one_sale": 0.4, "many_sales": 0.35}


def main() -> int:
    with engines.temporary("bids") as environment:
        os.environ.update(environment, SHUANGCHENG_SANDBOX="0", SHUANGCHENG_SECRET_KEY=secrets.token_urlsafe(48))
        os.environ["DJANGO_SETTINGS_MODULE"] = "marketplace.settings"
        django.setup()
        call_command("migrate", verbosity=0)
        return measure()


def measure() -> int:
    from benchmarks import bidders, bidding_market  # noqa: PLC0415  models load after the set-up

    sales, on_one, on_many = bidding_market.build(BIDDERS, SALES)
    prices, sides = bidders.Prices(sales), {"place_bid": bidders.ours, "psycopg": bidders.plain}
    told = bidders.Tally(0, 0)
    figures: dict[str, dict[str, float]] = {}

    def rate(side: str, people: list[bidders.Person], processes: int, seconds: float) -> float:
        nonlocal told
        tally, took = bidders.run(sides[side], people, prices, processes=processes, seconds=seconds)
        told = bidders.Tally(told.accepted + tally.accepted, told.refused + tally.refused)
        return tally.accepted / took

    for case, people in (("one_sale", on_one), ("many_sales", on_many)):
        best = {side: max(PROCESSES, key=lambda n: rate(side, people, n, TRIAL_SECONDS)) for side in sides}
        rounds = [{side: rate(side, people, best[side], ROUND_SECONDS) for side in sides} for _n in range(ROUNDS)]
        figures[case] = {side: round(median(one[side] for one in rounds), 1) for side in sides}
        figures[case] |= {f"{side}_processes": best[side] for side in sides}

    faults = list(bidders.faults([sale.pk for sale in sales], told))
    return report(figures, faults, told.accepted, told.refused)


def report(figures: dict[str, dict[str, float]], faults: list[str], accepted: int, refused: int) -> int:
    names = {
        "one_sale": f"(a) {BIDDERS} bidders on one sale",
        "many_sales": f"(b) {BIDDERS} bidders over {SALES} sales",
    }
    ratios = {case: round(one["place_bid"] / one["psycopg"], 3) for case, one in figures.items()}
    rows = [
        (
            names[case],
            one["place_bid"],
            one["place_bid_processes"],
            one["psycopg"],
            one["psycopg_processes"],
            ratios[case],
            GOALS[case],
        )
        for case, one in figures.items()
    ]
    print(table(["accepted bids a second", "place_bid", "processes", "psycopg", "processes", "ratio", "goal"], rows))
    print(f"{accepted} accepted, {refused} overtaken and refused; lost, doubled, gaps: {'; '.join(faults) or 'none'}")
    holds = not faults and all(ratios[case] >= goal for case, goal in GOALS.items())
    return finish("bids", figures=figures | {"faults": faults}, ratios=ratios, goals=GOALS, holds=holds)


if __name__ == "__main__":
    sys.exit(main())
