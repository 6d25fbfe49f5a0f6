"""Reports of sales: what each makes due, what may be corrected, what the database holds (R-CON-04, R-LIC-06, R-LIC-07, R-FEE-05)."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.core.clock import frozen
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.core.money import MAX_FEN, round_half_up
from marketplace.fees.pricing import charge as service_fee
from marketplace.licensing import commands
from marketplace.licensing.models import Charge, SalesReport
from tests.accounts.factories import actor
from tests.fees.tariffs import E1
from tests.licensing.factories import (
    ACCEPTED,
    OPEN,
    in_trial,
    licensee_of,
    licensor_of,
    paid,
    published,
    reported,
    taken,
)

pytestmark = pytest.mark.django_db
JULY, OCTOBER, JANUARY = (frozen(f"{day}T10:00:00") for day in ("2027-07-05", "2027-10-08", "2028-01-05"))
BY_SALES = {**OPEN, "fixed_fen": None, "base": "net_sales", "rate_bp": 300, "report_months": 3}


def corrected(report, yuan, *, clock=JULY, **fields):
    given = {"amount_fen": yuan * 100, "reason": "示范更正"} | fields
    return commands.correct_report(report=report, actor=licensee_of(report.licence), clock=clock, **given)


def last_report(licence):
    return licence.reports.filter(state="reported").order_by("-period_end").first()


def test_report_makes_due_what_the_terms_say_and_the_next_is_expected():
    licence = taken(published(**BY_SALES), clock=ACCEPTED)

    charge = reported(licence, 1_000_000, JULY)

    expected = licence.reports.get(state="expected")
    assert (charge.amount_fen, charge.licensee_fee_fen, charge.licensor_fee_fen) == (30_000_00, 1_000_00, 1_000_00)
    assert (expected.period_start, expected.period_end) == (date(2027, 7, 1), date(2027, 9, 30))
    assert expected.due_at == frozen("2027-10-16T00:00:00").at


def test_period_is_reported_after_its_end_and_once():
    licence = in_trial()
    report = licence.reports.get()

    with pytest.raises(Refused) as early:
        reported(licence, 1, frozen("2027-06-30T23:59:59"))
    reported(licence, 1, frozen("2027-07-01T00:00:00"))
    with pytest.raises(Refused) as again:
        commands.report_sales(report=report, amount_fen=1, actor=licensee_of(licence), clock=JULY)

    assert (early.value.code, early.value.rule) == ("period_runs", "R-LIC-07")
    assert again.value.code == "reported_already"


@pytest.mark.parametrize("amount_fen", [-1, MAX_FEN + 1])
def test_amount_out_of_bounds_is_refused(amount_fen):
    licence = in_trial()

    with pytest.raises(Invalid) as refused:
        commands.report_sales(
            report=licence.reports.get(), amount_fen=amount_fen, actor=licensee_of(licence), clock=JULY
        )

    assert (list(refused.value.fields), refused.value.rule) == (["amount"], "R-LIC-06")


def test_only_the_licensee_reports_and_corrects():
    licence = in_trial()
    report = licence.reports.get()

    for nobody in (licensor_of(licence), actor()):
        with pytest.raises(Forbidden):
            commands.report_sales(report=report, amount_fen=1, actor=nobody, clock=JULY)
        with pytest.raises(Forbidden):
            commands.correct_report(report=report, amount_fen=1, reason="示范", actor=nobody, clock=JULY)


def test_correction_takes_the_place_of_the_report_and_of_what_it_made_due():
    licence = taken(published(**BY_SALES), clock=ACCEPTED)
    first = reported(licence, 1_000_000, JULY)

    anew = corrected(first.report, 2_000_000)

    first.refresh_from_db()
    first.report.refresh_from_db()
    charge = Charge.objects.get(report=anew)
    assert (first.state, first.report.state, first.report.amount_fen) == ("withdrawn", "corrected", 1_000_000_00)
    assert first.licensee_quote.notice.state == "withdrawn"
    assert (charge.amount_fen, charge.state) == (60_000_00, "due")
    assert (anew.due_at, anew.note) == (first.report.due_at, "示范更正")
    assert licence.reports.filter(state="expected").count() == 1


def test_correction_may_take_a_trigger_back():
    licence = in_trial()
    charge = reported(licence, 2_000_000, JULY)
    licence.refresh_from_db()
    triggered = licence.triggered_at

    anew = corrected(charge.report, 1_999_999)

    anew.licence.refresh_from_db()
    assert (triggered, anew.licence.triggered_at) == (JULY.at, None)
    assert (anew.royalty_fen, anew.charges.count()) == (0, 0)


def test_earlier_report_and_one_that_was_paid_stand():
    licence = taken(published(**BY_SALES), clock=ACCEPTED)
    first = reported(licence, 1_000_000, JULY)
    second = reported(licence, 1_000_000, OCTOBER)
    paid(second, clock=OCTOBER)

    with pytest.raises(Refused) as earlier:
        corrected(first.report, 1, clock=OCTOBER)
    with pytest.raises(Refused) as after:
        corrected(second.report, 1, clock=OCTOBER)

    assert (earlier.value.code, after.value.code) == ("not_the_last", "paid_already")


def test_correction_says_why():
    licence = in_trial()
    reported(licence, 1, JULY)

    with pytest.raises(Invalid) as refused:
        corrected(last_report(licence), 2, reason=" ")

    assert list(refused.value.fields) == ["reason"]


def test_database_keeps_reports_as_they_were_made():
    licence = in_trial()
    charge = reported(licence, 3_000_000, JULY)
    report = charge.report

    for changes in ({"amount_fen": 1}, {"royalty_fen": 1}, {"period_end": date(2028, 1, 1)}):
        with pytest.raises(DatabaseError, match="never rewritten"), transaction.atomic():
            SalesReport.objects.filter(pk=report.pk).update(**changes)
    with pytest.raises(DatabaseError, match="a report is kept"), transaction.atomic():
        SalesReport.objects.filter(pk=report.pk)._raw_delete(using="default")
    corrected(report, 1)
    with pytest.raises(DatabaseError, match="never rewritten"), transaction.atomic():
        SalesReport.objects.filter(pk=report.pk).update(state="reported")


def test_database_takes_no_charge_but_what_is_due():
    licence = taken(published(**BY_SALES), clock=ACCEPTED)
    charge = reported(licence, 1_000_000, JULY)
    names = ("licence", "report", "licensee_fee_fen", "licensor_fee_fen", "due_at")
    row = {name: getattr(charge, name) for name in names}
    quotes = {"licensee_quote": charge.licensor_quote, "licensor_quote": charge.licensee_quote}

    for amount_fen in (charge.amount_fen - 1, charge.amount_fen + 1):
        with pytest.raises(DatabaseError, match="fen where 3000000 are due"), transaction.atomic():
            Charge.objects.create(amount_fen=amount_fen, **row, **quotes)
    for changes in ({"amount_fen": 1}, {"licensee_fee_fen": 0}):
        with pytest.raises(DatabaseError, match="what is due is fixed"), transaction.atomic():
            Charge.objects.filter(pk=charge.pk).update(**changes)
    with pytest.raises(DatabaseError, match="is kept"), transaction.atomic():
        Charge.objects.filter(pk=charge.pk)._raw_delete(using="default")


@settings(max_examples=10)
@given(
    sales=st.lists(st.integers(0, 1_500_000_000), min_size=1, max_size=6),
    rate_bp=st.integers(1, 1_000),
    cap_fen=st.none() | st.integers(1, 30_000_000),
)
def test_charges_sum_to_the_royalty_and_fees_to_the_schedule_however_sales_are_split(sales, rate_bp, cap_fen):
    licence = taken(published(**BY_SALES | {"rate_bp": rate_bp, "cap_fen": cap_fen}), clock=ACCEPTED)
    who = licensee_of(licence)

    for amount_fen in sales:
        report = licence.reports.get(state="expected")
        clock = frozen(f"{report.period_end + timedelta(days=1)}T10:00:00")
        commands.report_sales(report=report, amount_fen=amount_fen, actor=who, clock=clock)

    charges = list(licence.charges.all())
    owed = round_half_up(sum(sales) * licence.offer.terms(licence.ends_date).rate)
    owed = owed if cap_fen is None else min(cap_fen, owed)
    assert sum(one.amount_fen for one in charges) == owed
    fee = service_fee(owed, E1) if owed else 0
    assert sum(one.licensee_fee_fen for one in charges) == sum(one.licensor_fee_fen for one in charges) == fee
