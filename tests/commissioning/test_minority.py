"""非共识项目, through the API: little money, one solution by a named sponsor's reasons instead of the ranking, all of it in public (R-CALL-06)."""

import pytest
from django.db import DatabaseError, transaction

from marketplace.commissioning import commands
from marketplace.commissioning.models import Engagement, OpenCall
from marketplace.commissioning.queries.ranking import ranking
from marketplace.desk.models import PublicNotice
from tests.accounts.factories import actor, officer
from tests.clients import client_of, money, ok
from tests.commissioning.factories import (
    AWARDED,
    DRAFTED,
    DUE,
    SWEEP,
    call_draft,
    handed_in,
    posted,
    poster_of,
    published,
    ranked,
    supplier,
)

pytestmark = pytest.mark.django_db
SMALL = {"mode": "minority", "budget_fen": 600_000_00}
SAID = {"sponsor": "示范专家甲", "sponsor_unit": "示范研究院", "recommendation": "示范：路线新颖，评分偏重已有业绩。"}


@pytest.fixture
def call(sandbox_at):
    """Three solutions at 300,000.00, 280,000.00 and 320,000.00 in two milestones; the second is last in the ranking."""
    made = published(**SMALL)
    for yuan in (300_000, 280_000, 320_000):
        handed_in(made, yuan)
    found = ranked(commands.open_solutions(call=made, actor=SWEEP, clock=DUE))
    sandbox_at("2027-04-06T10:00:00")
    return found


def publicise(call, by=None, **body):
    return client_of(by or poster_of(call)).post(f"/api/v1/open-calls/{call.number}/result", body, format="json")


def refused(answer):
    told = answer.json()
    return answer.status_code, list(told.get("errors", {})) or told["code"], told["rule"]


def last_of(call):
    return ranking(call)[-1].number


def test_recommended_solution_wins_whatever_its_place_and_its_sponsor_is_public(call, client):
    last = last_of(call)

    told = ok(publicise(call, recommended=last, **SAID))

    assert [one["number"] for one in told["found"]] == [last]
    notice = PublicNotice.objects.get(number=told["result_notice"])
    assert "推荐人：示范专家甲（示范研究院），不按评分名次确定" in notice.body
    assert "路线新颖" in notice.body
    page = client.get(f"/calls/{call.number}/").content.decode()
    assert "示范专家甲" in page
    call.refresh_from_db()
    commands.award_call(call=call, actor=SWEEP, clock=AWARDED)
    assert Engagement.objects.get().solution.number == last


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"recommended": ""}, "recommended"),
        ({"recommended": "SO-2027-999999"}, "recommended"),
        ({"sponsor": " "}, "sponsor"),
        ({"sponsor_unit": ""}, "sponsor_unit"),
        ({"recommendation": " "}, "recommendation"),
    ],
)
def test_recommendation_is_complete(call, changed, field):
    answer = publicise(call, **{"recommended": last_of(call)} | SAID | changed)

    assert refused(answer) == (400, [field], "R-CALL-06")


def test_sponsor_stands_apart_from_the_proposer(call):
    chosen = call.solutions.get(number=last_of(call))
    for own in ({"sponsor": chosen.handed_in_by.name}, {"sponsor_unit": chosen.proposer.name}):
        answer = publicise(call, **{"recommended": chosen.number} | SAID | own)
        assert refused(answer) == (400, ["sponsor"], "R-BID-12")


def test_only_a_call_without_consensus_is_decided_by_a_sponsor(sandbox_at):
    call = ranked()
    sandbox_at("2027-05-20T10:00:00")

    assert refused(publicise(call, recommended=last_of(call), **SAID)) == (400, ["recommended"], "R-CALL-06")
    assert ok(publicise(call))["sponsor"] == ""


@pytest.mark.parametrize("budget", [None, "600000.01"])
def test_call_without_consensus_costs_little(sandbox_at, budget):
    need = posted()
    draft = call_draft()
    body = {
        "need": need.number,
        "mode": "minority",
        "title": draft.title,
        "problem": draft.problem,
        "indicators": draft.indicators,
        "budget": money(budget) if budget else None,
        "due_at": draft.due_at.isoformat(),
        "secrecy": draft.secrecy,
        "criteria": [{"name": one.name, "weight": one.weight, "by_price": one.by_price} for one in draft.criteria],
    }
    sandbox_at(DRAFTED.at.isoformat())

    answer = client_of(actor(need.organisation)).post("/api/v1/open-calls", body, format="json")

    assert refused(answer) == (400, ["budget"], "R-CALL-06")


def test_one_stage_pays_little(sandbox_at):
    call = published(**SMALL)
    sandbox_at("2027-03-10T10:00:00")
    stage = {"title": "样机", "deliverable": "示范样机", "days": 90}
    body = {
        "price": money("300000.00"),
        "plan": "示范方案",
        "team": "示范团队",
        "foreign_link": "none",
        "milestones": [stage | {"amount": money("200000.01")}, stage | {"amount": money("99999.99"), "days": 180}],
    }

    answer = client_of(supplier()).post(f"/api/v1/open-calls/{call.number}/solutions", body, format="json")

    assert refused(answer) == (400, ["milestones.0.amount"], "R-CALL-06")


def test_form_of_the_page_asks_for_the_sponsor(call, client):
    client.force_login(poster_of(call).user)
    page = client.get(f"/calls/{call.number}/").content.decode()
    assert 'name="sponsor"' in page

    answer = client.post(f"/calls/{call.number}/result/", {"recommended": last_of(call), **SAID})

    assert answer.status_code == 302
    call.refresh_from_db()
    assert (call.state, call.recommended.number) == ("publicised", last_of(call))


def test_database_finds_nobody_else_than_the_recommended(call):
    ok(publicise(call, recommended=last_of(call), **SAID))
    other = call.solutions.exclude(number=last_of(call)).first()
    for changed in ({"recommended": other}, {"sponsor": ""}, {"recommended": None}):
        with pytest.raises(DatabaseError), transaction.atomic():
            OpenCall.objects.filter(pk=call.pk).update(**changed)


def test_only_the_poster_publicises_it(call):
    answer = publicise(call, officer("SW"), recommended=last_of(call), **SAID)

    assert refused(answer) == (403, "may_act_as_poster", "R-CALL-01")
