"""The officer's desk: queues, filters, acts on many cases."""

from datetime import timedelta

import pytest
from django.conf import settings

from accounts.models import Role
from marketplace.core import sandbox_clock
from marketplace.core.clock import frozen
from marketplace.desk import commands as desk
from marketplace.desk.models import Case
from marketplace.portal.queries.desk import SIZE
from tests.accounts.factories import actor, officer, reviewer
from tests.catalogue.factories import TODAY, agent_of
from tests.desk.cases import accepted_case, applied_case, tick_all
from tests.portal.support import signed_in
from tests.support.markup import untranslated

pytestmark = pytest.mark.django_db
LATER = frozen("2027-03-10T10:00:00")


@pytest.fixture(autouse=True)
def today():
    sandbox_clock.freeze(TODAY.read())


def shown(client, query=""):
    return [row.case.number for row in client.get(f"/desk/{query}").context["page"].rows]


def queues(client):
    page = client.get("/desk/").context["page"]
    return {queue.name: (queue.count, queue.late) for queue in page.queues if queue.count}


def test_queues_count_cases_and_overdue_ones_of_the_own_exchange(client):
    applied_case()
    applied_case(clock=frozen("2027-02-08T10:00:00"))
    accepted_case()
    sandbox_clock.freeze(LATER.read())

    assert queues(signed_in(client, officer("SW"))) == {"形式审查": (2, 2), "审核": (1, 1)}
    assert queues(signed_in(client, officer("CQ"))) == {}


def test_most_urgent_stands_first_and_says_so_in_words(client):
    late = applied_case(clock=frozen("2027-02-08T10:00:00"))
    fresh = applied_case()
    signed_in(client, officer("SW"))

    rows = client.get("/desk/").context["page"].rows

    assert [row.case.number for row in rows] == [late.number, fresh.number]
    assert [row.due.tone for row in rows] == ["over", "ample"]
    assert rows[1].due.words == "还剩 5 个工作日"


def test_filters_narrow_by_stage_person_time_and_words(client):
    clerk = officer("SW")
    mine = applied_case(title="钒钛磁铁矿冶炼方法")
    desk.take(case=mine, actor=clerk, clock=TODAY)
    free = applied_case(clock=frozen("2027-02-08T10:00:00"))
    second = accepted_case(by=reviewer_and_officer())
    signed_in(client, clerk)

    assert shown(client, "?whose=mine") == [mine.number]
    assert shown(client, "?whose=nobody") == [free.number]
    assert shown(client, f"?whose={second.assignee.number}") == [second.number]
    assert shown(client, "?stage=examination") == [second.number]
    assert shown(client, "?late=1") == [free.number]
    assert shown(client, "?q=磁铁矿") == [mine.number]
    assert shown(client, f"?q={mine.applicant.name}") == [mine.number]
    assert shown(client, f"?q={second.number.lower()}") == [second.number]
    assert shown(client, f"?q={second.project_number}") == [second.number]
    assert shown(client, "?stage=nonsense&whose=nonsense") == []


def reviewer_and_officer():
    return actor(officer("SW").organisation, [Role.OFFICER, Role.REVIEWER])


def test_pages_follow_each_other_without_a_gap_or_a_repeat(client):
    made = [applied_case() for _turn in range(SIZE + 3)]
    Case.objects.filter(pk__in=[case.pk for case in made[:5]]).update(due_at=None)
    signed_in(client, officer("SW"))

    first = client.get("/desk/").context["page"]
    second = client.get(first.following).context["page"]

    seen = [row.case.number for page in (first, second) for row in page.rows]
    assert sorted(seen) == sorted(case.number for case in made)
    assert seen[-5:] == [case.number for case in made[:5]]
    assert (len(first.rows), second.following, bool(second.first)) == (SIZE, "", True)


def test_taking_many_is_told_row_by_row_and_loses_nothing(client):
    free, taken, other = applied_case(), applied_case(), applied_case(exchange="CQ")
    colleague = officer("SW")
    desk.take(case=taken, actor=colleague, clock=TODAY)
    clerk = officer("SW")
    signed_in(client, clerk)

    answer = client.post("/desk/acts/", {"act": "take", "case": [free.number, taken.number, other.number]})

    rows = answer.context["rows"]
    assert [(row.number, row.done) for row in rows] == [
        (free.number, True),
        (taken.number, False),
        (other.number, False),
    ]
    assert Case.objects.get(pk=free.pk).assignee == clerk.user
    assert Case.objects.get(pk=taken.pk).assignee == colleague.user
    assert "您来晚了一步" in rows[1].said


def test_only_complete_checklists_are_accepted(client):
    clerk = officer("SW")
    complete, lacking = applied_case(), applied_case()
    tick_all(complete, clerk)
    signed_in(client, clerk)

    rows = client.post("/desk/acts/", {"act": "accept", "case": [lacking.number, complete.number]}).context["rows"]

    assert [row.done for row in rows] == [False, True]
    assert "核对清单还有" in rows[0].said
    assert Case.objects.get(pk=complete.pk).project_number
    assert Case.objects.get(pk=lacking.pk).stage == "review"


def test_cases_are_handed_over_to_a_colleague(client):
    clerk, colleague = officer("SW"), reviewer("SW")
    mine = applied_case()
    desk.take(case=mine, actor=clerk, clock=TODAY)
    signed_in(client, clerk)

    nobody = client.post("/desk/acts/", {"act": "assign", "case": [mine.number], "to": ""}).context["rows"]
    done = client.post("/desk/acts/", {"act": "assign", "case": [mine.number], "to": colleague.user.number})

    assert [row.done for row in nobody] == [False]
    assert [row.done for row in done.context["rows"]] == [True]
    assert Case.objects.get(pk=mine.pk).assignee == colleague.user


def test_bulk_act_goes_back_to_the_queue_and_nowhere_else(client):
    signed_in(client, officer("SW"))

    nexts = [
        client.post("/desk/acts/", {"act": "take", "next": given}).context["next"]
        for given in ("/desk/?stage=review", "https://evil.example/", "/desk/../x", "")
    ]

    assert nexts[0] == "/desk/?stage=review"
    assert nexts[1] == nexts[3] == "/desk/"


def test_loads_show_open_overdue_and_what_was_done_this_week(client):
    clerk = officer("SW")
    desk.take(case=applied_case(clock=frozen("2027-02-08T10:00:00")), actor=clerk, clock=TODAY)
    accepted_case(by=clerk)
    applied_case()

    page = signed_in(client, clerk).get("/desk/colleagues/")

    load = next(row for row in page.context["rows"] if row.own)
    assert (load.open, load.overdue, load.done, load.open_width, load.overdue_width) == (2, 1, 1, 100, 50)
    assert page.context["nobody"] == 1


def test_steps_of_last_week_do_not_count_as_done_this_week(client):
    clerk = officer("SW")
    accepted_case(by=clerk)
    sandbox_clock.freeze(TODAY.read() + timedelta(days=7))

    rows = signed_in(client, clerk).get("/desk/colleagues/").context["rows"]

    assert [row.done for row in rows if row.own] == [0]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"), [("/desk/", 14), ("/desk/?whose=mine&late=1", 14), ("/desk/colleagues/", 11)]
)
def test_desk_asks_the_same_whatever_waits_and_at_most_fifteen(client, django_assert_num_queries, count, path, queries):
    clerk = officer("SW")
    for _turn in range(count):
        case = applied_case(clock=frozen("2027-02-08T10:00:00"))
        desk.take(case=case, actor=clerk, clock=TODAY)
    signed_in(client, clerk).get(path)

    with django_assert_num_queries(queries):
        client.get(path)


def test_desk_is_for_the_staff_of_an_exchange(client):
    for path in ("/desk/", "/desk/colleagues/", "/desk/others/"):
        assert signed_in(client, agent_of(None)).get(path).status_code == 403
    assert signed_in(client, actor()).post("/desk/acts/", {"act": "take"}).status_code == 403


def test_desk_in_english_has_no_chinese_of_ours_left(client):
    applied_case(clock=frozen("2027-02-08T10:00:00"))
    signed_in(client, officer("SW"))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    for path in ("/desk/", "/desk/colleagues/", "/desk/others/"):
        assert untranslated(client.get(path).content.decode()) == []
