import pytest

from accounts.models import Role
from marketplace.audit.following import settle
from marketplace.catalogue.commands import close_need
from marketplace.core.clock import market_clock
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.jobs.models import Job
from marketplace.matching.commands import accept, decline
from marketplace.matching.contacts import contact_for
from marketplace.matching.models import Match
from marketplace.matching.queries import matches_of
from marketplace.matching.runs import ask_for_run, start_and_run
from marketplace.matching.wording import in_words
from tests.accounts.factories import actor, officer
from tests.catalogue.factories import TODAY, agent_of, need, published_listing

pytestmark = pytest.mark.django_db


@pytest.fixture
def supplier():
    return agent_of(None)


@pytest.fixture
def seeker():
    return actor()


@pytest.fixture
def match(supplier, seeker):
    published_listing(lister=supplier)
    need(seeker=seeker)
    settle()
    return Match.objects.get()


def test_a_need_finds_the_listing_that_was_there_before(match):
    assert match.state == "proposed"
    assert match.score >= 20
    assert in_words(match.reasons)[0].startswith("共同关键词：")


def test_a_listing_finds_the_need_that_was_there_before(supplier, seeker):
    need(seeker=seeker)
    settle()

    published_listing(lister=supplier)
    settle()

    assert Match.objects.count() == 1


def test_what_does_not_fit_is_not_proposed(supplier, seeker):
    published_listing(lister=supplier)
    need(seeker=seeker, title="柑橘贮藏保鲜", content="柑橘贮藏期霉变率高，希望引进生物保鲜剂。", keywords=["柑橘"])

    settle()

    assert not Match.objects.exists()


def test_nobody_is_matched_with_himself(supplier):
    published_listing(lister=supplier)
    need(seeker=supplier)

    settle()

    assert not Match.objects.exists()


def test_both_accept_and_each_sees_the_other(match, supplier, seeker):
    accept(match=match, actor=supplier, clock=TODAY)
    assert contact_for(supplier, match) is None

    accept(match=match, actor=seeker, clock=TODAY)

    assert match.state == "connected"
    assert contact_for(supplier, match)["email"] == seeker.user.email
    assert contact_for(seeker, match)["email"] == supplier.user.email
    assert contact_for(actor(), match) is None


def test_one_side_cannot_accept_twice(match, supplier):
    accept(match=match, actor=supplier, clock=TODAY)

    with pytest.raises(Refused):
        accept(match=match, actor=supplier, clock=TODAY)


def test_a_decline_ends_it_with_a_coded_reason(match, supplier, seeker):
    decline(match=match, reason="too_early", note="希望有中试数据", actor=seeker, clock=TODAY)

    assert (match.state, match.declined_by, match.decline_reason) == ("declined", "seeker", "too_early")
    with pytest.raises(Refused):
        accept(match=match, actor=supplier, clock=TODAY)


def test_a_decline_without_a_known_reason_names_the_field(match, seeker):
    with pytest.raises(Invalid) as caught:
        decline(match=match, reason="because", actor=seeker, clock=TODAY)

    assert list(caught.value.fields) == ["reason"]


def test_strangers_and_mere_finance_staff_may_not_answer(match, supplier):
    for other in (actor(), actor(supplier.organisation, [Role.FINANCE])):
        with pytest.raises(Forbidden):
            accept(match=match, actor=other, clock=TODAY)


def test_only_the_two_sides_see_a_match(match, supplier, seeker):
    assert list(matches_of(supplier)) == list(matches_of(seeker)) == [match]
    assert not matches_of(actor()).exists()


def test_a_declined_pair_is_not_proposed_again(match, seeker):
    decline(match=match, reason="solved", actor=seeker, clock=TODAY)

    made = start_and_run(actor=officer(), clock=TODAY)

    assert made == 0
    assert Match.objects.get().state == "declined"


def test_a_closed_need_ends_its_open_matches(match, seeker):
    close_need(need=match.need, reason="示范：已解决", actor=seeker, clock=TODAY)

    settle()

    match.refresh_from_db()
    assert match.state == "lapsed"


def test_a_run_is_asked_for_by_staff_only_and_tells_its_progress(match, supplier):
    with pytest.raises(Forbidden):
        ask_for_run(actor=supplier, clock=market_clock)

    job = ask_for_run(actor=officer(), clock=market_clock)

    assert (job.state, job.total) == (Job.State.QUEUED, 1)


def test_a_run_repeated_changes_nothing(match):
    assert start_and_run(actor=officer(), clock=TODAY) == 0
    assert Match.objects.count() == 1
