"""Taking a licence, answering an application, taking it back (R-LIC-03, R-LIC-06, R-CON-08, R-CON-10)."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from marketplace.catalogue import commands as catalogue
from marketplace.core.clock import frozen
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.licensing import commands
from marketplace.licensing.models import Licence
from tests.accounts.factories import actor, officer, verified
from tests.catalogue.factories import patent
from tests.licensing.factories import (
    ACCEPTED,
    OPEN,
    TAKEN,
    TRIAL,
    in_trial,
    licensable,
    licensee_of,
    licensor_of,
    paid,
    published,
    small_firm,
    taken,
)

pytestmark = pytest.mark.django_db
BY_SALES = {**OPEN, "fixed_fen": None, "base": "net_sales", "rate_bp": 300, "report_months": 3}


def test_fixed_price_is_asked_for_at_once_and_puts_the_licence_in_force():
    licence = taken(published(**OPEN))
    charge = licence.charges.get()
    paid(charge, clock=ACCEPTED)
    licence.refresh_from_db()

    assert (charge.amount_fen, charge.due_at) == (50_000_00, frozen("2027-04-07T00:00:00").at)
    assert (licence.state, licence.starts_date, licence.ends_date) == ("in_force", date(2027, 4, 1), date(2030, 3, 31))
    assert not licence.reports.exists()


def test_royalty_bearing_open_licence_is_in_force_with_the_notice():
    licence = taken(published(**BY_SALES))

    assert (licence.state, licence.starts_date, licence.trigger_by) == ("in_force", date(2027, 3, 31), None)
    assert [one.period_end for one in licence.reports.all()] == [date(2027, 6, 29)]


def test_term_ends_with_the_right():
    right = patent(filing_date=date(2009, 5, 20))
    licence = in_trial(published(licensable(rights=[right]), **TRIAL))

    assert (licence.ends_date, licence.trigger_by) == (date(2029, 5, 19), date(2029, 3, 31))


def test_large_firm_may_not_take_a_trial():
    large = actor(verified(scale="large"))

    with pytest.raises(Refused) as refused:
        commands.take_licence(offer=published(**TRIAL), use="示范产品", foreign_link="none", actor=large, clock=TAKEN)

    assert (refused.value.code, refused.value.rule) == ("not_small", "R-LIC-06")


@pytest.mark.parametrize(("field", "value"), [("use", " "), ("foreign_link", "perhaps")])
def test_plan_and_foreign_link_are_stated(field, value):
    given = {"use": "示范产品", "foreign_link": "none", field: value}

    with pytest.raises(Invalid) as refused:
        commands.take_licence(offer=published(**TRIAL), actor=small_firm(), clock=TAKEN, **given)

    assert list(refused.value.fields) == [field]


def test_neither_the_licensor_nor_an_exchange_takes_it():
    offer = published(**OPEN)

    for nobody in (actor(offer.licensor), officer("SW")):
        with pytest.raises(Forbidden):
            taken(offer, by=nobody)


def test_second_licence_of_the_same_firm_is_refused_while_the_first_is_open():
    offer, firm = published(**OPEN), small_firm()
    first = taken(offer, by=firm)

    with pytest.raises(Refused) as second:
        taken(offer, by=firm)
    commands.withdraw_licence(licence=first, actor=firm, clock=TAKEN)

    assert second.value.code == "licence_known"
    assert taken(offer, by=firm).state == "notified"


def test_dispute_recorded_since_keeps_the_terms_from_being_taken():
    offer = published(**OPEN)
    dispute = {"kind": "dispute", "basis": "示范裁定〔2027〕1 号", "from_date": date(2027, 3, 30)}
    catalogue.record_encumbrance(
        listing=offer.listing, right=offer.right.number, actor=officer("SW"), clock=TAKEN, **dispute
    )

    with pytest.raises(Refused) as refused:
        taken(offer)

    assert (refused.value.code, refused.value.rule) == ("right_disputed", "R-LIC-02")


def test_application_is_answered_once():
    licence = taken()
    commands.refuse_licence(licence=licence, answer="示范理由", actor=licensor_of(licence), clock=ACCEPTED)

    with pytest.raises(Refused) as again:
        commands.accept_licence(licence=licence, actor=licensor_of(licence), clock=ACCEPTED)

    assert (licence.state, again.value.code) == ("refused", "not_applied")


def test_what_was_withdrawn_before_payment_owes_nothing():
    licence = taken(published(**OPEN))
    commands.withdraw_licence(licence=licence, actor=licensee_of(licence), clock=ACCEPTED)
    charge = licence.charges.get()

    assert (licence.state, charge.state) == ("withdrawn", "withdrawn")
    assert charge.licensee_quote.notice.state == "withdrawn"


def test_recording_is_noted_after_the_licence_is_in_force():
    licence = taken()
    with pytest.raises(Refused) as early:
        commands.note_record(licence=licence, note="示范备案", actor=licensee_of(licence), clock=ACCEPTED)
    commands.accept_licence(licence=licence, actor=licensor_of(licence), clock=ACCEPTED)

    commands.note_record(licence=licence, note="示范备案〔2027〕1 号", actor=licensee_of(licence), clock=ACCEPTED)

    assert early.value.code == "not_in_force"
    assert (licence.record_due_at, licence.record_note) == (frozen("2027-07-01T00:00:00").at, "示范备案〔2027〕1 号")


def test_database_takes_no_licence_of_terms_that_are_not_on_offer():
    offer = published(**OPEN)
    licence = taken(offer)
    commands.withdraw_offer(offer=offer, reasons="示范", actor=licensor_of(licence), clock=ACCEPTED)
    row = {
        field: getattr(licence, field) for field in ("state", "offer", "via_exchange", "use", "taken_by", "taken_at")
    }

    with pytest.raises(DatabaseError, match="not on offer"), transaction.atomic():
        Licence.objects.create(licensee=verified(), **row)


def test_database_gives_the_licensor_no_licence_of_its_own():
    licence = taken(published(**OPEN))
    row = {
        field: getattr(licence, field) for field in ("state", "offer", "via_exchange", "use", "taken_by", "taken_at")
    }

    with pytest.raises(DatabaseError, match="to the licensor itself"), transaction.atomic():
        Licence.objects.create(licensee=licence.offer.licensor, **row)


def test_database_keeps_parties_and_days():
    licence = in_trial()

    for changes in ({"licensee": verified()}, {"ends_date": date(2040, 1, 1)}, {"trigger_by": date(2040, 1, 1)}):
        with pytest.raises(DatabaseError, match="are fixed"), transaction.atomic():
            Licence.objects.filter(pk=licence.pk).update(**changes)
    with pytest.raises(DatabaseError, match="a licence is kept"), transaction.atomic():
        Licence.objects.filter(pk=licence.pk)._raw_delete(using="default")
