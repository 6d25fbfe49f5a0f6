"""Papers of a fee, what stands on its invoice, and the number of the invoice that the tax system issued."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from accounts.models import Kind, Role
from marketplace.core.clock import frozen
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.documents.models import Document
from marketplace.documents.queries import documents_of, pdf, readable
from marketplace.fees.commands import enter_invoice, enter_particulars, mark_paid, notify_payment
from marketplace.fees.models import Invoice, Particulars
from marketplace.fees.queries.invoices import current_invoice
from tests.accounts.factories import actor, exchange, officer, organisation, reviewer, uscc, verified
from tests.fees.test_billing import CLOCK, SYSTEM, fee_transfer, quoted

pytestmark = pytest.mark.django_db

NUMBER, OTHER = "26512000000012345678", "26512000000087654321"
TODAY, LATER = date(2027, 4, 12), frozen("2027-04-13T09:00:00")


@pytest.fixture
def payer():
    return verified()


@pytest.fixture
def finance(payer):
    return actor(payer, [Role.FINANCE])


@pytest.fixture
def cashier():
    return actor(exchange("SW"), [Role.FINANCE])


def notified(payer, **fields):
    return notify_payment(quote=quoted(payer, **fields), actor=SYSTEM, clock=CLOCK)


def paid(payer):
    notice = notified(payer)
    mark_paid(notice=notice, transfer=fee_transfer(payer, 55_250_00), actor=SYSTEM, clock=CLOCK)
    return notice


def told(payer, **fields):
    given = {"title": payer.name, "taxpayer_number": payer.uscc, "address": "示范路 1 号", "phone": "028-0000000"}
    return given | {"bank": "示范银行", "bank_account": "6200 0000 0000 0001"} | fields


def enter(payer, by, **fields):
    return enter_particulars(organisation=payer, actor=by, clock=CLOCK, **told(payer, **fields))


def papers(notice, code):
    return list(documents_of(notice).filter(code=code, state=Document.State.CURRENT))


def test_notice_and_payment_are_handed_to_the_payer_on_paper(payer, cashier):
    notice = paid(payer)

    [asked], [settled] = papers(notice, "payment_notice"), papers(notice, "fee_statement")

    assert (asked.data["amount"], asked.data["notice_number"]) == (55_250_00, notice.number)
    assert asked.data["calculation"][-1] == "合计 55,250.00 元。"
    assert settled.data["transfer"] == notice.transfer.number
    assert pdf(settled).startswith(b"%PDF")
    assert readable(actor(payer, [Role.FINANCE]), notice) == readable(cashier, notice) == [asked, settled]


def test_papers_are_read_by_payer_and_venue_only(payer):
    notice = paid(payer)

    strangers = (actor(), actor(exchange("CQ"), [Role.FINANCE]), officer("CQ"))

    assert [readable(stranger, notice) for stranger in strangers] == [[], [], []]


def test_particulars_are_versions_and_stand_on_papers_of_what_is_due(payer, finance):
    due, settled = notified(payer), paid(payer)

    first, second = enter(payer, finance), enter(payer, finance, address="示范路 2 号")

    assert (first.version, second.version) == (1, 2)
    [paper] = papers(due, "payment_notice")
    assert paper.data["invoice_title"] == payer.name
    assert paper.data["invoice_address"] == "示范路 2 号 028-0000000"
    assert not any(
        "invoice_title" in one.data for code in ("payment_notice", "fee_statement") for one in papers(settled, code)
    )


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"title": " "}, "title"),
        ({"taxpayer_number": ""}, "taxpayer_number"),
        ({"taxpayer_number": "91510100MA00DEM14X"}, "taxpayer_number"),
        ({"phone": "电话"}, "phone"),
        ({"bank_account": "账号"}, "bank_account"),
        ({"bank": ""}, "bank"),
        ({"bank_account": ""}, "bank_account"),
    ],
)
def test_wrong_particulars_are_refused_by_field(payer, finance, fields, wrong):
    with pytest.raises(Invalid) as refused:
        enter(payer, finance, **fields)

    assert set(refused.value.fields) == {wrong}


def test_taxpayer_is_who_pays(payer, finance):
    with pytest.raises(Invalid, match="一致"):
        enter(payer, finance, taxpayer_number=uscc())


def test_person_needs_no_taxpayer_number():
    person = organisation(Kind.PERSON)
    by = actor(person, [Role.FINANCE])

    assert enter(person, by, taxpayer_number="").taxpayer_number == ""


def test_only_administrators_and_finance_of_the_payer_enter_particulars(payer):
    for stranger in (actor(payer, [Role.AGENT]), actor(verified(), [Role.FINANCE]), officer("SW")):
        with pytest.raises(Forbidden):
            enter(payer, stranger)


def test_invoice_number_stands_on_the_statement(payer, cashier):
    notice = paid(payer)

    enter_invoice(notice=notice, number="2651 2000 0000 1234 5678", invoice_date=TODAY, actor=cashier, clock=CLOCK)

    [statement] = papers(notice, "fee_statement")
    assert current_invoice(notice).number == statement.data["invoice_number"] == NUMBER
    assert statement.supersedes is not None


def test_statement_with_its_number_has_the_particulars_of_that_day(payer, finance, cashier):
    notice = paid(payer)
    enter(payer, finance)

    enter_invoice(notice=notice, number=NUMBER, invoice_date=TODAY, actor=cashier, clock=CLOCK)

    assert papers(notice, "fee_statement")[0].data["invoice_bank"] == "示范银行 6200 0000 0000 0001"


def test_correction_is_a_new_entry_with_a_reason(payer, cashier):
    notice = paid(payer)
    first = enter_invoice(notice=notice, number=NUMBER, invoice_date=TODAY, actor=cashier, clock=CLOCK)
    with pytest.raises(Invalid, match="原因"):
        enter_invoice(notice=notice, number=OTHER, invoice_date=TODAY, actor=cashier, clock=CLOCK)
    with pytest.raises(Refused, match="已经登记"):
        enter_invoice(notice=notice, number=NUMBER, invoice_date=TODAY, reason="重复", actor=cashier, clock=CLOCK)

    second = enter_invoice(
        notice=notice, number=OTHER, invoice_date=TODAY, reason="录入有误", actor=cashier, clock=LATER
    )

    assert second.replaces == first
    assert [one.number for one in notice.invoices.order_by("id")] == [NUMBER, OTHER]
    assert papers(notice, "fee_statement")[0].data["invoice_number"] == OTHER


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"number": NUMBER[:-1]}, "number"),
        ({"number": "2651200000001234567X"}, "number"),
        ({"number": "２" * 20}, "number"),
        ({"invoice_date": date(2027, 4, 13)}, "invoice_date"),
    ],
)
def test_wrong_invoice_is_refused_by_field(payer, cashier, fields, wrong):
    given = {"number": NUMBER, "invoice_date": TODAY} | fields

    with pytest.raises(Invalid) as refused:
        enter_invoice(notice=paid(payer), actor=cashier, clock=CLOCK, **given)

    assert set(refused.value.fields) == {wrong}


def test_one_invoice_may_cover_notices_of_one_payer_but_not_of_two(payer, cashier):
    first, second, other = notified(payer), notified(payer), notified(verified())
    for notice in (first, second):
        enter_invoice(notice=notice, number=NUMBER, invoice_date=TODAY, actor=cashier, clock=CLOCK)

    with pytest.raises(Invalid, match="其他付费单位"):
        enter_invoice(notice=other, number=NUMBER, invoice_date=TODAY, actor=cashier, clock=CLOCK)
    with pytest.raises(IntegrityError), transaction.atomic():
        Invoice.objects.create(
            notice=other, number=NUMBER, invoice_date=TODAY, entered_by=cashier.user, entered_at=CLOCK.at
        )


def test_number_that_was_corrected_is_free_for_whom_it_belongs_to(payer, cashier):
    mistaken, right = notified(payer), notified(verified())
    enter_invoice(notice=mistaken, number=NUMBER, invoice_date=TODAY, actor=cashier, clock=CLOCK)
    enter_invoice(notice=mistaken, number=OTHER, invoice_date=TODAY, reason="登错单位", actor=cashier, clock=CLOCK)

    assert enter_invoice(notice=right, number=NUMBER, invoice_date=TODAY, actor=cashier, clock=CLOCK).number == NUMBER


def test_only_who_does_the_cashiers_work_at_the_venue_enters_invoices(payer, finance):
    notice = notified(payer)

    for stranger in (finance, reviewer("SW"), officer("CQ"), actor(exchange("CQ"), [Role.FINANCE])):
        with pytest.raises(Forbidden):
            enter_invoice(notice=notice, number=NUMBER, invoice_date=TODAY, actor=stranger, clock=CLOCK)


@pytest.mark.parametrize("model", [Particulars, Invoice])
def test_what_was_entered_is_never_edited(payer, finance, cashier, model):
    enter(payer, finance)
    enter_invoice(notice=notified(payer), number=NUMBER, invoice_date=TODAY, actor=cashier, clock=CLOCK)

    for change in (lambda: model.objects.update(entered_at=LATER.at), lambda: model.objects.all().delete()):
        with pytest.raises(DatabaseError, match="refused"), transaction.atomic():
            change()
