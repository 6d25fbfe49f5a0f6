"""Papers of a listing at their level, and the data room: who reads what, when, and who sees that he did."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.http import Http404
from django.test import Client

from accounts.actor import ANONYMOUS
from marketplace.catalogue import commands, queries
from marketplace.catalogue.models import ConfidentialityText, RoomAccess
from marketplace.catalogue.texts import listing_text
from marketplace.core import sandbox_clock
from marketplace.core.clock import FrozenClock
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.files import queries as files
from marketplace.files.models import File
from tests.accounts.factories import actor, officer, verified
from tests.catalogue.factories import TODAY, agent_of, published_listing
from tests.files.factories import upload

pytestmark = pytest.mark.django_db


def later(days):
    return FrozenClock(TODAY.at + timedelta(days=days))


def paper(lot, agent, level="confidential", **said):
    made = commands.add_material(
        listing=lot, title="示范试验记录", level=level, file=upload(), actor=agent, clock=TODAY, **said
    )
    return File.objects.get(subject=f"material:{made.number}")


def ask(lot, firm, edition=0, clock=TODAY):
    return commands.ask_access(listing=lot, purpose="示范评估", edition=edition, actor=firm, clock=clock)


def may_open(reader, file, at=TODAY):
    sandbox_clock.freeze(at.at)
    try:
        files.file(reader, file.number)
    except Http404:
        return False
    return True


@pytest.fixture
def agent():
    return agent_of(None)


@pytest.fixture
def lot(agent):
    return published_listing(lister=agent, evidence=[{"kind": "示范检测报告", "date": "2026-09-18"}])


@pytest.fixture
def firm():
    return actor(verified())


@pytest.mark.parametrize(
    ("level", "opens_to"),
    [("public", ["nobody", "firm", "lister"]), ("registered", ["firm", "lister"]), ("confidential", ["lister"])],
)
def test_level_says_who_reads(lot, agent, firm, level, opens_to):
    file = paper(lot, agent, level)

    readers = {"nobody": ANONYMOUS, "firm": firm, "lister": agent}

    assert [name for name, reader in readers.items() if may_open(reader, file)] == opens_to
    assert may_open(officer(), file) is (level != "confidential")


def test_firm_reads_from_the_grant_to_its_end_and_no_longer_than_the_revocation(lot, agent, firm):
    file, access = paper(lot, agent), ask(lot, firm)
    asked = may_open(firm, file)

    commands.grant_access(access=access, days=30, actor=agent, clock=TODAY)

    assert (asked, may_open(firm, file, later(29)), may_open(firm, file, later(30))) == (False, True, False)
    sandbox_clock.freeze(TODAY.at)
    commands.revoke_access(access=access, reason="示范理由", actor=agent, clock=later(1))
    assert not may_open(firm, file, later(1))


def test_paper_taken_back_is_read_by_its_lister_alone(lot, agent, firm):
    file = paper(lot, agent, "public")

    commands.take_back_material(material=lot.materials.get(), actor=agent, clock=TODAY)

    assert (may_open(firm, file), may_open(agent, file)) == (False, True)


def test_every_look_of_others_is_in_the_log_that_the_lister_sees(lot, agent, firm):
    file, client = paper(lot, agent, "registered"), Client()
    client.force_login(firm.user)

    client.get(f"/files/{file.number}/")

    (look,) = queries.looks_of(agent, lot)
    assert (look.person, look.organisation) == (str(firm.user), firm.organisation.local_name)
    assert queries.looks_of(firm, lot) == []


def test_changed_undertaking_has_to_be_read_again_and_what_was_signed_stays(lot, agent, firm):
    signed = ask(lot, firm)
    commands.write_undertaking(listing=lot, text="示范新承诺", actor=agent, clock=TODAY)

    with pytest.raises(Refused, match="重新阅读"):
        ask(lot, actor(verified()), edition=1)

    assert ask(lot, actor(verified()), edition=2).text.text == "示范新承诺"
    assert signed.text.edition == 1
    with pytest.raises(DatabaseError, match="never rewritten"), transaction.atomic():
        ConfidentialityText.objects.update(text="示范改写")
    with pytest.raises(DatabaseError, match="never rewritten"), transaction.atomic():
        RoomAccess.objects.filter(pk=signed.pk).update(text=ConfidentialityText.objects.get(edition=2))


def test_firm_asks_once_and_again_after_its_access_has_ended(lot, agent, firm):
    first = ask(lot, firm)
    with pytest.raises(Refused, match=first.number):
        ask(lot, firm, edition=1)
    commands.grant_access(access=first, days=5, actor=agent, clock=TODAY)

    second = ask(lot, firm, edition=1, clock=later(5))

    first.refresh_from_db()
    assert (first.state, second.state) == ("ended", "asked")


def test_access_lasts_as_long_as_the_rulebook_lets_it(lot, agent, firm):
    access = ask(lot, firm)

    with pytest.raises(Invalid, match="365"):
        commands.grant_access(access=access, days=366, actor=agent, clock=TODAY)
    with pytest.raises(Forbidden):
        commands.grant_access(access=access, days=30, actor=firm, clock=TODAY)


def test_paper_proves_a_piece_of_evidence_that_the_listing_names(lot, agent):
    before = queries.completeness(queries.listing(agent, lot.number)).points

    with pytest.raises(Invalid) as told:
        paper(lot, agent, proves="示范报告 2020-01-01")
    paper(lot, agent, "public", proves="示范检测报告 2026-09-18")

    assert list(told.value.fields) == ["proves"]
    assert queries.completeness(queries.listing(agent, lot.number)).points == before + 4


def test_no_paper_is_in_what_is_searched(lot, agent):
    for level in ("public", "registered", "confidential"):
        paper(lot, agent, level)

    assert "示范试验记录" not in str(listing_text(lot))
