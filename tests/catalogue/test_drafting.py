from datetime import date
from fractions import Fraction

import pytest

from accounts.models import Kind, Role
from marketplace.audit.queries import history
from marketplace.catalogue import commands
from marketplace.catalogue.drafts import OwnerDraft, RightDraft
from marketplace.catalogue.models import Listing
from marketplace.core.clock import frozen
from marketplace.core.errors import Forbidden, Invalid, Refused
from tests.accounts.factories import actor, officer, organisation, verified
from tests.catalogue.factories import (
    TODAY,
    agent_of,
    listing,
    listing_draft,
    owner,
    patent,
    published_listing,
    submitted_listing,
)

pytestmark = pytest.mark.django_db


def test_draft_keeps_what_was_said():
    university = verified(Kind.UNIVERSITY, name="成都示范大学")

    drafted = listing(lister=university, ipc_codes=["b24b27/00", "B24B 27/00"], keywords=[" 力控 ", "", "力控"])

    drafted.refresh_from_db()
    assert drafted.number.startswith("L-")
    assert (drafted.state, drafted.lister, drafted.created_at) == ("draft", university, TODAY.read())
    assert (drafted.ipc_codes, drafted.keywords) == (["B24B 27/00"], ["力控"])
    assert [inventor.name for inventor in drafted.inventors.order_by("position")] == ["示范研究员一", "示范研究员二"]


def test_draft_without_owners_belongs_to_its_lister():
    drafted = listing()

    [only] = drafted.ownerships.all()
    assert (only.organisation, only.share) == (drafted.lister, Fraction(1))


def test_draft_needs_a_verified_organisation():
    with pytest.raises(Forbidden):
        listing(lister=organisation(Kind.UNIVERSITY))


def test_draft_needs_an_agent_or_admin():
    accountant = actor(verified(Kind.UNIVERSITY), [Role.FINANCE])

    with pytest.raises(Forbidden):
        listing(lister=accountant)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "长" * 201}, "title"),
        ({"exchange": "XX"}, "exchange"),
        ({"trl": 10}, "trl"),
        ({"trl": 0}, "trl"),
        ({"asking_price_fen": 0}, "asking_price_fen"),
        ({"asking_price_fen": -1}, "asking_price_fen"),
        ({"ipc_codes": ["打磨"]}, "ipc_codes"),
        ({"transfer_modes": ["gift"]}, "transfer_modes"),
        ({"price_mode": "raffle"}, "price_mode"),
        ({"owner_category": "martian"}, "owner_category"),
        ({"technology_field": "alchemy"}, "technology_field"),
        ({"industry_codes": ["0000"]}, "industry_codes"),
        ({"evidence": [{"kind": "检测报告"}]}, "evidence"),
        ({"keywords": ["词"] * 1 + [f"词{n}" for n in range(31)]}, "keywords"),
        ({"rights": [RightDraft(kind="patent", number="CN101234567B")]}, "rights.0.number"),
        ({"rights": [patent(), RightDraft(kind="magic")]}, "rights.1.kind"),
        ({"rights": [RightDraft(kind="trade_secret", number="1")]}, "rights.0.number"),
        ({"rights": [patent()] * 101}, "rights"),
        ({"owners": [OwnerDraft(share=Fraction(1))]}, "owners.0.name"),
        ({"owners": [OwnerDraft(name="某人", share=Fraction(3, 2))]}, "owners.0.share"),
        ({"owners": [OwnerDraft(name="某人", share=Fraction(0))]}, "owners.0.share"),
        ({"owners": [OwnerDraft(organisation="O-1999-000001")]}, "owners.0.organisation"),
        ({"inventors": ["名" * 61]}, "inventors.0.name"),
        ({"buyer_conditions": "注册地在四川的企业加 5 分"}, "buyer_conditions"),
    ],
)
def test_draft_with_a_wrong_field_is_refused_by_its_name(fields, field):
    with pytest.raises(Invalid) as refused:
        listing(**fields)

    assert list(refused.value.fields) == [field]
    assert not Listing.objects.exists()


def test_edit_replaces_everything():
    agent = agent_of(None)
    drafted = listing(lister=agent)

    changed = listing_draft(title="新的名称", inventors=["示范研究员三"], rights=[patent(title="新方法")])
    commands.edit_listing(listing=drafted, draft=changed, actor=agent, clock=TODAY)

    drafted.refresh_from_db()
    assert drafted.title == "新的名称"
    assert [inventor.name for inventor in drafted.inventors.all()] == ["示范研究员三"]
    assert [right.title for right in drafted.rights.all()] == ["新方法"]


def test_edit_takes_consents_away():
    agent, partner = agent_of(None), verified()
    drafted = submitted_listing(lister=agent, owners=[owner(agent.organisation, "3/5"), owner(partner, "2/5")])
    commands.consent_to_listing(listing=drafted, actor=actor(partner), clock=TODAY)
    commands.return_listing(listing=drafted, reasons="补充检测报告", actor=officer("SW"), clock=TODAY)

    again = listing_draft(owners=[owner(agent.organisation, "3/5"), owner(partner, "2/5")])
    commands.edit_listing(listing=drafted, draft=again, actor=agent, clock=TODAY)

    assert not drafted.ownerships.filter(consented_at__isnull=False).exists()


def test_edit_of_another_organisations_draft_is_forbidden():
    drafted = listing()

    with pytest.raises(Forbidden):
        commands.edit_listing(listing=drafted, draft=listing_draft(), actor=agent_of(None), clock=TODAY)


def test_edit_after_submission_is_refused():
    agent = agent_of(None)
    submitted = submitted_listing(lister=agent)

    with pytest.raises(Refused):
        commands.edit_listing(listing=submitted, draft=listing_draft(), actor=agent, clock=TODAY)


def test_secrecy_review_of_tomorrow_is_refused():
    agent = agent_of(None)
    drafted = listing(lister=agent)

    with pytest.raises(Invalid) as refused:
        commands.declare_secrecy(
            listing=drafted, reviewer="示范审查员", reviewed_date=date(2027, 3, 2), actor=agent, clock=TODAY
        )

    assert refused.value.rule == "R-SEC-07"


def test_secrecy_review_of_today_counts_from_midnight_in_shanghai():
    agent = agent_of(None)
    drafted = listing(lister=agent)
    early = frozen("2027-03-01T18:30:00+00:00")  # 02:30 of 2 March in Shanghai

    commands.declare_secrecy(
        listing=drafted, reviewer="示范审查员", reviewed_date=date(2027, 3, 2), actor=agent, clock=early
    )

    assert drafted.secrecy_reviewed_date == date(2027, 3, 2)


def test_correction_keeps_old_and_new_values_in_the_log():
    published = published_listing(title="大型铸件机器人力空打磨")

    commands.correct_listing(
        listing=published,
        changes={"title": "大型铸件机器人力控打磨"},
        reason="错别字",
        actor=officer("SW"),
        clock=TODAY,
    )

    entry = history(f"listing:{published.number}")[-1]
    assert entry.verb == "catalogue.listing_changed"
    assert entry.payload.body == {
        "reason": "错别字",
        "before": {"title": "大型铸件机器人力空打磨"},
        "after": {"title": "大型铸件机器人力控打磨"},
    }


@pytest.mark.parametrize("changes", [{"asking_price_fen": 1}, {"state": "sold"}, {"title": ""}, {"unheard_of": 1}])
def test_correction_of_terms_or_with_nonsense_is_refused(changes):
    published = published_listing()

    with pytest.raises(Invalid) as refused:
        commands.correct_listing(listing=published, changes=changes, reason="错别字", actor=officer("SW"), clock=TODAY)

    assert list(refused.value.fields) == list(changes)
