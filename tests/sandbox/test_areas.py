"""What the demo holds of the rules, of custody, of the exchanges' own systems and of supervision: no queue there is empty."""

from collections import Counter

import pytest

from accounts.models import Role
from marketplace.agency.models import Annuity, Attribution, CustodyAgreement, Practitioner
from marketplace.core import sandbox_clock
from marketplace.documents.models import Sealing
from marketplace.licensing.models import Charge, Licence, Offer, SalesReport
from marketplace.network.models import ExternalDeal, Reading, Transfer
from marketplace.proceeds.models import Payout
from marketplace.registry.models import Filing
from marketplace.reporting import drawing
from marketplace.reporting.commands.sampling import published
from marketplace.reporting.models import Alert, Execution, Inspection, Pack, Return, Sampling
from marketplace.rulebook.models import Family, RuleVersion
from marketplace.rulebook.queries import harmony
from marketplace.sandbox.cast import staff


@pytest.mark.usefixtures("demo", "db")
class TestAreas:
    def test_matrix_of_the_rules_has_all_three_standings(self):
        rows = {row.family: [cell.standing for cell in row.cells] for row in harmony(sandbox_clock.state().real_now)}

        assert rows[Family.CREDIT] == ["unified", "unified", "differs", "differs"]
        assert rows[Family.FEES] == ["unified", "unified", "unified", "pending"]
        assert Counter(RuleVersion.objects.values_list("state", flat=True)) == {
            "active": 10,
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
        alert = Alert.objects.get()

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
