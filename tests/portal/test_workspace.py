import pytest

from accounts.actor import Actor
from accounts.models import Role
from marketplace.audit.following import settle
from marketplace.catalogue.commands import return_listing
from marketplace.desk.commands import request_pieces, take
from marketplace.jobs import commands as jobs
from marketplace.portal.queries.workspace import workspace
from tests.accounts.factories import actor, officer, organisation, user
from tests.catalogue.factories import (
    TODAY,
    accepted_listing,
    agent_of,
    listing,
    need,
    owner,
    published_listing,
    submitted_listing,
)
from tests.desk.cases import applied_case
from tests.portal.support import signed_in
from tests.trading import factories as trading

pytestmark = pytest.mark.django_db


def duties(of):
    return [duty.title for duty in workspace(of).duties]


def test_person_without_an_organisation_is_shown_the_way_to_one():
    assert duties(Actor(user=user())) == ["登记您的单位"]


def test_returned_organisation_comes_with_its_reason():
    party = organisation(state="returned", return_reason="证照模糊")

    first = workspace(actor(party, [Role.ADMIN])).duties[0]

    assert (first.title, first.text, first.urgent) == ("补正单位资料", "退回原因：证照模糊", True)


def test_lister_goes_on_with_drafts_and_corrects_what_was_returned():
    lister = agent_of(None)
    listing(lister=lister, title="草稿一")
    returned = submitted_listing(lister=lister, title="退回一")
    return_listing(listing=returned, reasons="缺证明", actor=officer("SW"), clock=TODAY)

    assert duties(lister) == ["补正成果“退回一”", "完成草稿“草稿一”"]


def test_co_owner_is_asked_for_his_consent():
    lister, other = agent_of(None), agent_of(None)
    accepted_listing(lister=lister, owners=[owner(lister.organisation, "1/2"), owner(other.organisation, "1/2")])

    assert duties(other) == ["是否同意转化“大型铸件机器人力控自适应打磨技术”"]


def test_both_sides_are_told_of_their_match():
    lister, seeker = agent_of(None), actor()
    published_listing(lister=lister)
    need(seeker=seeker)
    settle()

    assert duties(lister) == duties(seeker) == ["答复 1 条匹配"]


def test_bidder_is_told_to_pay_the_deposit():
    bidder, _registration = trading.registered(trading.sale())

    assert duties(bidder) == ["交纳保证金：大型铸件机器人力控自适应打磨技术"]


def test_winner_and_seller_sign_and_the_winner_pays():
    sold, winner = trading.won_sale()
    seller = actor(sold.listing.lister)
    title = sold.listing.title

    assert (duties(winner), duties(seller)) == ([f"签署合同：{title}"], [f"签署合同：{title}"])

    sold, winner = trading.contracted_sale()

    assert duties(winner) == [f"支付价款：{sold.listing.title}"]


def test_staff_are_sent_to_the_desk():
    applied_case()
    clerk = officer("SW")

    assert duties(clerk) == ["1 件案件尚无人承办"]
    take(case=applied_case(), actor=clerk, clock=TODAY)
    assert duties(clerk) == ["您承办的 1 件案件等待办理", "1 件案件尚无人承办"]
    assert duties(officer("CQ")) == []


def test_applicant_sees_the_cases_that_ask_something_first():
    lister = agent_of(None)
    applied_case(lister=lister, title="等待审查")
    asked = applied_case(lister=lister, title="等待补正")
    request_pieces(case=asked, pieces=[{"code": "", "text": "缺年费证明"}], actor=officer("SW"), clock=TODAY)

    rows = workspace(lister).cases

    assert [row.case.title for row in rows] == ["等待补正", "等待审查"]
    assert [bool(row.asks) for row in rows] == [True, False]


@pytest.mark.parametrize("count", [1, 3])
def test_workspace_asks_the_same_whatever_it_holds(client, django_assert_num_queries, count):
    lister = agent_of(None)
    for _turn in range(count):
        trading.sale(listing=published_listing(lister=lister))
        jobs.start(kind="catalogue.import_listings", title="导入", total=10, actor=lister)
    need()
    settle()
    signed_in(client, lister).get("/workspace/")

    with django_assert_num_queries(25):
        client.get("/workspace/")


def test_job_is_followed_and_cancelled_by_its_own_organisation(client):
    owner_of_job = actor()
    job = jobs.enqueue(kind="catalogue.import_listings", title="导入", total=10, actor=owner_of_job)

    others = signed_in(client, actor()).get(f"/jobs/{job.number}/")
    part = signed_in(client, owner_of_job).get(f"/jobs/{job.number}/", headers={"HX-Target": f"job-{job.number}"})
    ended = client.post(f"/jobs/{job.number}/cancel/", headers={"HX-Request": "true"})

    assert others.status_code == 404
    assert 'hx-trigger="load delay:2s"' in part.content.decode()
    assert "hx-trigger" not in ended.content.decode()
    job.refresh_from_db()
    assert job.state == "cancelled"


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_jobs_asks_the_same_whatever_its_length(client, django_assert_num_queries, count):
    owner_of_jobs = actor()
    for _turn in range(count):
        jobs.start(kind="catalogue.import_listings", title="导入", total=10, actor=owner_of_jobs)
    signed_in(client, owner_of_jobs).get("/jobs/")

    with django_assert_num_queries(9):
        client.get("/jobs/")
