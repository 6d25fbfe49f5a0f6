"""Every line of the log is told to somebody, or is silent for a reason."""

import ast
import io
import re
from collections.abc import Iterator

import pytest
from django.conf import settings

from accounts.commands import send_back_organisation
from accounts.models import Kind
from marketplace.audit.following import settle
from marketplace.catalogue.commands import import_file
from marketplace.catalogue.importing.rows import Destination
from marketplace.catalogue.models import Listing
from marketplace.core.clock import market_clock
from marketplace.messages.following import accounts
from marketplace.messages.following.letters import WRITTEN
from marketplace.messages.following.silent import BECAUSE, SILENT
from marketplace.messages.following.table import TOLD
from marketplace.messages.kinds import KINDS
from marketplace.messages.models import Delivery, Message
from marketplace.messages.wording import worded
from tests.accounts.factories import actor, officer, organisation, verified
from tests.trading.factories import bid, bidder, sale

VERB = re.compile(r"[a-z]+\.[a-z_]+[a-z]")
# Verbs that are put together where they are recorded, by the text that stands there.
COMPOSED = {
    "rulebook.market_time_": ("shifted", "frozen", "resumed", "reset"),
    "rulebook.capability_": ("granted", "ended"),
}
# Where the verb comes from elsewhere: a constant, an argument of `_record`, the verbs of what was imported (listings and needs).
FROM_ELSEWHERE = {
    "accounts/commands/invitations.py": set(),
    "marketplace/audit/commands.py": {"audit.erased"},
    "marketplace/catalogue/commands/importing.py": {"catalogue.listing_published", "catalogue.need_posted"},
    "marketplace/contracts/commands/chain.py": set(),
    "marketplace/contracts/commands/ending.py": set(),
    "marketplace/contracts/commands/performing.py": set(),
    "marketplace/documents/commands/sealing.py": set(),
    "marketplace/trading/commands/ending.py": set(),
    "marketplace/trading/commands/priority.py": set(),
}


# How a function of the database writes a line.
BY_THE_DATABASE = re.compile(r"audit_record\('([a-z]+\.[a-z_]+)'")


def calls() -> Iterator[tuple[str, list[str]]]:
    """Every call of `record`, `record_many` or `_record` in the code: its file, and the texts in its first argument."""
    for root in ("accounts", "marketplace"):
        for path in (settings.BASE_DIR / root).glob("**/*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if (
                    isinstance(node, ast.Call)
                    and node.args
                    and _name(node.func) in ("record", "record_many", "_record")
                ):
                    yield str(path.relative_to(settings.BASE_DIR)), _texts(node.args[0])


def _name(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def _texts(argument: ast.expr) -> list[str]:
    return [one.value for one in ast.walk(argument) if isinstance(one, ast.Constant) and isinstance(one.value, str)]


def recorded() -> set[str]:
    texts = {text for _path, found in calls() for text in found}
    composed = {f"{begin}{end}" for begin, ends in COMPOSED.items() for end in ends}
    statements = (path.read_text() for path in (settings.BASE_DIR / "marketplace").glob("**/*.sql"))
    by_the_database = {verb for statement in statements for verb in BY_THE_DATABASE.findall(statement)}
    plain = {text for text in texts if VERB.fullmatch(text)}
    return plain | composed | by_the_database | set().union(*FROM_ELSEWHERE.values())


def test_no_verb_is_written_in_a_way_that_these_tests_do_not_see():
    begun = {text for _path, found in calls() for text in found if text.endswith("_")}
    unseen = {path for path, found in calls() if not found and not path.startswith("marketplace/engines/")}

    assert begun == COMPOSED.keys()
    assert unseen == FROM_ELSEWHERE.keys()


def test_every_verb_is_told_or_silent_for_a_reason():
    assert recorded() - (TOLD.keys() | SILENT.keys() | WRITTEN.keys()) == set()


def test_no_row_waits_for_a_line_that_nobody_records():
    assert (TOLD.keys() | SILENT.keys() | WRITTEN.keys()) - recorded() == set()


def test_nothing_is_both_told_and_silent():
    assert (TOLD.keys() | WRITTEN.keys()) & SILENT.keys() == set()
    assert all(SILENT.values())


def test_no_two_rows_of_the_tables_share_a_verb():
    rows = [*accounts.SIGN_IN, *accounts.VERIFICATION, *accounts.MEMBERS, *accounts.CHANGES]
    silent = [verb for verbs in BECAUSE.values() for verb in verbs.split()]

    assert len(rows) == len(set(rows))
    assert sorted(silent) == sorted(set(silent))


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_kind_reads_in_both_languages(kind, language):
    names = "title number name reason due paper price deposit opens amount need listing owner custodian channel error"
    names += " rhythm count lines kind member to until since new before after successor about share broker payer"
    names += " days venue reasons score rank what rule next"
    title, body = worded(kind, dict.fromkeys(names.split(), "X"), language)

    assert "{" not in title + body
    assert kind in ("accounts.mail", "accounts.invitation") or title
    assert language == "zh-hans" or not re.search("[\u4e00-\u9fff]", title + body)


@pytest.mark.django_db
def test_returned_organisation_is_told_once_with_the_reason():
    party = organisation(Kind.FIRM)
    admin = actor(party, ["admin"])
    send_back_organisation(organisation=party, reason="营业执照不清晰", actor=officer("SW"), clock=market_clock)

    settle()
    settle()

    [message] = Message.objects.filter(user=admin.user)
    assert (message.title, message.organisation) == (f"{party.name}的认证被退回，请补正", party)
    assert "营业执照不清晰" in message.body
    assert message.link == f"/organisations/{party.number}/"
    assert sorted(message.deliveries.values_list("channel", flat=True)) == ["email", "in_app"]


@pytest.mark.django_db
def test_who_is_outbid_has_one_message_for_a_sale_and_no_mail():
    opened = sale()
    first, second = bidder(opened), bidder(opened)
    settle()
    before = Message.objects.filter(kind="trading.bid_placed").count()

    for n in range(3):
        bid(opened, first, f"09:1{n}:00", 2_800_000 + n * 100_000)
        bid(opened, second, f"09:1{n}:30", 2_850_000 + n * 100_000)
        settle()

    told = Message.objects.filter(kind="trading.bid_placed", user=first.user)
    assert (before, told.count()) == (0, 1)
    assert not Delivery.objects.filter(message__in=told, channel="email").exists()


@pytest.mark.django_db
def test_imported_rows_are_not_told_one_by_one():
    party = verified(Kind.UNIVERSITY)
    agent, colleague = actor(party), actor(party)
    lines = '{"title": "示范成果"}\n'.encode()
    import_file(
        file=io.BytesIO(lines),
        name="rows.jsonl",
        kind="listings",
        source="示范来源",
        destination=Destination(organisation=party, exchange="SW"),
        actor=agent,
        clock=market_clock,
    )

    settle()

    assert Listing.objects.get().unverified
    assert not Message.objects.filter(user=colleague.user, kind="catalogue.listing_published").exists()
