"""What the demo holds once it is loaded: parties, offers, deals and the log; the rules, custody and supervision: no queue is empty."""

import json
from base64 import b64decode, b64encode
from collections import Counter
from datetime import timedelta
from hashlib import pbkdf2_hmac

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import load_der_private_key
from django.db.models import Count

from accounts.models import Authorisation, Claim, Invitation, Kind, Merger, NameChange, Organisation, Role, User
from marketplace.agency.models import Annuity, Attribution, CustodyAgreement, Practitioner
from marketplace.audit.models import Entry
from marketplace.catalogue.models import Listing, Need
from marketplace.commissioning.models import StagePayment
from marketplace.core import sandbox_clock
from marketplace.desk.models import Case, Correction
from marketplace.documents.models import Document, Sealing
from marketplace.ledger.queries import faults as ledger_faults
from marketplace.licensing.models import Charge, Licence, Offer, SalesReport
from marketplace.matching.models import Match
from marketplace.network.models import ExternalDeal, Reading, Transfer
from marketplace.proceeds.models import Payout
from marketplace.registry.models import Filing
from marketplace.reporting import drawing
from marketplace.reporting.commands.sampling import published
from marketplace.reporting.models import Alert, Execution, Inspection, Pack, Return, Sampling
from marketplace.rulebook.models import Family, RuleVersion
from marketplace.rulebook.queries import harmony
from marketplace.sandbox.cast import staff
from marketplace.sandbox.loading import load_demo
from marketplace.sandbox.loading.onboarding import INVITED
from marketplace.sandbox.loading.routes import PASSPHRASE
from marketplace.trading.models import (
    Certificate,
    Default,
    Envelope,
    Instalment,
    Negotiation,
    OpeningKey,
    Sale,
    Unwinding,
)
from marketplace.trading.queries.certificates import check_certificate, document
from marketplace.trading.standalone.seal_bid import raw_point

pytestmark = pytest.mark.usefixtures("demo", "db")


class TestLoaded:
    def test_counts(self):
        kinds = Counter(Organisation.objects.values_list("kind", flat=True))

        assert (kinds.pop(Kind.EXCHANGE), kinds.pop(Kind.PERSON), sum(kinds.values())) == (4, 1, 34)
        assert Listing.objects.filter(unverified=False).count() == 32
        assert Listing.objects.filter(unverified=True, source__name="CSL 中文科技文献摘要").count() == 443
        assert Need.objects.open().count() == 152  # two of calls.py with them, a third was met

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
            ("interest", "running"): 8,
            ("interest", "suspended"): 1,
            ("qualification", "running"): 1,
            ("deposit", "running"): 2,
            ("trading", "running"): 6,
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
        states = {"certified": 3, "open": 5, "announced": 3, "won": 1, "contracted": 1, "defaulted": 1}

        assert Counter(Sale.objects.values_list("state", flat=True)) == states

    def test_every_route_has_a_lot(self):
        methods = Counter(Sale.objects.values_list("method", flat=True))

        assert methods == {"bidding": 10, "listed": 1, "dynamic": 1, "sealed": 1, "weighted": 1}
        assert Counter(Negotiation.objects.values_list("state", flat=True)) == {"open": 1, "publicised": 1}
        assert Sale.objects.get(method="dynamic").leading_fen == 1_560_000_00

    def test_sealed_lots_hold_envelopes_that_the_told_passphrase_opens(self):
        key = OpeningKey.objects.filter(state="active").order_by("pk")[0]
        parts = {name: b64decode(value) for name, value in key.wrapped.items() if name != "iterations"}
        used = pbkdf2_hmac("sha256", PASSPHRASE.encode(), parts["salt"], key.wrapped["iterations"])
        private = load_der_private_key(AESGCM(used).decrypt(parts["iv"], parts["ciphertext"], None), None)

        assert Counter(Envelope.objects.values_list("round__sale__method", flat=True)) == {"sealed": 2, "weighted": 2}
        assert b64encode(raw_point(private.public_key())).decode() == key.public_key

    def test_first_milestone_of_the_engagement_was_passed_on(self):
        paid, due = StagePayment.objects.order_by("pk")

        assert (paid.state, due.state) == ("settled", "due")
        assert paid.milestone.state == "accepted"

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


class TestAreas:
    def test_matrix_of_the_rules_has_all_three_standings(self):
        rows = {row.family: [cell.standing for cell in row.cells] for row in harmony(sandbox_clock.state().real_now)}

        assert rows[Family.CREDIT] == ["unified", "unified", "differs", "differs"]
        assert rows[Family.FEES] == ["unified", "unified", "unified", "pending"]
        assert Counter(RuleVersion.objects.values_list("state", flat=True)) == {
            "active": 11,
            "consultation": 1,
            "draft": 1,
        }

    def test_a_deal_is_distributed_and_its_contract_before_the_registrar(self):
        payouts = Counter(Payout.objects.values_list("role", "state"))

        assert payouts == {("unit", "due"): 1, ("contributor", "paid"): 1, ("contributor", "due"): 2}
        assert Counter(Filing.objects.values_list("state", flat=True)) == {"accepted": 1, "submitted": 1}

    def test_licences_are_offered_taken_and_tried(self):
        offers = Counter(Offer.objects.values_list("kind", "state"))
        licences = Counter(Licence.objects.values_list("offer__kind", "state"))

        assert offers == {("open", "open"): 1, ("trial", "open"): 1, ("open", "declared"): 1}
        assert licences == {("open", "in_force"): 1, ("trial", "in_force"): 1}
        assert Counter(Charge.objects.values_list("state", flat=True)) == {"settled": 1}
        [report] = SalesReport.objects.all()
        assert report.state == "expected"
        assert report.period_end < sandbox_clock.state().real_now.date()

    def test_custody_is_there_in_every_state(self):
        states = Counter(CustodyAgreement.objects.values_list("state", flat=True))

        assert states == {"in_force": 1, "proposed": 3, "refused": 1, "terminated": 1}
        assert Sealing.objects.filter(document__code="custody_agreement", state="uploaded").count() == 1
        assert Annuity.objects.filter(paid_date__isnull=False).count() == 1
        assert Annuity.objects.filter(reminded_at__isnull=False, paid_date=None).count() == 1

    def test_managers_of_every_level_and_state_with_deals_of_theirs(self):
        assert set(Practitioner.objects.values_list("level", flat=True)) == {"junior", "middle", "senior"}
        assert set(Practitioner.objects.values_list("state", flat=True)) == {
            "pending",
            "returned",
            "verified",
            "suspended",
        }
        assert Counter(Attribution.objects.values_list("state", flat=True)) == {"frozen": 2, "proposed": 2}

    def test_conflicts_wait_at_two_exchanges_and_deals_in_every_state(self):
        waiting = Reading.objects.filter(state="conflicting").values_list("record__exchange", "reason")

        assert Counter(waiting) == {("SW", "changed"): 1, ("SW", "own_case"): 1, ("CQ", "changed"): 1}
        assert Counter(ExternalDeal.objects.values_list("state", flat=True)) == {
            "checked": 2,
            "pending": 1,
            "returned": 1,
        }
        assert Transfer.objects.get().looked_at == 4

    def test_returns_are_filed_and_wait(self):
        assert set(Return.objects.values_list("exchange", "state")) == {("SW", "filed"), ("", "draft"), ("CQ", "draft")}

    def test_one_warning_is_open_about_a_price_below_the_decision(self):
        alert = Alert.objects.get(rule="R-SUP-01")

        assert (alert.rule, alert.exchange, alert.state) == ("R-SUP-01", "SW", "open")
        assert alert.facts["reference"] == "decision"

    def test_instruction_waits_at_one_exchange_and_was_objected_to_at_the_other(self):
        assert dict(Execution.objects.values_list("exchange", "state")) == {"SW": "waiting", "NT": "objected"}

    def test_sampling_can_be_recomputed_and_one_inspection_is_left(self):
        sampling = Sampling.objects.get()

        drawn = drawing.redraw(published(sampling))
        assert [one.listing for one in drawn] == list(
            sampling.inspections.order_by("position").values_list("listing__number", flat=True)
        )
        assert Counter(Inspection.objects.values_list("state", flat=True)) == {"recorded": 1, "assigned": 1}

    def test_evidence_pack_is_built(self):
        pack = Pack.objects.get()

        assert (pack.job.state, len(pack.sha256)) == ("done", 64)

    def test_officer_of_the_first_exchange_is_the_one_who_drafted(self):
        assert RuleVersion.objects.get(state="draft").drafted_by == staff("SW", Role.OFFICER).user
