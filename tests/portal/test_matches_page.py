import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Role
from marketplace.audit.following import settle
from marketplace.core import sandbox_clock
from marketplace.matching.models import Match
from tests.accounts.factories import actor
from tests.agency.factories import custody
from tests.catalogue.factories import TODAY, agent_of, need, published_listing
from tests.matching.factories import contact, proposed
from tests.portal.support import signed_in

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


def test_both_accept_and_each_sees_the_other(client, match, supplier, seeker):
    signed_in(client, supplier).post(f"/matches/{match.number}/accept/")
    before = signed_in(client, seeker).get(f"/matches/{match.number}/").context["page"].contact

    client.post(f"/matches/{match.number}/accept/")

    after = client.get(f"/matches/{match.number}/").context["page"].contact
    assert before is None
    assert after["email"] == supplier.user.email


def test_decline_keeps_its_reason_for_both(client, match, supplier, seeker):
    said = {"reason": "too_expensive", "note": "预算只有一半"}

    signed_in(client, seeker).post(f"/matches/{match.number}/decline/", said)

    page = signed_in(client, supplier).get("/matches/?view=over").content.decode()
    assert "需方谢绝，原因：价格超出预算" in page
    assert "预算只有一半" in page


def test_decline_without_a_reason_changes_nothing(client, match, seeker):
    answer = signed_in(client, seeker).post(f"/matches/{match.number}/decline/", {})

    assert answer.status_code == 400
    assert Match.objects.get().state == "proposed"


def test_htmx_gets_the_card_as_it_stands_after_the_answer(client, match, seeker):
    answer = signed_in(client, seeker).post(f"/matches/{match.number}/accept/", headers={"HX-Request": "true"})

    page = answer.content.decode()
    assert f'id="match-{match.number}"' in page
    assert "我方已接受，等待对方答复。" in page
    assert "<html" not in page


def test_match_of_others_is_not_found(client, match):
    signed_in(client, actor())

    assert client.get(f"/matches/{match.number}/").status_code == 404
    assert client.post(f"/matches/{match.number}/accept/").status_code == 404


def test_member_without_the_role_reads_but_does_not_answer(client, match, seeker):
    clerk = actor(seeker.organisation, [Role.FINANCE])

    page = signed_in(client, clerk).get("/matches/").content.decode()
    answer = client.post(f"/matches/{match.number}/accept/")

    assert "须由本单位的管理员或经办人答复。" in page
    assert answer.status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_matches_asks_the_same_whatever_its_length(client, supplier, seeker, django_assert_num_queries, count):
    for _turn in range(count):
        published_listing(lister=supplier)
    need(seeker=seeker)
    settle()
    signed_in(client, seeker).get("/matches/")

    with django_assert_num_queries(9):
        page = client.get("/matches/").context["page"]

    assert len(page.rows) == count


def test_board_of_contacts_costs_the_same_for_one_and_three(client, supplier, seeker, django_assert_num_queries):
    signed_in(client, seeker)
    counts = []
    for more in (1, 2):
        for _turn in range(more):
            contact(supplier=supplier, seeker=seeker)
        with CaptureQueriesContext(connection) as asked:
            page = client.get("/matches/?view=talking").context["page"]
        counts.append(len(asked))

    assert len(page.rows) == 3
    assert counts == [9, 9]


def test_board_is_narrowed_and_says_what_waits(client, supplier, seeker):
    proposed(supplier=supplier, seeker=seeker, score=90)
    proposed(supplier=supplier, seeker=seeker, score=50)

    page = signed_in(client, seeker).get("/matches/?least=80&side=seeker").context["page"]

    assert [row.match.score for row in page.rows] == [90]
    assert page.tabs[0].count == 1
    assert dict(page.figures)["待我方答复"] == 2


def test_custodian_sees_and_answers_for_the_owner(client, seeker):
    sandbox_clock.freeze(TODAY.at)
    agreement = custody(scopes=["negotiate"], all_rights=True)
    broker, owner = agreement.custodian, agreement.owner
    found = proposed(supplier=actor(owner), seeker=seeker)
    signed_in(client, actor(broker))

    page = client.get("/matches/?side=custodian").context["page"]
    client.post(f"/matches/{found.number}/accept/")

    assert [row.match for row in page.rows] == [found]
    assert Match.objects.get().state == "supplier_in"
