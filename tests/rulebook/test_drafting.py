"""A draft is changed by who drafted it, until it is published."""

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from marketplace.audit.models import Entry
from marketplace.core.clock import frozen, shanghai
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.rulebook.changes import changes
from marketplace.rulebook.commands import approve_version, draft_version, edit_draft, publish_version
from marketplace.rulebook.models import Family, RuleValue, RuleVersion
from marketplace.rulebook.queries import version_in_force
from tests.accounts.factories import actor, officer, reviewer
from tests.guards.rule_pages import draft as draft_form

pytestmark = pytest.mark.django_db
CLOCK = frozen("2027-03-01T10:00:00")
EFFECT = shanghai("2027-03-09T00:00:00")
HEADS = {"edition": "2027", "title_zh": "2027 规则", "title_en": "Rules 2027", "source": "示范决定"}


def drafted(by, family=Family.TRADING, **given):
    terms = {"changes": {("R-BID-07", "extension_seconds"): 600}, "effective_from": EFFECT, **HEADS, **given}
    return draft_version(base=version_in_force(CLOCK.at, family=family), actor=by, clock=CLOCK, **terms)


def edit(version, by, **given):
    terms = {"changes": {("R-BID-01", "deposit_bp"): 1500}, "effective_from": EFFECT, **HEADS, **given}
    edit_draft(version=version, actor=by, clock=CLOCK, **terms)


def told(version):
    return [change.sentence for change in changes(version.base.values.all(), version.values.all())]


def test_edited_draft_holds_the_new_changes_and_the_others_as_its_base():
    by = officer()
    version = drafted(by)

    edit(version, by, title_zh="2027 规则（修改稿）", explanation_zh="保证金比例随市场调整")

    version.refresh_from_db()
    assert told(version) == ["交易保证金比例由 10%改为 15%（R-BID-01）"]
    assert (version.title_zh, version.explanation_zh) == ("2027 规则（修改稿）", "保证金比例随市场调整")
    assert version.values.count() == version.base.values.count()
    assert version.values.get(rule="R-BID-07", key="extension_seconds").source == "[L:网拍规定 20]"
    assert version.values.get(rule="R-BID-01", key="deposit_bp").source == "示范决定"
    assert Entry.objects.get(verb="rulebook.draft_edited").subject == f"ruleversion:{version.number}"


def test_published_version_is_edited_no_more_by_command_or_database():
    by = officer()
    version = drafted(by)
    publish_version(version=version, actor=by, clock=CLOCK)

    with pytest.raises(Refused, match=r"已公布.*R-GEN-08"):
        edit(version, by)
    with pytest.raises(DatabaseError, match="refused"), transaction.atomic():
        RuleVersion.objects.filter(pk=version.pk).update(title_zh="另一个")
    with pytest.raises(DatabaseError, match="refused"), transaction.atomic():
        RuleValue.objects.filter(version=version, rule="R-BID-01").update(value=1)

    assert told(version) == ["限时报价延时由 300 秒改为 600 秒（R-BID-07）"]


def test_draft_is_edited_by_nobody_but_its_drafter_who_never_approves_it():
    both = officer()
    version = drafted(both)

    for other in (officer(), officer("CQ"), reviewer(), actor()):
        with pytest.raises(Forbidden, match="起草人"):
            edit(version, other)

    edit(version, both)
    publish_version(version=version, actor=both, clock=CLOCK)
    with pytest.raises(Forbidden, match="起草人以外"):
        approve_version(version=version, actor=reviewer(user=both.user), clock=CLOCK)


@pytest.mark.parametrize(
    "wrong",
    [
        {"changes": {("R-BID-07", "seconds"): 1}},
        {"changes": {("R-BID-07", "extension_seconds"): "1"}},
        {"effective_from": CLOCK.at},
        {"edition": "2026"},
        {"title_zh": ""},
        {"title_zh": "NUL\x00"},
    ],
)
def test_edit_that_does_not_fit_leaves_the_draft_as_it_was(wrong):
    by = officer()
    version = drafted(by)

    with pytest.raises(Invalid), transaction.atomic():
        edit(version, by, **wrong)

    version.refresh_from_db()
    assert (version.edition, version.title_zh, version.effective_from) == ("2027", "2027 规则", EFFECT)
    assert told(version) == ["限时报价延时由 300 秒改为 600 秒（R-BID-07）"]


def test_same_edition_is_free_in_another_family():
    by = officer()
    drafted(by)

    version = drafted(by, family=Family.CREDIT, changes={("R-CRE-08", "query_years"): 3})

    assert told(version) == ["不良信息可查询年限由 5 年改为 3 年（R-CRE-08）"]


@pytest.fixture
def on_the_first_of_march(sandbox_at):
    sandbox_at("2027-03-01T10:00:00")


def signed_in(who):
    client = Client()
    client.force_login(who.user)
    return client


@pytest.mark.usefixtures("on_the_first_of_march")
def test_page_of_a_draft_shows_its_own_values_and_saves_what_is_changed():
    by = officer()
    version = drafted(by)

    page = signed_in(by).get(f"/rules/{version.number}/edit/").content.decode()
    answer = signed_in(by).post(
        f"/rules/{version.number}/edit/",
        draft_form(None).body | {"title_zh": "修改稿", "R-BID-07.extension_seconds": 240},
    )

    assert 'value="600"' in page
    assert "2027-03-09T00:00:00" in page
    assert answer["Location"] == f"/rules/{version.number}/"
    version.refresh_from_db()
    assert version.title_zh == "修改稿"
    assert told(version) == ["限时报价延时由 300 秒改为 240 秒（R-BID-07）"]


@pytest.mark.usefixtures("on_the_first_of_march")
def test_draft_page_starts_from_the_family_that_was_asked_for():
    client = signed_in(officer())

    assert "不良信息可查询年限" in client.get("/rules/new/?family=credit").content.decode()
    assert client.get("/rules/new/?family=nothing").status_code == 404


@pytest.mark.usefixtures("on_the_first_of_march")
def test_published_version_has_no_page_to_edit_it():
    by = officer()
    version = drafted(by)
    publish_version(version=version, actor=by, clock=CLOCK)

    answer = signed_in(by).get(f"/rules/{version.number}/edit/")

    assert answer["Location"] == f"/rules/{version.number}/"
