"""The inventory of time limits in docs/algorithms/deadlines.md is that of the code, and no field that looks like a limit is left out."""

import re

from django.apps import apps
from django.conf import settings
from django.db.models import DateField
from django.urls import reverse

from marketplace.celery import app
from marketplace.messages.following.silent import SILENT
from marketplace.messages.following.table import TOLD
from marketplace.rulebook.time_limits import ANY, LIMITS, NOBODY

DOCUMENT = settings.BASE_DIR / "docs/algorithms/deadlines.md"
ROW = re.compile(
    r"^\| `(?P<code>\w+)` \| (?P<rule>R-[A-Z]+-\d+) \| `(?P<kept>[\w.]+)` \| (?P<bound>[^|]+) \| `(?P<sweep>[\w.]+)` \|"
    r" (?P<reminds>\S+) \| (?P<opens_for>[^|]+) \| (?P<told_by>[^|]+) \|$",
    re.M,
)
NO_LIMIT = re.compile(r"^\| (`[a-z_]+\.[A-Z]\w+\.\w+`(?:, `[\w.]+`)*) \| [^|]+ \|$", re.M)
LOOKS_LIKE_A_LIMIT = re.compile(
    r"(^|_)(due|deadline|ends|expires|until|lapses|clear|remind|retain|silence|valid_to|to_date|open_by|fail_by|resume_by"
    r"|trigger_by|pay_by|effective_to|effective_from|signing_from|award_from|answer_by)(_|$)"
)
OPENS = {"venue": "venue", "bound": "who is bound", "concerned": "the other side", "": "nobody"}
REMINDS = {"": "—", "short_working_days": "short", "long_working_days": "long"}
TELLS = "rulebook.limit_missed"


def rows():
    return {found["code"]: found for found in ROW.finditer(DOCUMENT.read_text())}


def exempt():
    return {name for found in NO_LIMIT.finditer(DOCUMENT.read_text()) for name in re.findall(r"`([\w.]+)`", found[1])}


def fields():
    """Every day and instant of our models, by app.Model.field."""
    for model in apps.get_models():
        if model.__module__.startswith(("marketplace.", "accounts.")):
            for field in model._meta.get_fields():
                if isinstance(field, DateField):
                    yield f"{model._meta.label}.{field.name}"


def test_every_limit_has_its_row_and_every_row_its_limit():
    told = {code: (row["rule"], row["kept"], row["sweep"]) for code, row in rows().items()}

    assert told == {code: (limit.rule, limit.kept, limit.sweep) for code, limit in LIMITS.items()}


def test_rows_say_who_is_reminded_and_what_follows():
    told = {code: (row["reminds"], row["opens_for"], row["told_by"].strip("`")) for code, row in rows().items()}

    assert told == {code: (REMINDS[one.reminds], OPENS[one.opens_for], teller(one)) for code, one in LIMITS.items()}


def teller(limit):
    return limit.told_by or (TELLS if limit.opens_for != NOBODY and limit.venue != ANY else "—")


def test_every_field_that_looks_like_a_limit_has_a_row():
    kept = {limit.kept for limit in LIMITS.values()}
    suspicious = {name for name in fields() if LOOKS_LIKE_A_LIMIT.search(name.rpartition(".")[2])}

    assert suspicious - kept - exempt() == set()
    assert (kept | exempt()) - set(fields()) == set()
    assert kept & exempt() == set()


def test_every_sweep_runs_and_every_verb_that_tells_is_known():
    sent = {row["task"] for row in app.conf.beat_schedule.values()}

    assert {limit.sweep for limit in LIMITS.values()} - sent == set()
    assert {limit.told_by for limit in LIMITS.values() if limit.told_by} - TOLD.keys() - SILENT.keys() == set()


def test_every_limit_leads_to_a_page_and_every_reminder_binds_somebody():
    for limit in LIMITS.values():
        assert limit.address("X-1")
        assert limit.next_address("X-1")
        assert not limit.reminds or limit.bound or limit.venue
    assert reverse("portal:deadlines") == "/deadlines/"
