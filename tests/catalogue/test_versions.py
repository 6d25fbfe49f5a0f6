"""Versions of a listing's text: who changed what, and who may read it."""

from datetime import date

import pytest
from django.http import Http404

from accounts.actor import ANONYMOUS
from marketplace.catalogue import commands, queries
from marketplace.catalogue.drafts import RightDraft
from marketplace.catalogue.models import Listing
from tests.accounts.factories import officer
from tests.catalogue.factories import TODAY, agent_of, listing, listing_draft, patent

pytestmark = pytest.mark.django_db


def positions(actor, lot):
    return list(queries.versions_of(actor, lot).values_list("position", flat=True))


def test_edit_that_changes_nothing_makes_no_version():
    agent, right = agent_of(None), patent()
    draft = listing(lister=agent, rights=[right])

    commands.edit_listing(listing=draft, draft=listing_draft(rights=[right]), actor=agent, clock=TODAY)
    commands.edit_listing(listing=draft, draft=listing_draft(rights=[right], trl=8), actor=agent, clock=TODAY)

    assert positions(agent, draft) == [2, 1]
    old, new = (queries.version(agent, draft, place) for place in (1, 2))
    (change,) = queries.changes_between(old, new)
    assert (change.name, [piece.text for piece in change.pieces]) == ("trl", ["7", "8"])


def test_public_reads_from_the_publication_on():
    agent, staff = agent_of(None), officer()
    draft = listing(lister=agent, title="示范旧名")
    commands.edit_listing(listing=draft, draft=listing_draft(), actor=agent, clock=TODAY)
    commands.submit_listing(listing=draft, actor=agent, clock=TODAY)
    commands.accept_listing(listing=draft, actor=staff, clock=TODAY)
    commands.publish_listing(listing=draft, actor=staff, clock=TODAY)
    change = {"abstract": "恒力执行器控制接触力。"}
    commands.correct_listing(listing=draft, changes=change, reason="示范更正", actor=staff, clock=TODAY)

    assert positions(agent, draft) == [3, 2, 1]
    assert positions(ANONYMOUS, draft) == [3, 2]
    with pytest.raises(Http404):
        queries.version(ANONYMOUS, draft, 1)


def test_first_change_of_an_imported_listing_keeps_what_it_said():
    staff, reviewed = officer(), {"secrecy_reviewer": "示范审查员", "secrecy_reviewed_date": date(2027, 2, 1)}
    imported = Listing.objects.create(
        lister=agent_of(None).organisation,
        exchange="SW",
        title="示范导入成果",
        state="published",
        unverified=True,
        published_at=TODAY.at,
        created_at=TODAY.at,
        **reviewed,
    )

    commands.correct_listing(
        listing=imported, changes={"maturity": "已试用"}, reason="示范更正", actor=staff, clock=TODAY
    )

    assert [row.cause for row in imported.versions.order_by("position")] == ["found", "corrected"]


def test_name_of_a_trade_secret_is_in_no_version():
    secret = RightDraft(kind="trade_secret", title="示范秘密配方")
    lot = listing(rights=[patent(), secret])

    assert "示范秘密配方" not in str(lot.versions.get().said)
