import pytest

from accounts.models import Role
from marketplace.jobs.models import Job
from tests.accounts.factories import actor, officer, organisation, reviewer
from tests.catalogue.factories import accepted_listing, agent_of, need, owner, submitted_listing
from tests.desk.cases import applied_case, tick_all
from tests.portal.support import signed_in
from tests.trading import factories as trading

pytestmark = pytest.mark.django_db


def counts(client, who):
    page = signed_in(client, who).get("/console/").context["page"]
    return {queue.name: queue.count for queue in page.queues if queue.count}


def test_each_exchange_sees_its_own_queues(client):
    organisation()
    submitted_listing()
    accepted_listing()
    trading.registered(trading.sale())
    trading.won_sale()
    trading.contracted_sale()
    trading.paid_sale()
    trading.settled_sale()

    assert counts(client, officer("SW")) == {
        "organisations": 1,
        "submitted": 1,
        "accepted": 1,
        "deposits": 1,
        "running": 1,
        "contracts": 1,
        "payments": 1,
        "settlements": 1,
        "certificates": 1,
    }
    assert counts(client, officer("CQ")) == {"organisations": 1}


def test_console_is_for_staff_only(client):
    assert signed_in(client, actor()).get("/console/").status_code == 403


def test_listing_that_lacks_a_consent_says_so_instead_of_offering_to_publish(client):
    lister = agent_of(None)
    accepted_listing(lister=lister, owners=[owner(lister.organisation, "1/2"), owner("示范自然人", "1/2")])

    page = signed_in(client, officer("SW")).get("/console/").content.decode()

    assert "还差 1 位共有人同意" in page
    assert "/publish/" not in page


def test_officer_accepts_in_the_queue_and_stays_there(client):
    case, staff = applied_case(), officer("SW")
    submitted = case.listing
    tick_all(case, staff)
    signed_in(client, staff)

    answer = client.post(f"/listings/{submitted.number}/accept/", {"back": "console"}, follow=True)

    assert answer.redirect_chain == [("/console/", 302)]
    assert (
        f"{submitted.number}：已受理，项目编号 {type(submitted).objects.get().project_number}。"
        in answer.content.decode()
    )


def test_reviewer_is_offered_no_act_of_an_officer(client):
    submitted_listing()

    page = signed_in(client, reviewer("SW")).get("/console/").content.decode()

    assert "/accept/" not in page


def test_staff_start_a_run_and_follow_it(client):
    need()
    staff = officer("SW")

    answer = signed_in(client, staff).post("/console/matching/")

    job = Job.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/jobs/{job.number}/")
    assert signed_in(client, actor()).post("/console/matching/").status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_console_asks_the_same_whatever_waits(client, django_assert_num_queries, count):
    for _turn in range(count):
        organisation()
        submitted_listing()
        accepted_listing()
        trading.registered(trading.sale())
        trading.won_sale()
        trading.paid_sale()
    staff = actor(officer("SW").organisation, [Role.OFFICER])
    signed_in(client, staff).get("/console/")

    with django_assert_num_queries(25):
        client.get("/console/")
