"""The pages of the rulebook, as a person reads and fills them."""

import pytest
from django.test import Client

from marketplace.rulebook.models import CapabilityChange, RuleComment, RuleVersion
from tests.accounts.factories import actor, officer, reviewer
from tests.guards.rule_pages import draft as draft_form
from tests.rulebook.factories import load_2027
from tests.rulebook.test_consultation import published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_first_of_march")]


@pytest.fixture
def on_the_first_of_march(sandbox_at):
    sandbox_at("2027-03-01T10:00:00")


def signed_in(who):
    client = Client()
    client.force_login(who.user)
    return client


def text(answer):
    return answer.content.decode()


def test_consultation_is_on_the_home_page_and_on_the_page_of_the_rules():
    version = published()

    for address in ("/", "/rules/"):
        shown = text(Client().get(address))
        assert f"/rules/{version.number}/" in shown
        assert "限时报价延时由 300 秒改为 180 秒（R-BID-07）" in shown


def test_page_says_that_who_refuses_may_leave_under_the_old_terms():
    shown = text(Client().get(f"/rules/{published().number}/"))

    assert "不接受新规则的会员可以按原规则退出" in shown


def test_draft_takes_only_the_values_that_were_changed():
    form = draft_form(None).body

    answer = signed_in(officer()).post("/rules/new/", form)

    version = RuleVersion.objects.get(edition="2027")
    assert answer["Location"] == f"/rules/{version.number}/"
    changed = [row for row in version.values.all() if row.value != version.base.value(row.rule, row.key)]
    assert [(row.rule, row.key, row.value) for row in changed] == [("R-BID-07", "extension_seconds", 180)]


def test_draft_with_a_wrong_value_keeps_what_was_typed():
    form = draft_form(None).body | {"R-BID-07.extension_seconds": "-1", "title_zh": "我的标题"}

    answer = signed_in(officer()).post("/rules/new/", form)

    assert answer.status_code == 200
    assert "我的标题" in text(answer)
    assert not RuleVersion.objects.filter(edition="2027").exists()


def test_comment_and_answer_are_shown_to_everybody():
    version, who = published(), actor()

    signed_in(who).post(f"/rules/{version.number}/comment/", {"rule": "", "text": "延时太短"})
    said = RuleComment.objects.get()
    signed_in(officer()).post(f"/rules/comments/{said.number}/answer/", {"answer": "已改为 240 秒"})

    shown = text(Client().get(f"/rules/{version.number}/"))
    assert "延时太短" in shown
    assert "已改为 240 秒" in shown
    assert str(who.organisation) in shown
    assert str(who.user) not in shown


def test_capability_is_proposed_and_approved_by_two_persons():
    terms = {"exchange": "NT", "code": "online_bidding", "from_date": "2027-04-01", "source": "示范批复"}
    signed_in(officer("NT")).post("/capabilities/", terms)
    change = CapabilityChange.objects.get()

    signed_in(reviewer("SW")).post(f"/capabilities/changes/{change.number}/approve/")

    change.refresh_from_db()
    assert (change.state, change.capability.source) == ("approved", "示范批复")


def test_calculator_explains_the_deadline():
    load_2027()

    shown = text(Client().get("/calendar/?start=2027-03-22&count=10&unit=working_days"))

    assert "最后一日：2027-04-06" in shown
    assert "清明节" in shown


def test_year_that_was_never_loaded_says_what_to_do():
    assert "这一年的日历尚未录入" in text(Client().get("/calendar/?year=2033"))
    assert Client().get("/calendar/?year=99999").status_code == 404
    assert Client().get("/calendar/?start=x&count=0&unit=weeks").status_code == 200
