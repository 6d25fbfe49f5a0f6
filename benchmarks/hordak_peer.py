"""The peer of the benchmark `ledger`: django-hordak, in its own environment and on its own database of the same server.

`python -m benchmarks.hordak_peer build ACCOUNTS` or `run SIDE CASE WRITERS PROCESSES SECONDS`; the server is in HORDAK_DATABASE.
Two sides: `hordak` calls `transfer_to` in a transaction, as its documentation shows. It does not ask whether the money is there,
books a repeat twice and leaves no log. `hordak_asked` locks the payer and asks for its balance before, as whoever may not
overdraw an account must.
"""

import json
import os
import random
import sys
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command

from benchmarks import writers

LEGS = 199
FUNDS = 1_000_000


def main() -> int:
    entry = json.loads(os.environ["HORDAK_DATABASE"])
    settings.configure(
        DATABASES={"default": {"ENGINE": "django.db.backends.postgresql"} | entry},
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "mptt", "hordak"],
        DEFAULT_CURRENCY="CNY",
        CURRENCIES=["CNY"],
        HORDAK_INTERNAL_CURRENCY="CNY",
        HORDAK_CURRENCIES=["CNY"],
        USE_TZ=True,
    )
    django.setup()
    verb, *arguments = sys.argv[1:]
    answer = build(int(arguments[0])) if verb == "build" else run(*arguments)
    print(json.dumps(answer))
    return 0


def build(number: int) -> int:
    """So many parties' accounts with money, and one account of fees. Written in bulk: only transfers are measured."""
    from django.db import transaction  # noqa: PLC0415  after the set-up
    from hordak.models import Account, AccountType, Leg, Transaction  # noqa: PLC0415
    from moneyed import Money  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    tree = {"lft": 1, "rght": 2, "level": 0}
    kinds = [AccountType.income, AccountType.asset, *[AccountType.liability] * number]
    rows = [Account(name=f"{n}", type=kind, tree_id=n, currencies=["CNY"], **tree) for n, kind in enumerate(kinds, 1)]
    _fees, bank, *parties = Account.objects.bulk_create(rows)
    for first in range(0, number, LEGS):
        some = parties[first : first + LEGS]
        with transaction.atomic():
            booked = Transaction.objects.create()
            legs = [Leg(transaction=booked, account=one, credit=Money(FUNDS, "CNY")) for one in some]
            legs.append(Leg(transaction=booked, account=bank, debit=Money(FUNDS * len(some), "CNY")))
            Leg.objects.bulk_create(legs)
    return Transaction.objects.count()


def run(side: str, case: str, many: str, processes: str, seconds: str) -> dict[str, Any]:
    """How many transfers were done, in how many seconds, and how many there are now."""
    from django.db import connection, transaction  # noqa: PLC0415  after the set-up
    from hordak.models import Account, AccountType, Transaction  # noqa: PLC0415
    from moneyed import Money  # noqa: PLC0415

    parties = list(Account.objects.filter(type=AccountType.liability).order_by("pk"))
    fees, fen = Account.objects.get(type=AccountType.income), Money("0.01", "CNY")

    def writing(number: int) -> writers.Write:
        dice = random.Random(number)

        def write() -> None:
            payer, payee = dice.sample(parties, 2)
            with transaction.atomic():
                if side == "hordak_asked":
                    held = Account.objects.select_for_update(no_key=True).get(pk=payer.pk).get_simple_balance()
                    if held["CNY"] < fen:
                        raise RuntimeError("overdrawn")
                (fees if case == "hot_account" else payee).transfer_to(payer, fen)

        return write

    before = Transaction.objects.count()
    done, took = writers.run(
        writing,
        writers=int(many),
        processes=int(processes),
        seconds=float(seconds),
        close=lambda: connection.close(),  # of the thread that calls it
    )
    return {"done": done, "took": took, "kept": Transaction.objects.count() - before}


if __name__ == "__main__":
    sys.exit(main())
