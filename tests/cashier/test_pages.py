"""What only the finance of an exchange does on the desk's pages, and what they show."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from marketplace.cashier.models import BankStatement, Day
from marketplace.core import sandbox_clock
from tests.cashier.factories import NEXT, arrived, finance, paid_back, row, sheet, undone, unknown

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser():
    client = Client()
    client.force_login(finance().user)
    sandbox_clock.freeze(NEXT.at)
    return client


def statement(**changes):
    file = SimpleUploadedFile("示范对账单.csv", sheet(row("1.00")).encode(), "text/csv")
    days = {"first_date": "2027-04-07", "last_date": "2027-04-07"}
    return {"file": file, **days, "opening": "0.00", "closing": "1.00"} | changes


def test_statement_is_read_in(browser):
    answer = browser.post("/cashier/statements/", statement())

    [read] = BankStatement.objects.all()
    assert answer["Location"] == f"/cashier/statements/{read.number}/"
    assert read.lines.get().bank_reference in browser.get(f"/cashier/lines/{read.lines.get().number}/").content.decode()


def test_statement_that_does_not_balance_comes_back_with_what_was_typed(browser):
    html = browser.post("/cashier/statements/", statement(closing="2.00")).content.decode()

    assert "与期末 2.00 元相差 1.00 元" in html
    assert 'value="2.00"' in html
    assert not BankStatement.objects.exists()


def test_outgoing_line_is_linked_and_a_corrected_one_put_back(browser):
    line, paid = paid_back()
    corrected = undone()

    browser.post(f"/cashier/lines/{line.number}/link/", {"transfer": paid.number})
    browser.post(f"/cashier/lines/{corrected.number}/reopen/")

    line.refresh_from_db()
    corrected.refresh_from_db()
    assert (line.state, corrected.state) == ("booked", "suspense")


def test_day_is_closed_when_every_difference_is_explained(browser):
    arrived(reference="U1")

    again = browser.post("/cashier/days/on/2027-04-07/", {})
    done = browser.post("/cashier/days/on/2027-04-07/", {"why-0": "示范：次日认领"})

    day = Day.objects.get()
    assert again.status_code == 200
    assert done["Location"] == f"/cashier/days/{day.number}/"
    assert "示范：次日认领" in browser.get(done["Location"]).content.decode()


def test_suspense_shows_how_long_money_has_lain(browser):
    unknown()

    html = browser.get("/cashier/suspense/").content.decode()

    assert '<td class="num" data-label="已挂天数">1</td>' in html
    assert "12,345.67" in html
