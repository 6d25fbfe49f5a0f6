"""Reference data of the fees: example schedules and phases, loaded after every migrate. What is there is left alone."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

from django.db import connection

from marketplace.core.money import parse_yuan
from marketplace.core.states import atomic
from marketplace.fees.commands.drafting import write_terms
from marketplace.fees.models import Adoption, Phase, Schedule, Side
from marketplace.fees.pricing import Band, Tariff
from marketplace.fees.terms import Terms

DATA = Path(__file__).parent.parent / "data" / "schedules.json"


@atomic
def load_reference(**_: object) -> None:
    """Bring in every schedule version and phase that the database lacks."""
    if Schedule._meta.db_table not in connection.introspection.table_names():
        return  # a migrate of other areas only
    data = json.loads(DATA.read_text(encoding="utf-8"))
    for row in data["schedules"]:
        if not Schedule.objects.filter(code=row["code"], version=row["version"]).exists():
            load_schedule(row)
    for way in data["phases"]:
        for step in data["weights"]:
            load_phase(way, step)


def load_schedule(row: dict[str, Any]) -> None:
    """A schedule with the same bands for both sides, written as a draft and then put into force; nobody was consulted on an example."""
    fields = {name: value for name, value in row.items() if name not in {"minimum", "maximum", "bands", "adopted_by"}}
    schedule = Schedule.objects.create(**fields)
    write_terms(schedule, Terms.of(dict.fromkeys(Side.values, read_tariff(row))))
    schedule.move("publish")
    schedule.move("activate")
    for exchange in row["adopted_by"]:
        Adoption.objects.create(
            schedule=schedule,
            exchange=exchange,
            instrument="示例：该交易机构自行决定采用",
            effective_from=row["effective_from"],
        )


def read_tariff(row: dict[str, Any]) -> Tariff:
    """Bands as rows of (upper edge in yuan or null, rate in percent) that follow each other, with the limits in yuan."""
    uppers = [fen(upper) for upper, _percent in row["bands"]]
    rates = [Fraction(percent) / 100 for _upper, percent in row["bands"]]
    lowers = [0, *(upper for upper in uppers if upper is not None)]
    bands = tuple(Band(*band) for band in zip(lowers, uppers, rates, strict=True))
    return Tariff(bands, minimum_fen=fen(row["minimum"]), maximum_fen=fen(row["maximum"]))


def fen(yuan: str | None) -> int | None:
    return None if yuan is None else parse_yuan(yuan)


def load_phase(way: dict[str, str], step: dict[str, Any]) -> None:
    weight = Fraction(step["weight"])
    Phase.objects.get_or_create(
        exchange=way["exchange"],
        from_date=step["from_date"],
        defaults={
            "name": step["name"],
            "legacy": Schedule.objects.get(code=way["legacy"], version=1),
            "target": Schedule.objects.get(code=way["target"], version=1),
            "numerator": weight.numerator,
            "denominator": weight.denominator,
            "lower_of_for_small_firms": step["lower_of_for_small_firms"],
        },
    )
