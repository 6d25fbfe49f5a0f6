"""The pages of schedules: drafted with rows, nothing lost on an error, published, approved, adopted."""

import re

import pytest

from accounts.models import Role
from marketplace.core import sandbox_clock
from marketplace.fees.models import Schedule
from marketplace.fees.queries import schedule
from tests.accounts.factories import actor, exchange
from tests.fees.factories import BASIS, CLOCK, activated, drafted, published
from tests.fees.tariffs import CQ, E1
from tests.guards.fee_pages import draft_form

pytestmark = pytest.mark.django_db
NEW = "/fees/schedules/new/"


@pytest.fixture(autouse=True)
def january():
    sandbox_clock.freeze(CLOCK.at)


def sign_in(client, code="SW", role=Role.OFFICER):
    client.force_login(actor(exchange(code), [role]).user)
    return client


def words(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_schedules_in_force_are_public_with_what_each_exchange_charges_by(client):
    page = client.get("/fees/schedules/").context["page"]

    assert [(row.label, row.schedule.number) for row in page.charges] == [
        ("西南联交所", "E1.1"),
        ("重庆联交所", "E1.1"),
        ("成都知识产权交易中心", "E1.1"),
        ("国家技术转移西南中心", "E1.1"),
    ]
    assert [one.number for one in page.in_force] == ["E1.1", "CQ.1", "SW.1"]
    assert not page.may_draft


def test_draft_is_saved_with_its_rows(client):
    answer = sign_in(client).post(NEW, draft_form(code="E2", exchange="unified"), follow=True)

    made = Schedule.objects.get(code="E2")
    assert answer.redirect_chain == [("/fees/schedules/E2.1/", 302)]
    assert made.rate("buyer").tariff() == made.rate("seller").tariff()
    assert [
        (band.lower_fen, band.upper_fen, str(band.rate)) for band in made.rate("buyer").bands.order_by("lower_fen")
    ] == [
        (0, 100_000_000, "1/50"),
        (100_000_000, None, "3/200"),
    ]
    assert (made.limits.get().minimum_fen, str(made.reliefs.get().share)) == (3_600_00, "1/5")


def test_draft_starts_from_another_version_with_both_sides_in_one_row(client):
    forms = sign_in(client).get(f"{NEW}?base=E1.1").context["forms"]

    [row] = forms.rates.forms
    assert (row.initial["side"], row.initial["minimum"]) == ("both", "1,000.00")
    assert [band.initial for band in row.bands.forms][::5] == [
        {"up_to": "1,000,000.00", "rate": "2"},
        {"up_to": "", "rate": "0.1"},
    ]


@pytest.mark.parametrize(
    ("added", "kept"),
    [("rates", "rates-1-service"), ("rates-0-bands", "rates-0-bands-2-up_to"), ("reliefs", "reliefs-1-share")],
)
def test_row_is_added_without_losing_what_was_typed_or_telling_faults(client, added, kept):
    typed = draft_form(code="E2", exchange="unified", add=added) | {"rates-0-bands-0-rate": "much"}

    answer = sign_in(client).post(NEW, typed)

    html = answer.content.decode()
    assert f'name="{kept}"' in html
    assert 'value="much"' in html
    assert 'value="示范收费"' in html
    assert answer.context["forms"].faults == []
    assert not Schedule.objects.filter(code="E2").exists()


def test_row_that_was_removed_is_not_saved(client):
    browser = sign_in(client)
    typed = draft_form(code="E2", exchange="unified", remove="reliefs-0")

    shown = browser.post(NEW, typed).content.decode()
    browser.post(NEW, draft_form(code="E2", exchange="unified") | {"reliefs-0-DELETE": "on"})

    assert '<input type="hidden" name="reliefs-0-DELETE" value="on">' in shown
    assert 'name="reliefs-0-share"' not in shown
    assert not Schedule.objects.get(code="E2").reliefs.exists()


def test_faults_of_the_command_stand_at_their_rows_with_their_rule_and_nothing_is_lost(client):
    typed = draft_form(code="E2", exchange="unified") | {"rates-0-bands-1-rate": "6", "limits-0-method": "agreed"}

    answer = sign_in(client).post(NEW, typed)

    forms = answer.context["forms"]
    [band] = [band for band in forms.rates.forms[0].bands.forms if band.errors]
    assert list(band.errors) == ["rate"]
    assert "超过上限 5%" in str(band.errors["rate"])
    assert "(R-FEE-04)" in str(band.errors["rate"])
    assert list(forms.limits.forms[0].errors) == ["method"]
    assert 'value="6"' in answer.content.decode()


def test_draft_goes_through_consultation_to_adoption_on_pages(client, django_user_model):
    made = drafted(code="E2", exchange="")
    page = f"/fees/schedules/{made.number}/"

    sign_in(client).post(f"{page}publish/")
    sign_in(client, "CQ").post(f"{page}comment/", {"text": "示范意见"})
    sign_in(client, role=Role.REVIEWER).post(f"{page}approve/", BASIS)
    sign_in(client, "CQ", Role.REVIEWER).post(f"{page}adopt/", {"instrument": "示范决定", "reduction": "5"})
    shown = words(client.get(page))

    assert "示范意见" in shown
    assert "演示收费办法〔2027〕1 号" in shown
    assert "减收 5%" in shown
    assert "1 / 4 家" in shown


def test_publication_in_short_notice_is_told_on_the_page(client):
    made = drafted(effective_from=CLOCK.at.date().replace(day=15))

    answer = sign_in(client).post(f"/fees/schedules/{made.number}/publish/", follow=True)

    assert "最早可于 2027-01-18 生效" in words(answer)


def test_what_differs_from_the_version_before_is_told_in_words(client):
    activated()
    second = drafted(effective_from=CLOCK.at.date().replace(month=3))
    second.rates.update(minimum_fen=2_000_00)

    changes = sign_in(client).get(f"/fees/schedules/{second.number}/").context["page"].changes

    assert changes == [
        "交易服务 · 各种方式 · 转让方：每方最低由 1,000.00 元改为 2,000.00 元",
        "交易服务 · 各种方式 · 受让方：每方最低新增 2,000.00 元",
    ]


def test_page_of_a_version_shows_both_sides_apart_where_they_differ(client):
    made = published()

    [table] = client.get(f"/fees/schedules/{made.number}/").context["page"].tables

    assert [(name, rate.tariff()) for name, rate in table.sides] == [("转让方", E1), ("受让方", CQ)]


def test_sides_that_pay_alike_are_shown_once(client):
    [table] = client.get("/fees/schedules/E1.1/").context["page"].tables

    assert [name for name, _rate in table.sides] == ["双方相同，各付各的"]
    assert schedule("E1").tariff("seller") == E1
