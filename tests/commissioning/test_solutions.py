"""Solutions: confidential until the deadline, opened together, scored by two, ranked, made public, awarded."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from accounts.models import Kind
from marketplace.audit.models import Entry
from marketplace.commissioning import commands
from marketplace.commissioning.access import may_read_papers_of_solution
from marketplace.commissioning.milestones import Milestone
from marketplace.commissioning.models import Score, Solution
from marketplace.commissioning.queries import reading
from marketplace.commissioning.queries.showing import standing_for, standings
from marketplace.core.clock import FrozenClock, frozen
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.desk.models import PublicNotice
from tests.accounts.factories import actor, officer, reviewer, verified
from tests.commissioning.factories import (
    AWARDED,
    DUE,
    HANDED_IN,
    RESULT,
    SCORED,
    SWEEP,
    awarded,
    handed_in,
    opened,
    points_for,
    poster_of,
    proposer_of,
    publicised,
    published,
    ranked,
    scored,
    supplier,
)

pytestmark = pytest.mark.django_db
JUST_BEFORE = FrozenClock(DUE.at - timedelta(milliseconds=1))


def code_of(act):
    with pytest.raises((Refused, Forbidden, Invalid)) as caught:
        act()
    return caught.value.code


def test_nobody_but_the_proposer_knows_of_a_solution_before_the_deadline():
    call = published()
    made = handed_in(call)
    others = [poster_of(call), officer("SW"), reviewer("SW"), officer("CQ"), supplier()]

    assert [reading.solutions(one).count() for one in others] == [0] * len(others)
    assert [may_read_papers_of_solution(one, made.number) for one in others] == [False] * len(others)
    assert reading.solutions(proposer_of(made)).get() == made

    commands.open_solutions(call=call, actor=SWEEP, clock=DUE)

    assert [reading.solutions(one).count() for one in others] == [1, 1, 1, 0, 0]
    assert may_read_papers_of_solution(poster_of(call), made.number)


def test_line_of_the_log_tells_nothing_of_a_solution():
    handed_in(published())

    line = Entry.objects.get(verb="commissioning.solution_handed_in")
    assert line.private
    assert line.payload.body.keys() == {"call", "version"}


def test_solution_is_replaced_until_the_deadline_and_not_at_it():
    call = published()
    made = handed_in(call, 700_000)
    by = proposer_of(made)

    again = handed_in(call, 690_000, by=by, clock=JUST_BEFORE)

    assert (again.pk, again.version, again.price_fen) == (made.pk, 2, 690_000_00)
    assert code_of(lambda: handed_in(call, 680_000, by=by, clock=DUE)) == "due_already"
    assert code_of(lambda: commands.withdraw_solution(solution=again, actor=by, clock=DUE)) == "due_already"


def test_withdrawn_solution_may_be_followed_by_another():
    call = published()
    made = handed_in(call)
    by = proposer_of(made)
    commands.withdraw_solution(solution=made, actor=by, clock=HANDED_IN)

    assert handed_in(call, by=by).pk != made.pk
    commands.open_solutions(call=call, actor=SWEEP, clock=DUE)
    assert reading.solutions(poster_of(call)).count() == 1


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"yuan": 800_001}, "price"),
        ({"milestones": []}, "milestones"),
        ({"milestones": [Milestone("样机", "示范", 1, 10)]}, "milestones"),
        ({"milestones": [Milestone("", "示范", 700_000_00, 10)]}, "milestones.0"),
        (
            {"milestones": [Milestone("甲", "示范", 350_000_00, 20), Milestone("乙", "示范", 350_000_00, 10)]},
            "milestones.1.days",
        ),
        ({"plan": " "}, "plan"),
        ({"foreign_link": "party"}, "declaration"),
        ({"foreign_link": "other"}, "foreign_link"),
        ({"files": ["F-2027-999999"]}, "files"),
    ],
)
def test_fault_of_a_solution_names_its_field(fields, at):
    call = published()
    with pytest.raises(Invalid) as caught:
        handed_in(call, **fields)

    assert list(caught.value.fields) == [at]


def test_poster_and_exchanges_do_not_answer_a_call():
    call = published()
    torn = supplier()
    actor(call.poster, user=torn.user)

    for by in (poster_of(call), officer("CQ"), torn):
        with pytest.raises(Forbidden) as caught:
            handed_in(call, by=by)
        assert caught.value.rule == "R-BID-12"


def test_call_without_solutions_ends_at_its_deadline():
    call = published()
    assert code_of(lambda: commands.open_solutions(call=call, actor=SWEEP, clock=JUST_BEFORE)) == "not_due"

    commands.open_solutions(call=call, actor=SWEEP, clock=DUE)

    assert (call.state, call.reasons) == ("failed", "截止时未收到方案。")
    assert PublicNotice.objects.filter(kind="termination").exists()


def test_scores_are_whole_and_confirmed_by_another():
    call = opened()
    by, other = officer("SW"), reviewer("SW")
    given = points_for(call)
    first = next(iter(given))

    assert (
        code_of(lambda: commands.enter_scores(call=call, scores={first: given[first]}, actor=by, clock=SCORED))
        == "invalid"
    )
    for wrong in ({1: 90}, {1: 90, 2: 101}, {1: 90, 2: 80, 3: 1}):
        wrongly = {**given, first: wrong}
        assert (
            code_of(lambda told=wrongly: commands.enter_scores(call=call, scores=told, actor=by, clock=SCORED))
            == "invalid"
        )
    commands.enter_scores(call=call, scores=given, actor=by, clock=SCORED)
    assert code_of(lambda: commands.confirm_scores(call=call, actor=by, clock=SCORED)) == "may_confirm_scores"
    assert standings(call) == {}

    commands.confirm_scores(call=call, actor=other, clock=SCORED)

    prices = dict(call.solutions.values_list("number", "price_fen"))
    order = sorted(standings(call).items(), key=lambda item: item[1].rank)
    assert [(prices[number], one.score) for number, one in order] == [
        (700_000_00, "87.43"),
        (760_000_00, "84.26"),
        (640_000_00, "76.00"),
    ]
    assert code_of(lambda: commands.enter_scores(call=call, scores=given, actor=by, clock=SCORED)) == "not_scoring"


def test_who_belongs_to_a_proposer_scores_nothing():
    call = opened()
    torn = officer("SW")
    actor(call.solutions.first().proposer, user=torn.user)

    assert code_of(lambda: scored(call, by=torn)) == "may_score"


def test_award_follows_the_days_of_its_public_notice():
    call = publicised()
    assert call.award_from == frozen("2027-04-12T00:00:00").at
    early = frozen("2027-04-11T23:59:59")
    assert code_of(lambda: commands.award_call(call=call, actor=SWEEP, clock=early)) == "notice_runs"

    commands.award_call(call=call, actor=SWEEP, clock=AWARDED)

    assert call.state == "awarded"
    states = dict(call.solutions.values_list("price_fen", "state"))
    assert states == {700_000_00: "won", 640_000_00: "lost", 760_000_00: "lost"}
    assert PublicNotice.objects.filter(kind="result", body__contains="700,000.00").exists()
    lost = call.solutions.get(price_fen=640_000_00)
    assert standing_for(lost, judges=False).score == "76.00"


def test_result_for_a_university_is_public_for_fifteen_days():
    call = published()
    handed_in(call, 640_000, by=actor(verified(Kind.UNIVERSITY, home_exchange="CQ")))
    commands.open_solutions(call=call, actor=SWEEP, clock=DUE)

    publicised(call)

    assert call.publicity_days == 15
    assert call.award_from == frozen("2027-04-22T00:00:00").at


def test_objection_holds_the_award_up_and_is_decided_by_another():
    call = publicised()
    raised = commands.object_to_result(
        call=call, content="示范异议", actor=supplier(), clock=frozen("2027-04-08T10:00:00")
    )
    assert (call.state, call.award_from) == ("suspended", None)
    assert code_of(lambda: commands.award_call(call=call, actor=SWEEP, clock=AWARDED)) == "notice_runs"

    commands.decide_call_objection(
        objection=raised, reasons="示范理由", actor=officer("SW"), clock=frozen("2027-04-09T10:00:00")
    )

    call.refresh_from_db()
    assert (call.state, call.award_from) == ("publicised", frozen("2027-04-14T00:00:00").at)


def test_objection_that_is_upheld_lets_the_scores_be_entered_anew():
    call = publicised()
    raised = commands.object_to_result(call=call, content="示范异议", actor=supplier(), clock=RESULT)
    commands.decide_call_objection(
        objection=raised, effect="rescore", reasons="示范理由", actor=officer("SW"), clock=RESULT
    )
    call.refresh_from_db()
    assert (call.state, call.confirmed_by, set(call.solutions.values_list("state", flat=True))) == (
        "opened",
        None,
        {"opened"},
    )

    later = publicised(call, points=((10, 10), (70, 60), (80, 90)))

    assert later.solutions.get(state="chosen").price_fen == 760_000_00


def test_objection_that_ends_it_finds_nobody():
    call = publicised()
    raised = commands.object_to_result(call=call, content="示范异议", actor=supplier(), clock=RESULT)
    commands.decide_call_objection(
        objection=raised, effect="fail", reasons="示范理由", actor=officer("SW"), clock=RESULT
    )

    call.refresh_from_db()
    assert (call.state, set(call.solutions.values_list("state", flat=True))) == ("failed", {"lost"})


def test_poster_may_find_nobody_with_reasons():
    call = ranked()
    with pytest.raises(Invalid):
        commands.decline_award(call=call, reasons=" ", actor=poster_of(call), clock=RESULT)

    commands.decline_award(call=call, reasons="示范：均未达到指标。", actor=poster_of(call), clock=RESULT)

    assert call.state == "failed"
    assert set(call.solutions.values_list("state", flat=True)) == {"lost"}


def test_points_that_nobody_confirmed_are_told_to_nobody():
    call = scored()
    commands.decline_award(call=call, reasons="示范理由", actor=poster_of(call), clock=RESULT)

    assert standings(call) == {}
    assert standing_for(call.solutions.first(), judges=True) is None


def test_race_begins_with_several_teams():
    call = publicised(opened(mode="race", teams=2), teams=2)
    commands.award_call(call=call, actor=SWEEP, clock=AWARDED)

    assert sorted(call.solutions.filter(state="won").values_list("price_fen", flat=True)) == [700_000_00, 760_000_00]


def test_no_more_are_found_than_the_call_asks_for():
    assert code_of(lambda: publicised(teams=2)) == "invalid"


def test_foreign_solution_is_screened_before_it_is_chosen():
    call = published()
    made = handed_in(call, 500_000, foreign_link="party", declaration="示范境外主体")
    commands.open_solutions(call=call, actor=SWEEP, clock=DUE)
    made.refresh_from_db()
    found = {"basis": "示范目录", "reason": "示范理由", "actor": officer("SW"), "clock": SCORED}
    assert code_of(lambda: publicised(call)) == "screening_first"
    with pytest.raises(Invalid):
        commands.screen_solution(solution=made, result="restricted", **found)

    commands.screen_solution(solution=made, result="prohibited", **found)

    call.refresh_from_db()
    assert (made.state, call.state) == ("excluded", "ranked")
    assert code_of(lambda: commands.publicise_award(call=call, actor=poster_of(call), clock=RESULT)) == "nobody_left"


@pytest.mark.parametrize(
    "change", [{"price_fen": 1}, {"plan": "另一个"}, {"handed_in_at": DUE.at}, {"state": "won"}, {"proposer_id": 1}]
)
def test_opened_solution_is_fixed_by_the_database(change):
    call = opened()
    with pytest.raises(DatabaseError), transaction.atomic():
        Solution.objects.filter(call=call).update(**change)


def test_end_and_scores_are_fixed_by_the_database():
    call = awarded()
    one = call.solutions.get(state="won")
    for act in (
        lambda: Solution.objects.filter(pk=one.pk).update(state="lost"),
        lambda: Score.objects.filter(solution=one).update(points=1),
        lambda: one.delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
