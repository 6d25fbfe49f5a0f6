"""The load of the demo: what is there afterwards, and that it is all or nothing."""

import json
from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import Count

from accounts.models import Authorisation, Claim, Invitation, Kind, Merger, NameChange, Organisation, User
from marketplace.audit.models import Entry
from marketplace.catalogue.models import Listing, Need
from marketplace.core import sandbox_clock
from marketplace.core.clock import frozen
from marketplace.desk.models import Case, Correction
from marketplace.documents.models import Document
from marketplace.ledger.queries import faults as ledger_faults
from marketplace.matching.models import Match
from marketplace.sandbox import loading
from marketplace.sandbox.loading import load_demo, onboarding
from marketplace.sandbox.loading.files import rows
from marketplace.sandbox.loading.onboarding import INVITED
from marketplace.sandbox.loading.timeline import Timeline
from marketplace.sandbox.loading.world import World
from marketplace.trading.models import Certificate, Default, Instalment, Sale, Unwinding
from marketplace.trading.queries.certificates import check_certificate, document


@pytest.mark.usefixtures("demo", "db")
class TestLoaded:
    def test_counts(self):
        kinds = Counter(Organisation.objects.values_list("kind", flat=True))

        assert (kinds.pop(Kind.EXCHANGE), kinds.pop(Kind.PERSON), sum(kinds.values())) == (4, 1, 34)
        assert Listing.objects.filter(unverified=False).count() == 28
        assert Listing.objects.filter(unverified=True, source__name="CSL 中文科技文献摘要").count() == 443
        assert Need.objects.open().count() == 150

    def test_every_queue_of_onboarding_has_something(self):
        now = sandbox_clock.state().real_now
        states = Counter(Organisation.objects.values_list("state", flat=True))
        waiting = Organisation.objects.filter(state="pending").order_by("due_at")
        again = [one.name for one in waiting if one.examinations.filter(outcome="returned").exists()]
        ending = Authorisation.objects.filter(state="confirmed", valid_to__lte=now.date() + timedelta(days=30))

        assert (states["pending"], states["returned"], states["verified"]) == (3, 1, 35)
        assert (waiting[0].name, waiting[0].due_at < waiting[1].due_at) == ("康示范", True)
        assert again == ["江津示范生物医药有限公司"]
        assert Organisation.objects.get(name="泸州示范液压件有限公司").state == "verified"
        assert Counter(Authorisation.objects.values_list("state", flat=True))["pending"] == 1
        assert [str(one.user) for one in ending] == ["董示范"]
        assert [one.email for one in Invitation.objects.filter(state="open", expires_at__gt=now)] == [INVITED]
        assert (Claim.objects.get().state, NameChange.objects.get().state, Merger.objects.get().state) == (
            *("filed", "proposed", "proposed"),
        )

    def test_every_station_of_the_desk_has_a_case(self):
        cases = Case.objects.values_list("stage", "state").annotate(count=Count("id"))

        assert {(stage, state): count for stage, state, count in cases} == {
            ("application", "running"): 2,
            ("review", "running"): 3,
            ("supplement", "running"): 1,
            ("examination", "running"): 2,
            ("announcement", "running"): 1,
            ("interest", "running"): 9,
            ("interest", "suspended"): 1,
            ("qualification", "running"): 1,
            ("deposit", "running"): 1,
            ("trading", "running"): 2,
            ("contract", "running"): 1,
            ("settlement", "running"): 1,
            ("archive", "running"): 2,
            ("archive", "archived"): 1,
        }

    def test_every_listing_came_through_the_desk(self):
        assert not Listing.objects.filter(unverified=False, case=None).exists()
        assert not Case.objects.filter(taken_over=True).exists()
        assert Correction.objects.filter(state="proposed").count() == 1

    def test_one_case_is_late(self):
        late = Case.objects.get(title__startswith="高硫酸盐矿井水")

        assert late.due_at < sandbox_clock.state().real_now

    def test_one_seller_has_two_statements_to_judge(self):
        sale = Sale.objects.exclude(listing__buyer_conditions="").get()

        assert set(sale.registrations.values_list("state", flat=True)) == {"applying"}

    def test_sales_stand_at_every_point_of_their_course(self):
        states = {"certified": 3, "open": 2, "announced": 2, "won": 1, "contracted": 1, "defaulted": 1}

        assert Counter(Sale.objects.values_list("state", flat=True)) == states

    def test_one_sale_was_extended_and_refused_a_bid(self):
        extended = Sale.objects.get(listing__title__contains="氮化硅")

        assert (extended.ends_at - extended.free_ends_at).total_seconds() == 957
        assert extended.leading_fen == 13_600_000_00
        assert [bid.price_fen for bid in extended.bids.filter(accepted=False)] == [12_500_000_00]

    def test_one_price_in_parts_has_one_paid_and_one_demanded(self):
        paid, owed = Instalment.objects.order_by("position")

        assert (paid.state, owed.state, owed.overdue_at is not None) == ("settled", "agreed", True)
        assert owed.demanded_at < owed.demand_ends_at
        assert (paid.amount_fen, paid.deposit_fen) == (680_000_00, 160_000_00)

    def test_one_winner_is_in_default_and_the_lot_on_offer_again(self):
        default = Default.objects.get()

        assert (default.state, default.sale.listing.state) == ("declared", "published")
        assert default.deposit_fen == default.fees_taken_fen + default.costs_taken_fen + default.rest_fen
        assert default.costs_taken_fen == 6_000_00

    def test_one_refund_waits_for_another_person(self):
        refund = Unwinding.objects.get()

        assert (refund.state, refund.kind) == ("proposed", "refund_buyer")
        assert refund.amount_fen == refund.settlement.buyer_fee_fen

    def test_what_was_demanded_and_declared_is_on_paper(self):
        codes = Counter(Document.objects.values_list("code", flat=True))

        assert (codes["instalment_demand"], codes["default_notice"]) == (1, 2)

    def test_certificates_verify(self):
        for certificate in Certificate.objects.all():
            text = json.dumps(document(certificate))

            assert all(finding.passed for finding in check_certificate(text))

    def test_log_goes_forward_in_time_and_never_into_the_future(self):
        times = list(Entry.objects.order_by("id").values_list("at", flat=True))

        assert times == sorted(times)
        assert times[-1] <= sandbox_clock.state().real_now
        assert 85 <= (sandbox_clock.state().real_now - times[0]).days <= 95

    def test_ledger_is_sound(self):
        assert list(ledger_faults()) == []

    def test_market_time_is_real_time_again(self):
        assert not sandbox_clock.state().is_shifted

    def test_nobody_has_a_password(self):
        assert not any(user.has_usable_password() for user in User.objects.all())

    def test_second_load_changes_nothing(self):
        entries = Entry.objects.count()

        assert load_demo() is False
        assert Entry.objects.count() == entries

    def test_nothing_is_matched_before_a_worker_does(self):
        assert not Match.objects.exists()


@pytest.mark.django_db
def test_load_that_fails_leaves_nothing(monkeypatch):
    def fail(timeline, world):
        yield loading.timeline.Act(timeline.now, lambda clock: 1 / 0)

    monkeypatch.setattr(loading.needs, "acts", fail)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        load_demo()

    assert (Organisation.objects.count(), Entry.objects.count()) == (0, 0)
    assert not sandbox_clock.state().is_shifted


def test_load_is_possible_on_any_day_since_the_data_were_written():
    first = Timeline(frozen("2026-11-20T00:01:00").at)

    reviewed = max(row["secrecy_reviewed_date"] for row in [*rows("listings"), *rows("cases")])

    assert reviewed < first.at(-56, "09:00:00").date().isoformat()


@pytest.mark.parametrize("day", range(7))
def test_weekends_keep_the_past_past_and_acts_in_order(day):
    timeline = Timeline(frozen(f"2026-11-{20 + day}T00:01:00").at)

    days = [timeline.at(offset, "09:00:00") for offset in range(-30, 30)]

    assert days == sorted(days)
    assert all(at.weekday() < 5 for at in days)
    assert days[29] < timeline.now < days[31]


@pytest.mark.parametrize("day", range(23, 30))
def test_acts_of_a_firm_at_the_entrance_keep_their_order_on_every_day_of_the_week(day):
    acts = onboarding.acts(Timeline(frozen(f"2026-11-{day}T11:00:00").read()), World())
    said = [(act.do.args[1].get("story"), act.do.func.__name__) for act in sorted(acts, key=by_time) if named(act)]

    assert [name for story, name in said if story == "certified"] == ["_register", "_certify", "_invite"]
    assert [name for story, name in said if story == "supplied"] == ["_register", "_return", "_supply"]
    assert [name for story, name in said if story == "returned"] == ["_register", "_return"]


def by_time(act):
    return act.at


def named(act):
    return len(act.do.args) > 1
