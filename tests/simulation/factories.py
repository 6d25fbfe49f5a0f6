"""Deals in files, and simulations of them."""

import csv
import io
import random
from fractions import Fraction

from marketplace.core.clock import frozen
from marketplace.core.money import plain_yuan
from marketplace.fees.models import Schedule
from marketplace.simulation import commands, tasks
from tests.accounts.factories import officer
from tests.files.factories import upload

TODAY = frozen("2027-03-01T09:30:00")
HEADINGS = ["交易机构", "付费方", "成交价", "此前累计", "付费单位", "中小微企业"]
THIRDS = [Fraction(0), Fraction(1, 3), Fraction(2, 3), Fraction(1)]
# S1 at both venues, a part of a royalty, and a small firm.
DEALS = [
    ["SW", "双方", "3350000.00", "", "示范甲", "否"],
    ["CQ", "受让方", "335万", "", "示范乙", "是"],
    ["重庆联交所", "seller", "1,000,000.01", "", "示范丙", ""],
    ["SW", "buyer", "90000.00", "67500.00", "示范甲", "否"],
]


def table(rows=None, headings=HEADINGS) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([headings, *(DEALS if rows is None else rows)])
    return out.getvalue().encode()


def many(rows: int) -> bytes:
    """Deals of every size at SW and CQ, by a thousand payers."""
    dice = random.Random(2027)
    return table(
        [
            [
                dice.choice(["SW", "CQ"]),
                dice.choice(["seller", "buyer"]),
                plain_yuan(int(10 ** dice.uniform(5, 11))),
                "",
                f"示范{dice.randrange(1_000)}",
                dice.choice("是否"),
            ]
            for _row in range(rows)
        ]
    )


def e1() -> Schedule:
    return Schedule.objects.get(code="E1", version=1)


def asked(content=None, *, name="成交.csv", by=None, **fields):
    """A simulation of E1 beside what each exchange charged by itself; of a file unless another source is said."""
    given = {"title": "示范测算", "schedule": e1(), "baseline": "own", "weights": THIRDS, "source": "file"}
    if (fields.get("source", "file")) == "file" and "file" not in fields:
        given["upload"] = upload(table() if content is None else content, name)
    given |= {"lower_of_for_small_firms": True} | fields
    return commands.start_simulation(actor=by or officer("SW"), clock=TODAY, **given)


def counted(content=None, **fields):
    """One whose deals a worker has counted."""
    simulation = asked(content, **fields)
    tasks.run(simulation.number)
    simulation.refresh_from_db()
    simulation.job.refresh_from_db()
    return simulation
