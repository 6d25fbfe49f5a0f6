"""How licences end: sweeps, their instants, and what they pass over (R-LIC-06, R-LIC-07)."""

from datetime import timedelta

import pytest

from marketplace.core.clock import frozen
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.licensing import commands
from marketplace.licensing.models import Charge, Licence, SalesReport
from marketplace.licensing.queries.due import (
    claim_breached_report,
    claim_licence_to_end,
    claim_overdue_charge,
    claim_overdue_report,
)
from marketplace.licensing.tasks import watch_licences
from tests.accounts.factories import officer
from tests.licensing.factories import ACCEPTED, OPEN, TRIAL, in_trial, licensor_of, paid, published, reported, taken

pytestmark = pytest.mark.django_db
BY_SALES = {**OPEN, "fixed_fen": None, "base": "net_sales", "rate_bp": 300, "report_months": 3, "term_months": 3}


def noticed(licence, sandbox_at):
    """A licence whose first report is overdue and was given notice of on 2027-07-16; until 2027-07-31."""
    sandbox_at("2027-07-16T00:00:00")
    watch_licences()
    report = licence.reports.get()
    return commands.give_notice(report=report, actor=officer("SW"), clock=frozen("2027-07-16T10:00:00"))


def test_report_is_overdue_at_its_instant_and_noted_once(sandbox_at):
    licence = in_trial()
    report = licence.reports.get()

    sandbox_at("2027-07-15T23:59:59")
    early = watch_licences()
    sandbox_at("2027-07-16T00:00:00")
    swept, again = watch_licences(), watch_licences()

    report.refresh_from_db()
    assert (early, swept, again) == (0, 1, 0)
    assert report.overdue_at == frozen("2027-07-16T00:00:00").at


def test_open_licence_that_was_not_paid_does_not_arise(sandbox_at):
    licence = taken(published(**OPEN))
    sandbox_at("2027-04-06T23:59:59")
    early = watch_licences()
    sandbox_at("2027-04-07T00:00:00")
    swept = watch_licences()

    licence.refresh_from_db()
    charge = licence.charges.get()
    assert (early, swept) == (0, 1)
    assert (licence.state, licence.ending, charge.state) == ("ended", "unpaid", "withdrawn")
    with pytest.raises(Refused):
        paid(charge, clock=frozen("2027-04-07T10:00:00"))


def test_open_licence_for_which_the_licensor_has_paid_its_fee_waits_on(sandbox_at):
    licence = taken(published(**OPEN | {"nets_fee": False}))
    charge = licence.charges.get()
    commands.confirm_licensor_fee(
        charge=charge,
        payer_name=licence.offer.licensor.name,
        bank_reference="示范服务费",
        amount_fen=charge.licensor_fee_fen,
        actor=officer("SW"),
        clock=ACCEPTED,
    )
    sandbox_at("2027-04-07T00:00:00")
    swept, again = watch_licences(), watch_licences()

    licence.refresh_from_db()
    charge.refresh_from_db()
    assert (swept, again) == (1, 0)
    assert (licence.state, charge.state, charge.overdue_at is None) == ("notified", "due", False)


def test_royalty_that_is_overdue_is_noted_and_stays_due(sandbox_at):
    licence = taken(published(**BY_SALES | {"term_months": 36}), clock=ACCEPTED)
    charge = reported(licence, 1_000_000, frozen("2027-07-05T10:00:00"))
    sandbox_at((charge.due_at).isoformat())

    assert watch_licences() == 1

    charge.refresh_from_db()
    licence.refresh_from_db()
    assert (charge.state, charge.overdue_at, licence.state) == ("due", charge.due_at, "in_force")
    assert paid(charge, clock=frozen("2027-08-05T10:00:00")).state == "paid"


def test_notice_is_given_once_of_a_report_that_is_overdue(sandbox_at):
    licence = in_trial()
    with pytest.raises(Refused) as early:
        commands.give_notice(report=licence.reports.get(), actor=officer("SW"), clock=frozen("2027-07-10T10:00:00"))
    report = noticed(licence, sandbox_at)

    with pytest.raises(Refused) as again:
        commands.give_notice(report=report, actor=officer("SW"), clock=frozen("2027-07-17T10:00:00"))
    with pytest.raises(Forbidden):
        commands.give_notice(report=report, actor=officer("CQ"), clock=frozen("2027-07-17T10:00:00"))

    assert (early.value.code, again.value.code) == ("not_overdue", "noticed_already")


def test_report_in_the_period_of_the_notice_is_no_breach(sandbox_at):
    licence = in_trial()
    noticed(licence, sandbox_at)
    reported(licence, 1, frozen("2027-07-30T10:00:00"))
    sandbox_at("2027-07-31T00:00:00")

    assert watch_licences() == 0

    with pytest.raises(Refused) as refused:
        commands.terminate_licence(
            licence=licence, reason="示范", actor=licensor_of(licence), clock=frozen("2027-08-01T10:00:00")
        )
    assert refused.value.code == "no_breach"


def test_licensor_ends_a_licence_after_a_breach_and_says_why(sandbox_at):
    licence = in_trial()
    noticed(licence, sandbox_at)
    sandbox_at("2027-07-31T00:00:00")
    assert watch_licences() == 1
    told = {"licence": licence, "actor": licensor_of(licence), "clock": frozen("2027-08-01T10:00:00")}

    with pytest.raises(Invalid) as silent:
        commands.terminate_licence(reason=" ", **told)
    commands.terminate_licence(reason="经通知仍未报告", **told)

    licence.refresh_from_db()
    assert list(silent.value.fields) == ["reason"]
    assert (licence.state, licence.ending, licence.answer) == ("ended", "breach", "经通知仍未报告")


def test_licence_ends_the_day_after_its_term_and_its_last_report_is_still_watched(sandbox_at):
    licence = taken(published(**BY_SALES), clock=ACCEPTED)
    sandbox_at("2027-06-30T23:59:59")
    on_the_last_day = watch_licences()
    sandbox_at("2027-07-01T00:00:00")
    ended = watch_licences()
    sandbox_at("2027-07-16T00:00:00")
    overdue = watch_licences()

    licence.refresh_from_db()
    charge = reported(licence, 1_000_000, frozen("2027-07-20T10:00:00"))
    assert (on_the_last_day, ended, overdue) == (0, 1, 1)
    assert (licence.state, licence.ending) == ("ended", "term")
    assert charge.amount_fen == 30_000_00
    assert not licence.reports.filter(state="expected").exists()


def test_trial_without_its_trigger_ends_once_its_last_report_has_come(sandbox_at):
    licence = in_trial(published(**TRIAL | {"trigger_months": 3}))
    sandbox_at("2027-07-02T10:00:00")
    awaited = watch_licences()
    reported(licence, 1_999_999, frozen("2027-07-02T10:00:00"))
    ended = watch_licences()

    licence.refresh_from_db()
    assert (awaited, ended) == (0, 1)
    assert (licence.state, licence.ending, licence.charges.count()) == ("ended", "lapsed", 0)
    assert not licence.reports.filter(state="expected").exists()  # of a time that no licence covers


def test_trial_that_was_triggered_goes_on_to_its_term(sandbox_at):
    licence = in_trial(published(**TRIAL | {"trigger_months": 3}))
    reported(licence, 2_000_000, frozen("2027-07-02T10:00:00"))
    sandbox_at("2027-07-02T10:00:00")

    assert watch_licences() == 0

    licence.refresh_from_db()
    assert licence.state == "in_force"


def test_files_come_back_once_after_the_end(sandbox_at):
    licence = in_trial()
    told = {"licence": licence, "actor": licensor_of(licence), "clock": frozen("2032-04-02T10:00:00")}
    with pytest.raises(Refused) as early:
        commands.return_files(note="示范技术资料", **told)
    Licence.objects.filter(pk=licence.pk).update(
        state="ended", ending="term", ended_at=frozen("2032-04-01T00:00:00").at
    )

    commands.return_files(note="示范技术资料", **told)
    with pytest.raises(Refused) as again:
        commands.return_files(note="示范技术资料", **told)

    assert (early.value.code, again.value.code) == ("not_to_return", "not_to_return")


def test_claims_pass_over_what_failed(sandbox_at):
    first, second = in_trial(), in_trial()
    notified = [taken(published(**OPEN)).charges.get() for _n in range(2)]
    sandbox_at("2027-07-16T00:00:00")
    report = first.reports.get()

    assert claim_overdue_report() == report
    assert claim_overdue_report([report.pk]) == second.reports.get()
    assert claim_overdue_report([one.pk for one in SalesReport.objects.all()]) is None
    assert claim_overdue_charge([notified[0].pk]) == notified[1]
    assert claim_overdue_charge([one.pk for one in Charge.objects.all()]) is None
    assert claim_breached_report() is None


def test_claim_of_licences_to_end_passes_over_what_failed(sandbox_at):
    licences = [taken(published(**BY_SALES), clock=ACCEPTED) for _n in range(2)]
    sandbox_at((frozen("2027-06-30T00:00:00").at + timedelta(days=1)).isoformat())

    assert claim_licence_to_end() == licences[0]
    assert claim_licence_to_end([licences[0].pk]) == licences[1]
    assert claim_licence_to_end([one.pk for one in licences]) is None
