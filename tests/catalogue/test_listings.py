"""A listing's way from submission to the end of its sale."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import Kind, Role
from marketplace.audit.queries import history
from marketplace.catalogue import commands
from marketplace.catalogue.drafts import RightDraft
from marketplace.catalogue.models import Listing, Ownership
from marketplace.core.clock import frozen, shanghai
from marketplace.core.errors import Forbidden, Invalid, Refused
from tests.accounts.factories import actor, exchange, join, officer, reviewer, verified
from tests.catalogue.factories import (
    TODAY,
    accepted_listing,
    agent_of,
    listing,
    listing_draft,
    owner,
    patent,
    patent_number,
    published_listing,
    submitted_listing,
)

pytestmark = pytest.mark.django_db


def test_submission_names_everything_that_is_missing():
    agent = agent_of(None)
    bare = listing(lister=agent, abstract="", transfer_modes=[], owner_category="", asking_price_fen=None, rights=[])

    with pytest.raises(Invalid) as refused:
        commands.submit_listing(listing=bare, actor=agent, clock=TODAY)

    assert list(refused.value.fields) == [
        "abstract",
        "transfer_modes",
        "owner_category",
        "asking_price_fen",
        "rights",
    ]


@pytest.mark.parametrize(
    ("right", "field"),
    [
        (RightDraft(kind="patent", filing_date=date(2021, 1, 1)), "rights.0.number"),
        (RightDraft(kind="software"), "rights.0.number"),
        (RightDraft(kind="patent", number="201110047567.0"), "rights.0.filing_date"),
        (patent(status="lapsed"), "rights.0.status"),
        (patent(status="invalidated"), "rights.0.status"),
    ],
)
def test_submission_of_an_incomplete_right_is_refused(right, field):
    agent = agent_of(None)
    drafted = listing(lister=agent, rights=[right])

    with pytest.raises(Invalid) as refused:
        commands.submit_listing(listing=drafted, actor=agent, clock=TODAY)

    assert list(refused.value.fields) == [field]


def test_submission_with_shares_that_do_not_sum_to_one_is_refused():
    agent = agent_of(None)
    drafted = listing(lister=agent, owners=[owner(agent.organisation, "1/3"), owner("示范研究员一", "1/3")])

    with pytest.raises(Invalid) as refused:
        commands.submit_listing(listing=drafted, actor=agent, clock=TODAY)

    assert list(refused.value.fields) == ["owners"]


def test_submission_by_somebody_who_owns_nothing_is_refused():
    agent = agent_of(None)
    drafted = listing(lister=agent, owners=[owner(verified(), "1")])

    with pytest.raises(Invalid) as refused:
        commands.submit_listing(listing=drafted, actor=agent, clock=TODAY)

    assert list(refused.value.fields) == ["owners"]


def test_buyer_conditions_of_a_state_firm_need_a_law():
    agent = agent_of(None)
    drafted = listing(
        lister=agent, owner_category="state_firm", state_level="provincial", buyer_conditions="具有铸造生产许可"
    )

    with pytest.raises(Invalid) as refused:
        commands.submit_listing(listing=drafted, actor=agent, clock=TODAY)

    assert list(refused.value.fields) == ["buyer_conditions_basis"]


def test_database_refuses_a_submission_with_broken_shares():
    agent = agent_of(None)
    drafted = listing(lister=agent, owners=[owner(agent.organisation, "1/3"), owner("示范研究员一", "1/3")])

    with pytest.raises(IntegrityError, match="do not sum to one"):
        Listing.objects.filter(pk=drafted.pk).update(state="submitted")


@pytest.mark.parametrize("shares", [["1/3", "1/3", "1/3"], ["1/7", "2/7", "4/7"], ["999999/1000000", "1/1000000"]])
def test_database_adds_shares_exactly(shares):
    agent = agent_of(None)
    first, *others = shares
    owners = [owner(agent.organisation, first), *(owner(f"示范研究员{n}", share) for n, share in enumerate(others))]

    submitted = submitted_listing(lister=agent, owners=owners)

    assert submitted.state == "submitted"


def test_database_fixes_owners_after_submission():
    submitted = submitted_listing()

    for touch in (
        lambda: Ownership.objects.filter(listing=submitted).delete(),
        lambda: Ownership.objects.filter(listing=submitted).update(share_denominator=2),
        lambda: Ownership.objects.create(listing=submitted, position=9, name="后来者"),
    ):
        with pytest.raises(IntegrityError, match="fixed"), transaction.atomic():
            touch()


def test_acceptance_gives_number_and_rules_of_the_day():
    accepted = accepted_listing()

    assert accepted.project_number == "SW2027-000001"
    assert accepted.rule_version.edition == "2026"
    assert accepted.accepted_at == TODAY.read()
    assert history(f"listing:{accepted.number}")[-1].verb == "catalogue.listing_accepted"


def test_project_numbers_have_no_gaps_per_exchange_and_year():
    numbers = [
        accepted_listing(exchange=code, clock=frozen(at)).project_number
        for code, at in [
            ("SW", "2027-03-01T10:00:00"),
            ("CQ", "2027-03-01T10:00:00"),
            ("SW", "2027-12-31T23:59:59"),
            ("SW", "2028-01-01T00:00:00"),
        ]
    ]

    assert numbers == ["SW2027-000001", "CQ2027-000001", "SW2027-000002", "SW2028-000001"]


def test_acceptance_dates_the_end_of_each_patent():
    invention, model = (
        patent(filing_date=date(2021, 3, 16)),
        patent(number=patent_number(kind=2), filing_date=date(2024, 2, 29)),
    )
    design, software = (
        patent(number=patent_number(kind=3), filing_date=date(2022, 8, 23)),
        RightDraft(kind="software", number="2023SR0000231", title="软件 V2.0", filing_date=date(2023, 4, 11)),
    )

    accepted = accepted_listing(rights=[invention, model, design, software])

    assert list(accepted.rights.order_by("position").values_list("term_ends_date", flat=True)) == [
        date(2041, 3, 15),
        date(2034, 2, 28),
        date(2037, 8, 22),
        None,
    ]


def test_acceptance_is_for_officers_of_the_venue():
    submitted = submitted_listing(exchange="SW")

    for stranger in (officer("CQ"), agent_of(None), actor(exchange("SW"), [Role.FINANCE])):
        with pytest.raises(Forbidden):
            commands.accept_listing(listing=submitted, actor=stranger, clock=TODAY)


def test_acceptance_by_a_member_of_the_lister_is_forbidden():
    university = verified(Kind.UNIVERSITY)
    both = officer("SW")
    join(both.user, university, [Role.AGENT])
    submitted = submitted_listing(lister=university)

    with pytest.raises(Forbidden) as refused:
        commands.accept_listing(listing=submitted, actor=both, clock=TODAY)

    assert refused.value.rule == "R-LST-08"


def test_right_in_two_listings_is_accepted_once():
    number = patent_number()
    accepted_listing(rights=[patent(number=number)])
    second = submitted_listing(exchange="CQ", rights=[patent(number=f"ZL{number}")])

    with pytest.raises(Refused) as refused:
        commands.accept_listing(listing=second, actor=officer("CQ"), clock=TODAY)

    assert refused.value.code == "right_already_listed"
    assert number in str(refused.value.message)


def test_right_of_a_withdrawn_listing_is_accepted_again():
    number = patent_number()
    first = accepted_listing(rights=[patent(number=number)])
    commands.withdraw_listing(listing=first, reasons="改在重庆挂牌", actor=officer("SW"), clock=TODAY)

    second = accepted_listing(exchange="CQ", rights=[patent(number=number)])

    assert second.state == "accepted"


def test_return_needs_reasons_and_keeps_the_project_number():
    agent, clerk = agent_of(None), officer("SW")
    accepted = accepted_listing(lister=agent, by=clerk)

    with pytest.raises(Invalid):
        commands.return_listing(listing=accepted, reasons=" ", actor=clerk, clock=TODAY)
    commands.return_listing(listing=accepted, reasons="请补充检测报告", actor=clerk, clock=TODAY)
    commands.edit_listing(listing=accepted, draft=listing_draft(), actor=agent, clock=TODAY)
    commands.submit_listing(listing=accepted, actor=agent, clock=TODAY)
    commands.accept_listing(listing=accepted, actor=clerk, clock=TODAY)

    assert (accepted.project_number, accepted.reasons) == ("SW2027-000001", "")


def test_publication_starts_ten_working_days_of_disclosure():
    # Monday 2027-03-01: ten working days end on Monday 2027-03-15, at 24:00.
    published = published_listing()

    assert published.published_at == TODAY.read()
    assert published.disclosure_ends_at == shanghai("2027-03-16T00:00:00")


@pytest.mark.parametrize(
    ("price_fen", "ends"),
    [
        (1_000_000_00, "2027-03-09T00:00:00"),
        (1_000_000_01, "2027-03-16T00:00:00"),
        (10_000_000_00, "2027-03-16T00:00:00"),
        (10_000_000_01, "2027-03-30T00:00:00"),
    ],
)
def test_disclosure_of_a_state_firm_depends_on_the_price(price_fen, ends):
    published = published_listing(owner_category="state_firm", state_level="provincial", asking_price_fen=price_fen)

    assert published.disclosure_ends_at == shanghai(ends)


@pytest.mark.parametrize("missing", [{"secrecy_reviewer": ""}, {"secrecy_reviewed_date": None}])
def test_publication_without_a_secrecy_review_is_refused(missing):
    accepted = accepted_listing(**missing)

    with pytest.raises(Invalid) as refused:
        commands.publish_listing(listing=accepted, actor=officer("SW"), clock=TODAY)

    assert refused.value.rule == "R-SEC-07"


def test_secrecy_review_declared_after_acceptance_lets_it_be_published():
    agent = agent_of(None)
    accepted = accepted_listing(lister=agent, secrecy_reviewer="", secrecy_reviewed_date=None)

    commands.declare_secrecy(
        listing=accepted, reviewer="示范审查员", reviewed_date=date(2027, 3, 1), actor=agent, clock=TODAY
    )
    commands.publish_listing(listing=accepted, actor=reviewer("SW"), clock=TODAY)

    assert accepted.state == "published"


def test_publication_waits_for_every_co_owner():
    # S4.1: university 60 %, company 40 %.
    agent, company, clerk = agent_of(None), verified(), officer("SW")
    accepted = accepted_listing(
        lister=agent, by=clerk, owners=[owner(agent.organisation, "3/5"), owner(company, "2/5")]
    )

    with pytest.raises(Refused) as refused:
        commands.publish_listing(listing=accepted, actor=clerk, clock=TODAY)
    commands.consent_to_listing(listing=accepted, actor=actor(company), clock=TODAY)
    commands.publish_listing(listing=accepted, actor=clerk, clock=TODAY)

    assert (refused.value.rule, company.name in str(refused.value.message)) == ("R-CON-06", True)
    assert accepted.state == "published"


def test_ordinary_licence_needs_no_consent():
    agent = agent_of(None)

    published = published_listing(
        lister=agent,
        owners=[owner(agent.organisation, "3/5"), owner(verified(), "2/5")],
        transfer_modes=["ordinary_licence", "service"],
    )

    assert published.state == "published"


def test_consent_of_a_holder_outside_the_market_is_recorded_by_the_officer():
    agent, clerk = agent_of(None), officer("SW")
    accepted = accepted_listing(
        lister=agent, by=clerk, owners=[owner(agent.organisation, "7/10"), owner("示范研究员六", "3/10")]
    )
    person = accepted.ownerships.get(name="示范研究员六")

    with pytest.raises(Forbidden):
        commands.record_consent(ownership=person, evidence="同意书", actor=agent, clock=TODAY)
    commands.record_consent(ownership=person, evidence="2027-02-20 书面同意书", actor=clerk, clock=TODAY)
    commands.publish_listing(listing=accepted, actor=clerk, clock=TODAY)

    assert accepted.state == "published"


def test_consent_by_somebody_else_is_forbidden():
    agent = agent_of(None)
    accepted = accepted_listing(lister=agent, owners=[owner(agent.organisation, "3/5"), owner(verified(), "2/5")])

    for stranger in (agent, actor(), officer("SW")):
        with pytest.raises(Forbidden):
            commands.consent_to_listing(listing=accepted, actor=stranger, clock=TODAY)


def test_listing_ends_with_its_sale():
    published, system = published_listing(), officer("SW")

    commands.reserve_listing(listing=published, sale="S-2027-000001", actor=system, clock=TODAY)
    commands.release_listing(listing=published, sale="S-2027-000001", actor=system, clock=TODAY)
    commands.reserve_listing(listing=published, sale="S-2027-000002", actor=system, clock=TODAY)
    commands.sell_listing(listing=published, sale="S-2027-000002", actor=system, clock=TODAY)

    assert (published.state, published.ended_at) == ("sold", TODAY.read())
    assert not published.rights.filter(live=True).exists()


def test_resumption_leaves_ten_working_days():
    published, clerk = published_listing(), officer("SW")

    commands.suspend_listing(listing=published, reasons="权属异议", actor=clerk, clock=frozen("2027-03-10T10:00:00"))
    commands.resume_listing(listing=published, actor=clerk, clock=frozen("2027-03-12T10:00:00"))

    # Friday 2027-03-12: ten working days end on Friday 2027-03-26.
    assert published.disclosure_ends_at == shanghai("2027-03-27T00:00:00")


def test_withdrawal_of_a_draft_stays_private():
    agent = agent_of(None)
    drafted = listing(lister=agent)

    commands.withdraw_listing(listing=drafted, reasons="不再转让", actor=agent, clock=TODAY)

    assert history(f"listing:{drafted.number}")[-1].private


def test_withdrawal_of_a_published_listing_is_told_to_all():
    agent = agent_of(None)
    published = published_listing(lister=agent)

    commands.withdraw_listing(listing=published, reasons="不再转让", actor=agent, clock=TODAY)

    entry = history(f"listing:{published.number}")[-1]
    assert (entry.verb, entry.private) == ("catalogue.listing_withdrawn", False)


def allowed(verb):
    return {state for name, sources, _target in Listing.TRANSITIONS if name == verb for state in sources}


VERBS = {
    "submit": lambda it, agent, clerk: commands.submit_listing(listing=it, actor=agent, clock=TODAY),
    "return": lambda it, agent, clerk: commands.return_listing(listing=it, reasons="补正", actor=clerk, clock=TODAY),
    "accept": lambda it, agent, clerk: commands.accept_listing(listing=it, actor=clerk, clock=TODAY),
    "publish": lambda it, agent, clerk: commands.publish_listing(listing=it, actor=clerk, clock=TODAY),
    "take_up": lambda it, agent, clerk: commands.take_up_listing(listing=it, actor=agent, clock=TODAY),
    "suspend": lambda it, agent, clerk: commands.suspend_listing(listing=it, reasons="异议", actor=clerk, clock=TODAY),
    "resume": lambda it, agent, clerk: commands.resume_listing(listing=it, actor=clerk, clock=TODAY),
    "reserve": lambda it, agent, clerk: commands.reserve_listing(listing=it, sale="S-1", actor=clerk, clock=TODAY),
    "release": lambda it, agent, clerk: commands.release_listing(listing=it, sale="S-1", actor=clerk, clock=TODAY),
    "sell": lambda it, agent, clerk: commands.sell_listing(listing=it, sale="S-1", actor=clerk, clock=TODAY),
    "withdraw": lambda it, agent, clerk: commands.withdraw_listing(listing=it, reasons="撤", actor=agent, clock=TODAY),
}


def test_every_verb_of_the_state_table_has_a_command():
    assert set(VERBS) == {verb for verb, _sources, _target in Listing.TRANSITIONS}


@pytest.mark.parametrize("verb", VERBS)
def test_verb_is_refused_in_every_other_state(verb):
    agent, clerk = agent_of(None), officer("SW")
    published = published_listing(lister=agent, by=clerk)

    for state in set(Listing.State.values) - allowed(verb):
        Listing.objects.filter(pk=published.pk).update(state=state)
        with pytest.raises(Refused):
            VERBS[verb](published, agent, clerk)


def test_shares_are_checked_when_a_row_is_inserted_beyond_a_draft():
    drafted = listing()

    with connection.cursor() as cursor, pytest.raises(IntegrityError):
        cursor.execute(
            "INSERT INTO catalogue_ownership (listing_id, position, name, share_numerator, share_denominator, consent_note)"
            " VALUES (%s, 5, '某人', 3, 2, '')",
            [drafted.pk],
        )
