"""Every line of the log is told to somebody, or is silent for a reason."""

import re

import pytest
from django.conf import settings

from accounts.commands import send_back_organisation
from accounts.models import Kind
from marketplace.audit.following import settle
from marketplace.core.clock import market_clock
from marketplace.messages.following.table import TOLD, is_silent
from marketplace.messages.kinds import KINDS
from marketplace.messages.models import Delivery, Message
from marketplace.messages.wording import worded
from tests.accounts.factories import actor, officer, organisation
from tests.trading.factories import bid, bidder, sale

VERB = re.compile(r'"((?:[a-z]+)\.[a-z]+(?:_[a-z]+)+)"')


def verbs() -> set[str]:
    """What the code writes into the log, as far as it is written out: `record("area.what_happened"`."""
    found = set()
    for root in ("accounts", "marketplace"):
        for path in (settings.BASE_DIR / root).glob("**/commands*/**/*.py"):
            found |= set(re.findall(r'record(?:_many)?\(\s*"([a-z]+\.[a-z_]+)"', path.read_text()))
        for path in (settings.BASE_DIR / root).glob("**/commands.py"):
            found |= set(re.findall(r'record(?:_many)?\(\s*"([a-z]+\.[a-z_]+)"', path.read_text()))
    return found


def test_every_verb_is_told_or_silent_for_a_reason():
    assert {verb for verb in verbs() if verb not in TOLD and not is_silent(verb)} == set()


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_kind_reads_in_both_languages(kind, language):
    names = "title number name reason due paper price deposit opens amount need listing owner custodian channel error"
    names += " rhythm count lines kind"
    title, body = worded(kind, dict.fromkeys(names.split(), "X"), language)

    assert "{" not in title + body
    assert kind == "accounts.mail" or title
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
