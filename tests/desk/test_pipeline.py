"""From the application to the offer."""

import pytest

from marketplace.core.clock import frozen, shanghai
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.desk import commands as desk
from marketplace.desk import queries
from marketplace.desk.models import PublicNotice
from tests.accounts.factories import officer, reviewer
from tests.catalogue.factories import TODAY, agent_of, listing, published_listing
from tests.desk.cases import accepted_case, announced_case, applied_case, examined_case, tick_all

pytestmark = pytest.mark.django_db
PIECES = [{"code": "title_paper", "text": "请补充专利登记簿副本"}, {"code": "", "text": "请更正成果简介"}]


def history(case):
    return [(step.kind, step.stage, step.to_stage) for step in case.steps.order_by("id")]


def test_application_waits_five_working_days_for_its_review():
    case = applied_case()

    # Monday 2027-03-01: five working days end with Monday 2027-03-08.
    assert (case.stage, case.waiting_for, case.due_at) == ("review", "exchange", shanghai("2027-03-09T00:00:00"))
    assert case.listing.state == "submitted"
    assert history(case) == [("done", "application", "review")]


def test_second_application_is_refused():
    agent = agent_of(None)
    case = applied_case(lister=agent)

    with pytest.raises(Refused) as refused:
        desk.apply(listing=case.listing, actor=agent, clock=TODAY)

    assert refused.value.code == "case_elsewhere"
    assert case.steps.count() == 1


def test_missing_pieces_are_asked_for_at_once_and_supplied():
    agent, clerk = agent_of(None), officer("SW")
    case = applied_case(lister=agent)

    desk.request_pieces(case=case, pieces=PIECES, actor=clerk, clock=TODAY)
    # Monday 2027-03-01: ten working days end with Monday 2027-03-15.
    waiting = (case.stage, case.waiting_for, case.due_at, case.listing.state, case.assignee)
    [asked] = queries.asked_of(case, agent)
    desk.supply(case=case, actor=agent, clock=frozen("2027-03-03T09:00:00"))

    assert waiting == ("supplement", "applicant", shanghai("2027-03-16T00:00:00"), "returned", clerk.user)
    assert (asked.act, list(asked.pieces)) == ("supply", PIECES)
    assert (case.stage, case.listing.state) == ("review", "submitted")
    assert history(case)[1:] == [("requested", "review", "supplement"), ("done", "supplement", "review")]


def test_line_found_missing_must_be_in_the_list():
    case, clerk = applied_case(), officer("SW")
    desk.tick_check(case=case, code="legal_status", verdict="missing", actor=clerk, clock=TODAY)

    with pytest.raises(Invalid) as refused:
        desk.request_pieces(case=case, pieces=PIECES, actor=clerk, clock=TODAY)

    assert list(refused.value.fields) == ["pieces"]
    assert case.stage == "review"


def test_paper_that_nobody_handed_in_cannot_pass():
    with pytest.raises(Invalid) as refused:
        desk.tick_check(case=applied_case(), code="title_paper", verdict="passed", actor=officer("SW"), clock=TODAY)

    assert (list(refused.value.fields), refused.value.rule) == (["verdict"], "R-LST-08")


@pytest.mark.parametrize(
    ("code", "verdict", "field"),
    [("identity", "passed", "code"), ("nothing", "passed", "code"), ("legal_status", "fine", "verdict")],
)
def test_tick_that_makes_no_sense_is_refused(code, verdict, field):
    with pytest.raises(Invalid) as refused:
        desk.tick_check(case=applied_case(), code=code, verdict=verdict, actor=officer("SW"), clock=TODAY)

    assert list(refused.value.fields) == [field]


def test_acceptance_names_every_line_that_is_not_met():
    case = applied_case()

    with pytest.raises(Invalid) as refused:
        desk.accept(case=case, actor=officer("SW"), clock=TODAY)

    assert set(refused.value.fields) == {"checks.title_paper", "checks.legal_status", "checks.decision_paper"}
    assert case.listing.state == "submitted"


def test_accepted_case_has_its_number_and_waits_for_another_person():
    clerk = officer("SW")
    case = accepted_case(by=clerk)

    assert case.project_number == case.listing.project_number
    assert case.project_number.startswith("SW2027-")
    # Monday 2027-03-01: three working days end with Thursday 2027-03-04.
    assert (case.stage, case.due_at) == ("examination", shanghai("2027-03-05T00:00:00"))
    with pytest.raises(Forbidden) as refused:
        desk.examine(case=case, actor=clerk, clock=TODAY)
    assert refused.value.code == "is_another_than_who_accepted"


def test_same_person_in_another_role_is_one_pair_of_eyes():
    clerk = officer("SW")
    case = accepted_case(by=clerk)
    both = reviewer("SW", user=clerk.user)

    with pytest.raises(Forbidden):
        desk.examine(case=case, actor=both, clock=TODAY)


def test_examined_case_is_announced_with_a_notice():
    case = announced_case()

    notice = PublicNotice.objects.get(subject=f"listing:{case.listing.number}")
    assert (case.stage, case.listing.state, notice.kind) == ("interest", "published", "listing")
    # Ten working days from Monday 2027-03-01 end with Monday 2027-03-15.
    assert case.due_at == notice.ends_at == shanghai("2027-03-16T00:00:00")


def test_publication_before_the_examination_is_refused():
    case = accepted_case()

    with pytest.raises(Refused):
        desk.publish(case=case, actor=officer("SW"), clock=TODAY)

    assert case.listing.state == "accepted"


def test_examiner_refers_back_to_the_review_and_it_is_accepted_again():
    clerk, colleague = officer("SW"), reviewer("SW")
    case = accepted_case(by=clerk)
    number, version = case.project_number, case.listing.rule_version

    desk.refer_back(case=case, to="review", pieces=PIECES, actor=colleague, clock=TODAY)
    desk.accept(case=case, actor=clerk, clock=frozen("2027-03-02T10:00:00"))

    assert (case.stage, case.project_number, case.listing.rule_version) == ("examination", number, version)


def test_examiner_sends_back_to_the_applicant():
    agent, clerk = agent_of(None), officer("SW")
    case = accepted_case(lister=agent, by=clerk)
    number = case.project_number

    desk.refer_back(case=case, to="supplement", pieces=PIECES, actor=reviewer("SW"), clock=TODAY)
    state = case.listing.state
    desk.supply(case=case, actor=agent, clock=TODAY)
    desk.accept(case=case, actor=clerk, clock=TODAY)

    assert (state, case.stage, case.project_number) == ("returned", "examination", number)


def test_case_sent_back_may_be_applied_for_anew():
    agent, clerk = agent_of(None), officer("SW")
    case = applied_case(lister=agent)

    desk.send_back(case=case, pieces=PIECES, actor=clerk, clock=TODAY)
    [asked] = queries.asked_of(case, agent)
    again = desk.apply(listing=case.listing, actor=agent, clock=TODAY)

    assert (asked.act, list(asked.pieces)) == ("apply", PIECES)
    assert (again.pk, again.stage) == (case.pk, "review")


def test_withdrawal_before_the_acceptance_ends_the_case():
    agent = agent_of(None)
    case = applied_case(lister=agent)

    desk.withdraw(case=case, reasons="不再转让", actor=agent, clock=TODAY)

    assert (case.state, case.listing.state, case.due_at) == ("terminated", "withdrawn", None)


def test_applicant_cannot_withdraw_after_the_acceptance():
    agent = agent_of(None)

    with pytest.raises(Forbidden):
        desk.withdraw(case=accepted_case(lister=agent), reasons="不再转让", actor=agent, clock=TODAY)


def test_colleague_is_told_who_handles_the_case():
    case, first, second = applied_case(), officer("SW"), officer("SW")
    desk.take(case=case, actor=first, clock=TODAY)

    with pytest.raises(Refused) as taken:
        desk.take(case=case, actor=second, clock=TODAY)
    with pytest.raises(Refused) as handled:
        desk.request_pieces(case=case, pieces=PIECES, actor=second, clock=TODAY)

    assert (taken.value.code, handled.value.code) == ("case_taken", "case_taken")
    assert str(first.user) in str(handled.value)


def test_case_handed_over_is_the_colleagues():
    case, first, second = applied_case(), officer("SW"), officer("SW")
    desk.take(case=case, actor=first, clock=TODAY)

    desk.assign(case=case, to=second.user, note="休假", actor=first, clock=TODAY)
    desk.request_pieces(case=case, pieces=PIECES, actor=second, clock=TODAY)

    assert case.assignee == second.user


@pytest.mark.parametrize("stranger", ["another exchange", "the applicant"])
def test_case_goes_to_nobody_outside_the_venue(stranger):
    agent, boss = agent_of(None), reviewer("SW")
    case = applied_case(lister=agent)
    to = officer("CQ").user if stranger == "another exchange" else agent.user

    with pytest.raises(Invalid) as refused:
        desk.assign(case=case, to=to, actor=boss, clock=TODAY)

    assert list(refused.value.fields) == ["to"]


def test_listing_accepted_before_it_had_a_case_is_examined_by_a_colleague():
    agent, clerk = agent_of(None), officer("SW")
    case = desk.open_case(listing=published_listing(lister=agent, by=clerk), actor=agent, clock=TODAY)

    assert (case.stage, case.taken_over, case.accepted_by) == ("interest", True, clerk.user)
    assert PublicNotice.objects.filter(subject=f"listing:{case.listing.number}").count() == 1


def test_open_case_keeps_the_one_that_is_there():
    agent = agent_of(None)
    drafted = listing(lister=agent)

    first = desk.open_case(listing=drafted, actor=agent, clock=TODAY)
    second = desk.open_case(listing=drafted, actor=agent, clock=TODAY)

    assert (first.pk, first.stage, first.waiting_for) == (second.pk, "application", "applicant")
    assert not queries.cases_for(officer("SW")).filter(pk=first.pk).exists()


def test_load_counts_the_cases_of_each_colleague():
    clerk = officer("SW")
    case = applied_case()
    applied_case()
    desk.take(case=case, actor=clerk, clock=TODAY)

    rows = {
        row["person"]: (row["cases"], row["overdue"]) for row in queries.load(clerk, shanghai("2027-04-01T00:00:00"))
    }

    assert rows == {clerk.user.number: (1, 1), None: (1, 1)}


def test_tick_all_meets_every_line():
    case, clerk = applied_case(), officer("SW")

    tick_all(case, clerk)

    assert queries.unmet(case, "review", TODAY.read()) == []
    assert examined_case().examined_by is not None
