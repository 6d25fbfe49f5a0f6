"""A market for the benchmark `desk`: 200,000 cases and 1,000,000 documents of one year, by cloning rows in SQL.

One case of each kind is made by the commands, so that every column holds what the product writes; its rows are then multiplied with their own
numbers, days, prices and stages. Of four exchanges two have most of the cases; a third of all still runs, the others were filed or ended.
Left out is what no page or return measured reads: the ledger behind a deposit, the quotes behind a fee, the content of PDFs, rights and owners.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import connection, models

from accounts.models import Membership, Organisation, User
from marketplace.core.clock import FrozenClock, market_clock
from marketplace.desk.models import Case, Step
from marketplace.documents.models import Document
from marketplace.trading.models import Certificate, Sale
from tests.accounts.factories import actor, exchange, verified
from tests.desk.cases import announced_case
from tests.documents.factories import document
from tests.reporting.factories import certified_sale

CASES, DOCUMENTS_PER_CASE, STEPS_PER_CASE, LINES_PER_CASE = 200_000, 5, 5, 5
ORGANISATIONS, COLLEAGUES = 5_000, 12
FIRST = 1_000_000  # primary keys of the clones begin above
YEAR = 2026

# A number that looks random and is the same in every run, from the number of a row.
MIX = "(('x' || substr(md5(n::text || '{salt}'), 1, 7))::bit(28)::int)"
EXCHANGE = "(ARRAY['SW','SW','SW','SW','CQ','CQ','CQ','CD','CD','NT'])[1 + n % 10]"
DAY = (
    f"(timestamptz '{YEAR}-01-01 09:00+08' + make_interval(days => {MIX.format(salt='day')} % 300, secs => n % 28000))"
)
# Out of a hundred cases: filed, ended, suspended, and the stages of what runs.
STAGES = (
    ("archive", "archived", 56), ("interest", "terminated", 8), ("interest", "suspended", 2), ("review", "running", 6),
    ("supplement", "running", 5), ("application", "running", 4), ("examination", "running", 4), ("announcement", "running", 3),
    ("interest", "running", 6), ("qualification", "running", 1), ("deposit", "running", 1), ("trading", "running", 1),
    ("contract", "running", 1), ("settlement", "running", 1), ("voucher", "running", 1),
)  # fmt: skip
DEALT = "IN ('archive', 'contract', 'settlement', 'voucher')"
PRICE = (
    f"(100000 + {MIX.format(salt='price')} % 900000)::bigint * 1000"  # 1,000 yuan to 10 million, in steps of ten yuan
)


def build() -> dict[str, int]:
    """Fill the database; returns how many rows of each kind there are."""
    for code in ("SW", "CQ", "CD", "NT"):
        colleagues(code)
    case, sale = announced_case(), certified_sale()
    paper = document()
    with connection.cursor() as cursor:
        cursor.execute(
            "SET session_replication_role = replica"
        )  # the clones have no triggers to pass, only constraints
        cursor.execute("SET synchronous_commit = off")
        fates(cursor)
        parties(cursor)
        listings(cursor, case)
        cases(cursor, case)
        deals(cursor, sale)
        papers(cursor, paper, case)
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("VACUUM ANALYZE")
    return {model.__name__: model._base_manager.count() for model in (Case, Document, Step, Sale, Organisation)}


def colleagues(code: str) -> None:
    """Officers of an exchange, with two-step sign-in as production demands; the first one is who signs in."""
    for _n in range(COLLEAGUES):
        person = actor(exchange(code), ["officer"]).user
        Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})


def fates(cursor: Any) -> None:
    """What became of each case, once, for all that follows."""
    bounds, upto = [], 0
    for stage, state, share in STAGES:
        upto += share
        bounds.append(f"WHEN r < {upto} THEN '{stage}:{state}'")
    assert upto == 100
    cursor.execute(
        f"""
        CREATE UNLOGGED TABLE fate AS
        SELECT n, split_part(s, ':', 1) AS stage, split_part(s, ':', 2) AS state, {EXCHANGE} AS exchange, {DAY} AS day, {PRICE} AS price
        FROM (SELECT n, CASE {" ".join(bounds)} END AS s FROM (
            SELECT n, {MIX.format(salt="fate")} % 100 AS r FROM generate_series(1, {CASES}) n) one) two
        """
    )
    cursor.execute("ALTER TABLE fate ADD PRIMARY KEY (n)")


def clone(
    cursor: Any, row: models.Model, values: Mapping[str, str], *, source: str = "fate f", where: str = "true"
) -> None:
    """Insert a row for each of `source` like `row`, with the SQL of `values` in place of its columns; `n` numbers them."""
    fields = [field.column for field in row._meta.local_concrete_fields]
    assert values.keys() <= set(fields), values.keys() - set(fields)
    chosen = ", ".join(values.get(column, f'x."{column}"') for column in fields)
    columns = ", ".join(f'"{column}"' for column in fields)
    table, key = row._meta.db_table, row._meta.pk.column
    template = f'(SELECT * FROM {table} WHERE "{key}" = {row.pk})'
    cursor.execute(
        f"INSERT INTO {table} ({columns}) SELECT {chosen} FROM {source} CROSS JOIN {template} x WHERE {where}"
    )


def parties(cursor: Any) -> None:
    """Firms and universities of Chengdu, Chongqing, the rest of Sichuan and elsewhere."""
    region = "(ARRAY['510107','510104','500112','500103','510700','310115'])[1 + n % 6]"
    values = {
        "id": f"{FIRST} + n",
        "number": f"'O-{YEAR}-' || lpad((100000 + n)::text, 6, '0')",
        "name": "'示范单位' || n",
        "name_en": "''",
        "uscc": "'BENCH' || lpad(n::text, 13, '0')",
        "region_code": region,
        "contact_phone": "'028-' || (10000000 + n)",
    }
    clone(cursor, verified("university"), values, source=f"generate_series(1, {ORGANISATIONS}) n")


def listings(cursor: Any, case: Case) -> None:
    state = """CASE WHEN f.state = 'archived' THEN 'sold' WHEN f.state = 'terminated' THEN 'withdrawn' WHEN f.state = 'suspended' THEN 'suspended'
        WHEN f.stage = 'application' THEN 'draft' WHEN f.stage IN ('review', 'supplement') THEN 'submitted'
        WHEN f.stage IN ('examination', 'announcement') THEN 'accepted' WHEN f.stage IN ('contract', 'settlement', 'voucher') THEN 'under_contract'
        ELSE 'published' END"""
    accepted = "f.stage NOT IN ('application', 'review', 'supplement')"
    values = {
        "id": f"{FIRST} + n",
        "number": f"'L-{YEAR}-' || lpad((100000 + n)::text, 6, '0')",
        "state": state,
        "exchange": "f.exchange",
        "lister_id": f"{FIRST} + 1 + {MIX.format(salt='seller')} % {ORGANISATIONS}",
        "title": "'示范成果 ' || n || ' ' || (ARRAY['大型铸件力控打磨','钒钛磁铁矿综合利用','页岩气压裂监测','山地果园机器人','生物医药中间体'])[1 + n % 5]",
        "technology_field_id": "(ARRAY['electronics_information','advanced_manufacturing','biomedicine','aerospace',NULL])[1 + n % 5]",
        "transfer_modes": "CASE n % 4 WHEN 0 THEN '{exclusive_licence}' WHEN 1 THEN '{assignment,equity}' ELSE '{assignment}' END::varchar[]",
        "owner_category": "(ARRAY['university','university','state_firm','private'])[1 + n % 4]",
        "state_level": "(ARRAY['','','provincial',''])[1 + n % 4]",
        "price_mode": "(ARRAY['bidding','bidding','listed','negotiated'])[1 + n % 4]",
        "asking_price_fen": "f.price",
        "project_number": f"CASE WHEN {accepted} THEN f.exchange || '{YEAR}-' || lpad(n::text, 7, '0') ELSE '' END",
        "accepted_at": f"CASE WHEN {accepted} THEN f.day END",
        "published_at": "CASE WHEN f.stage NOT IN ('application', 'review', 'supplement', 'examination', 'announcement') THEN f.day + interval '9 days' END",
        "suspended_at": "CASE WHEN f.state = 'suspended' THEN f.day + interval '20 days' END",
        "ended_at": "CASE WHEN f.state IN ('archived', 'terminated') THEN f.day + interval '60 days' END",
        "created_at": "f.day - interval '9 days'",
    }
    clone(cursor, case.listing, values)


def cases(cursor: Any, case: Case) -> None:
    running = "f.state = 'running'"
    due = f"now() + make_interval(hours => {MIX.format(salt='due')} % 480 - CASE WHEN f.stage IN ('supplement', 'interest') THEN 0 ELSE 96 END)"
    by_exchange = {
        code: list(
            Membership.objects.filter(role="officer", organisation__exchange_code=code).values_list("user", flat=True)
        )
        for code in ("SW", "CQ", "CD", "NT")
    }
    chosen = " ".join(f"WHEN '{code}' THEN (ARRAY{users})[1 + n % {len(users)}]" for code, users in by_exchange.items())
    examined = "f.stage NOT IN ('application', 'review', 'supplement', 'examination')"
    values = {
        "id": f"{FIRST} + n",
        "number": f"'P-{YEAR}-' || lpad((100000 + n)::text, 6, '0')",
        "listing_id": f"{FIRST} + n",
        "exchange": "f.exchange",
        "applicant_id": f"{FIRST} + 1 + {MIX.format(salt='seller')} % {ORGANISATIONS}",
        "title": "'示范成果 ' || n || ' ' || (ARRAY['大型铸件力控打磨','钒钛磁铁矿综合利用','页岩气压裂监测','山地果园机器人','生物医药中间体'])[1 + n % 5]",
        "project_number": f"CASE WHEN f.stage NOT IN ('application', 'review', 'supplement') THEN f.exchange || '{YEAR}-' || lpad(n::text, 7, '0') ELSE '' END",
        "state": "f.state",
        "stage": "f.stage",
        "waiting_for": "CASE WHEN f.stage IN ('review', 'examination', 'announcement', 'voucher', 'archive') THEN 'exchange' WHEN f.stage IN ('application', 'supplement') THEN 'applicant' WHEN f.stage IN ('contract', 'settlement') THEN 'parties' ELSE 'bidders' END",
        "opened_at": "f.day - interval '9 days'",
        "stage_since": "now() - make_interval(hours => n % 700)",
        "due_at": f"CASE WHEN {running} AND f.stage <> 'application' AND n % 19 <> 0 THEN {due} END",
        # As the sweep left them: who is late is marked, what ends by its limit (a disclosure, an application) has not reached it.
        "overdue_at": f"CASE WHEN f.state = 'suspended' THEN f.day + interval '50 days' WHEN {running} AND n % 19 <> 0 AND {due} < now() THEN {due} END",
        "assignee_id": f"CASE WHEN n % 5 = 0 THEN NULL ELSE CASE f.exchange {chosen} END END",
        "accepted_by_id": f"CASE WHEN f.stage NOT IN ('application', 'review', 'supplement') THEN {case.accepted_by_id} END",
        "examined_by_id": f"CASE WHEN {examined} THEN {case.examined_by_id} END",
        "suspended_at": "CASE WHEN f.state = 'suspended' THEN f.day + interval '20 days' END",
        "suspension_ends_at": "CASE WHEN f.state = 'suspended' THEN f.day + interval '50 days' END",
        "ended_at": "CASE WHEN f.state IN ('archived', 'terminated') THEN f.day + interval '60 days' END",
        "retain_until": "CASE WHEN f.state = 'archived' THEN date '2036-12-31' END",
    }
    clone(cursor, case, values)


def deals(cursor: Any, sale: Sale) -> None:
    """For each case that came to a deal: registration, sale, settlement, contract, and most often a certificate."""
    dealt = f"f.stage {DEALT}"
    registration = sale.leading_registration
    assert registration is not None
    buyer = f"{FIRST} + 1 + {MIX.format(salt='buyer')} % {ORGANISATIONS}"
    ledger = {"receipt_id": f"{FIRST} + n", "held_id": f"{2 * FIRST} + n"}
    numbered = {"id": f"{FIRST} + n"}
    when = "f.day + interval '40 days'"
    clone(
        cursor,
        registration,
        numbered
        | ledger
        | {
            "number": f"'RG-{YEAR}-' || lpad((100000 + n)::text, 6, '0')",
            "sale_id": f"{FIRST} + n",
            "organisation_id": buyer,
            "registered_at": "f.day + interval '30 days'",
            "via_exchange": "f.exchange",
        },
        where=dealt,
    )
    clone(
        cursor,
        sale,
        numbered
        | {
            "number": f"'S-{YEAR}-' || lpad((100000 + n)::text, 6, '0')",
            "listing_id": f"{FIRST} + n",
            "exchange": "f.exchange",
            "state": "CASE f.stage WHEN 'archive' THEN 'certified' WHEN 'voucher' THEN 'settled' WHEN 'settlement' THEN 'contracted' ELSE 'won' END",
            "start_fen": "f.price",
            "deposit_fen": "f.price / 10",
            "leading_fen": "f.price + (n % 7) * 5000000",
            "leading_registration_id": f"{FIRST} + n",
            "closed_at": when,
            "announced_at": "f.day + interval '20 days'",
        },
        where=dealt,
    )
    price, fee = "f.price + (n % 7) * 5000000", "(f.price / 50)"
    clone(
        cursor,
        sale.settlement,
        numbered
        | {
            "sale_id": f"{FIRST} + n",
            "state": "CASE WHEN f.stage IN ('archive', 'voucher') THEN 'settled' ELSE 'due' END",
            "price_fen": price,
            "deposit_fen": "f.price / 10",
            "buyer_quote_id": f"{FIRST} + n",
            "seller_quote_id": f"{FIRST} + n",
            "buyer_fee_fen": fee,
            "seller_fee_fen": fee,
            "buyer_due_fen": f"{price} - f.price / 10 + {fee}",
            "seller_net_fen": f"{price} - {fee}",
            "pool_fen": f"2 * {fee}",
            "receipt_id": f"{3 * FIRST} + n",
            "settled_at": f"CASE WHEN f.stage IN ('archive', 'voucher') THEN {when} + interval '7 days' END",
        },
        where=dealt,
    )
    clone(
        cursor,
        sale.contract,
        numbered
        | {
            "number": f"'K-{YEAR}-' || lpad((100000 + n)::text, 6, '0')",
            "sale_id": f"{FIRST} + n",
            "effective_at": f"CASE WHEN f.stage <> 'contract' THEN {when} + interval '2 days' END",
        },
        where=dealt,
    )
    certificate = Certificate.objects.get(sale=sale)
    clone(
        cursor,
        certificate,
        numbered
        | {
            "number": f"'TC-' || f.exchange || '-{YEAR}-' || lpad((100000 + n)::text, 6, '0')",
            "sale_id": f"{FIRST} + n",
            "exchange": "f.exchange",
            "issued_at": f"{when} + interval '9 days'",
        },
        where="f.stage = 'archive'",
    )


def papers(cursor: Any, paper: Document, case: Case) -> None:
    """Documents, steps and lines of the log, five of each for a case; one line in a hundred is a suspension."""
    several = f"(SELECT f.*, k FROM fate f CROSS JOIN generate_series(1, {DOCUMENTS_PER_CASE}) k) f"
    serial = f"(f.n - 1) * {DOCUMENTS_PER_CASE} + k"
    clone(
        cursor,
        paper,
        {
            "id": f"{FIRST} + {serial}",
            "number": f"'DOC-{YEAR}-' || lpad((1000000 + {serial})::text, 7, '0')",
            "exchange": "f.exchange",
            "year": str(YEAR),
            "serial": f"{FIRST} + {serial}",
            "printed_number": f"f.exchange || '〔{YEAR}〕' || ({serial}) || '号'",
            "subject": f"'case:P-{YEAR}-' || lpad((100000 + f.n)::text, 6, '0')",
            "check_code": f"lpad(({serial})::text, 12, '0')",
            "sha256": f"md5(({serial})::text) || md5('x' || ({serial}))",
            "issued_at": "f.day",
            "addressee_id": f"{FIRST} + 1 + {MIX.format(salt='seller').replace('n::', 'f.n::')} % {ORGANISATIONS}",
        },
        source=several,
    )
    step = Step.objects.filter(case=case).first()
    assert step is not None
    clone(
        cursor,
        step,
        {"id": f"{FIRST} + {serial}", "case_id": f"{FIRST} + f.n", "at": "f.day + make_interval(days => k)"},
        source=f"(SELECT f.*, k FROM fate f CROSS JOIN generate_series(1, {STEPS_PER_CASE}) k) f",
    )
    cursor.execute(
        f"""
        INSERT INTO audit_entry (id, at, verb, subject, actor, organisation, private, payload_hash)
        SELECT {FIRST} + {serial}, f.day + make_interval(days => k),
               CASE WHEN {serial} % 100 = 0 THEN 'catalogue.listing_suspended' ELSE 'desk.step_done' END,
               'listing:L-{YEAR}-' || lpad((100000 + f.n)::text, 6, '0'), 'user:U-{YEAR}-000001', '', false, '\\x00'
        FROM fate f CROSS JOIN generate_series(1, {LINES_PER_CASE}) k
        """
    )


def officer_of(code: str) -> User:
    """Somebody who works for the exchange."""
    rows = User.objects.filter(memberships__organisation__exchange_code=code, memberships__role="officer")
    return rows.order_by("pk")[0]


def after_the_year() -> FrozenClock:
    """A clock once the year is over: its return may be drafted."""
    return FrozenClock(market_clock.read().replace(year=YEAR + 1, month=1, day=5) + timedelta(hours=1))
