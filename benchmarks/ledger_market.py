"""What the benchmark `ledger` writes with: parties with money, `post` as commands call it, and its statements by plain psycopg."""

import random
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count

import psycopg
from django.db import connection
from psycopg.types.json import Jsonb

from accounts.actor import system_actor
from accounts.models import Organisation
from benchmarks.writers import Write, Writing
from marketplace.audit.chain import hash_payload
from marketplace.core.states import atomic
from marketplace.ledger.commands import open_account, post
from marketplace.ledger.commands.booking import POSTED
from marketplace.ledger.models import MAX_LEGS, Account, Purpose, Transfer
from marketplace.ledger.queries import faults as ledger_faults
from tests.accounts.factories import EARLIER, uscc

SYSTEM = system_actor("benchmarks.ledger")
FUNDS_FEN = 1_000_000_00
OF_A_PARTY = (Purpose.AVAILABLE, Purpose.PAYABLE)


@dataclass(frozen=True)
class Market:
    """The accounts of parties at one exchange, and the account of fees that all of them pay to."""

    parties: list[Account]
    fee: Account
    booked: int  # transfers that brought the money


@atomic  # one commit for all, since only transfers are measured
def build(accounts: int) -> Market:
    firms = Organisation.objects.bulk_create(_firm(n) for n in range(accounts // len(OF_A_PARTY)))
    rows = [Account(organisation=firm, purpose=purpose, exchange="SW") for firm in firms for purpose in OF_A_PARTY]
    parties = list(Account.objects.bulk_create(rows))
    bank, fee = (open_account(organisation=None, purpose=one, exchange="SW") for one in (Purpose.BANK, Purpose.FEE))
    for first in range(0, accounts, MAX_LEGS - 1):
        some = parties[first : first + MAX_LEGS - 1]
        legs = [(bank, -FUNDS_FEN * len(some)), *((one, FUNDS_FEN) for one in some)]
        post(reference=f"funds:{first}", legs=legs, actor=SYSTEM)
    return Market(parties, fee, Transfer.objects.count())


def _firm(n: int) -> Organisation:
    state = {"state": Organisation.State.VERIFIED, "verified_by": "SW", "verified_at": EARLIER, "submitted_at": EARLIER}
    return Organisation(kind="firm", name=f"示范单位{n}", uscc=uscc(), owner_category="private", **state)


def ours(market: Market, *, hot: bool) -> Writing:
    """As commands book."""

    def writing(number: int) -> Write:
        draw = _draws(market, number, hot=hot)

        def write() -> None:
            reference, payer, payee = draw()
            post(reference=reference, legs=[(payer, -1), (payee, 1)], actor=SYSTEM)

        return write

    return writing


def plain(market: Market, *, hot: bool) -> Writing:
    """The same statement, by psycopg as it comes, with just enough Python to fill them in."""
    connection.ensure_connection()
    settings = connection.get_connection_params()
    names = {name: settings[name] for name in ("dbname", "user", "password", "host", "port") if settings.get(name)}

    def writing(number: int) -> Write:
        own, draw = psycopg.connect(**names, autocommit=True), _draws(market, number, hot=hot)

        def write() -> None:
            reference, payer, payee = draw()
            legs = {payer.number: -1, payee.number: 1}
            body = {"reference": reference, "kind": "transfer", "memo": "", "legs": legs, "reverses": ""}
            salt = secrets.token_bytes(16)
            said = [reference, "transfer", "", SYSTEM.ref, None, [payer.pk, payee.pk], [-1, 1]]
            own.execute(POSTED, [*said, "", hash_payload(salt, body), salt, Jsonb(body)]).fetchone()

        return write

    return writing


SIDES: dict[str, Callable[..., Writing]] = {"post": ours, "psycopg": plain}


def _draws(market: Market, number: int, *, hot: bool) -> Callable[[], tuple[str, Account, Account]]:
    """A reference that nobody had, a payer and a payee."""
    dice, run, serial = random.Random(number), secrets.token_hex(4), count()

    def draw() -> tuple[str, Account, Account]:
        payer, payee = dice.sample(market.parties, 2)
        return f"bench:{run}:{number}:{next(serial)}", payer, market.fee if hot else payee

    return draw


def faults(told: int) -> Iterator[str]:
    """What is lost, doubled or does not agree after all runs; a sound ledger yields nothing."""
    with connection.cursor() as cursor:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            cursor.execute("SELECT current_setting(%s)", [setting])
            if cursor.fetchone() != ("on",):
                yield f"{setting} is off: this server may lose what it has committed"
        cursor.execute("SELECT count(*) FROM audit_entry WHERE verb = 'ledger.posted' AND subject LIKE 'transfer:%'")
        lines = cursor.fetchone()[0]
    kept = Transfer.objects.count()
    written = Transfer.objects.filter(reference__startswith="bench:").count()
    if written != told or lines != kept:
        yield f"writers were told of {told} transfers, the ledger has {written}, the log {lines} lines for {kept}"
    yield from ledger_faults()
