"""What waits for the staff beside cases."""

import pytest

from accounts.models import Role
from marketplace.jobs.models import Job
from tests.accounts.factories import actor, officer, organisation
from tests.catalogue.factories import need
from tests.portal.support import signed_in
from tests.trading import factories as trading

pytestmark = pytest.mark.django_db


def counts(client, who):
    page = signed_in(client, who).get("/desk/others/").context["page"]
    return {queue.name: queue.count for queue in page.queues if queue.count}


def test_each_exchange_sees_its_own_money_and_every_organisation(client):
    organisation()
    trading.registered(trading.sale())
    trading.contracted_sale()
    trading.paid_sale()

    everything = {"organisations": 1, "deposits": 1, "payments": 1, "settlements": 1}
    assert counts(client, officer("SW")) == everything
    assert counts(client, officer("CQ")) == {"organisations": 1}


def test_staff_start_a_run_and_follow_it(client):
    need()
    staff = officer("SW")

    answer = signed_in(client, staff).post("/desk/matching/")

    job = Job.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/jobs/{job.number}/")
    assert signed_in(client, actor()).post("/desk/matching/").status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_the_same_whatever_waits(client, django_assert_num_queries, count):
    for _turn in range(count):
        organisation()
        trading.registered(trading.sale())
        trading.paid_sale()
    staff = actor(officer("SW").organisation, [Role.OFFICER])
    signed_in(client, staff).get("/desk/others/")

    with django_assert_num_queries(12):
        client.get("/desk/others/")
