"""R-REG-02..08: one registration per contract, its papers, its clock, its changes; what the database holds."""

from datetime import date
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from openpyxl import load_workbook

from marketplace.core.clock import frozen
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.documents.queries import documents_of, readable
from marketplace.registry import commands, queries
from marketplace.registry.drafts import ItemDraft
from marketplace.registry.models import Filing
from marketplace.registry.queries.reading import prefilled
from marketplace.rulebook.queries import deadline
from tests.accounts.factories import actor, officer, reviewer, verified
from tests.registry.factories import TODAY, accepted, draft, drafted, opinion, ready, registered, submitted
from tests.trading.factories import SWEEP, contracted_sale

pytestmark = pytest.mark.django_db
SMALL = {"total_fen": 1_000_000_00, "items": ()}
AFTER = frozen("2027-06-10T10:00:00")


def from_sale(sale, **changed):
    """The draft of a sale's contract as the page offers it, completed by the seller."""
    seller = actor(sale.listing.lister)
    offered = prefilled(seller, sale)
    mine = {
        "own_region": "5101",
        "own_contact": "示范联系人",
        "other_region": "5000",
        "technology_field": "agriculture",
    }
    return seller, draft(**offered | mine | {"items": ()} | changed)


def test_contract_of_a_sale_is_prefilled_and_filed_by_its_seller_once():
    sale, buyer = contracted_sale()
    seller, filled = from_sale(sale)

    filing = commands.draft_filing(draft=filled, sale=sale, actor=seller, clock=TODAY)

    assert (filing.contract, filing.total_fen, filing.contract_number) == (
        sale.contract,
        3_000_000_00,
        sale.contract.number,
    )
    assert filing.right_numbers == sale.listing.rights.get().number
    with pytest.raises(Invalid) as second:
        commands.draft_filing(draft=filled, sale=sale, actor=seller, clock=TODAY)
    assert "一份合同只登记一次" in str(second.value.fields)
    with pytest.raises(Forbidden):
        commands.draft_filing(draft=filled, sale=sale, actor=buyer, clock=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Filing.objects.filter(pk=drafted(seller).pk).update(contract=sale.contract)


def test_registration_of_a_sale_says_the_price_of_its_contract():
    sale, _buyer = contracted_sale()
    seller, filled = from_sale(sale, total_fen=2_999_999_99)

    with pytest.raises(Invalid) as refused:
        commands.draft_filing(draft=filled, sale=sale, actor=seller, clock=TODAY)

    assert (list(refused.value.fields), refused.value.rule) == (["total_fen"], "R-REG-04")


@pytest.mark.parametrize(
    ("changed", "field", "rule"),
    [
        ({"subtype": "commissioned"}, "subtype", "R-REG-05"),
        ({"ends_date": date(2027, 5, 19)}, "ends_date", "R-REG-05"),
        ({"right_numbers": " "}, "right_numbers", "R-REG-05"),
        ({"expected_output_fen": None}, "expected_output_fen", "R-REG-05"),
        ({"other_region": ""}, "other_region", "R-REG-05"),
        ({"technology_field": "magic"}, "technology_field", "R-REG-06"),
        ({"items": (ItemDraft("travel", "差旅", 1_00),)}, "parts.0.kind", "R-REG-04"),
        ({"items": (ItemDraft("parts", "零件", 8_600_000_01),)}, "parts", "R-REG-04"),
    ],
)
def test_bad_draft_is_refused_with_its_field_and_rule(changed, field, rule):
    with pytest.raises(Invalid) as refused:
        drafted(**changed)

    assert (list(refused.value.fields), refused.value.rule) == ([field], rule)


def test_submission_names_every_paper_that_is_missing():
    by = actor(verified())
    filing = drafted(by)

    with pytest.raises(Invalid) as refused:
        commands.submit_filing(filing=filing, actor=by, clock=TODAY)

    assert list(refused.value.fields) == ["papers.contract", "papers.technical", "papers.quotation", "papers.right"]


def test_small_contract_has_15_working_days_and_a_correction_starts_them_again():
    firm = verified()
    filing = submitted(firm, **SMALL)
    commands.accept_filing(filing=filing, actor=officer("SW"), clock=TODAY)
    assert filing.due_at == deadline(TODAY.at, working_days=15).at

    commands.return_filing(filing=filing, reason="请补技术附件", actor=officer("SW"), clock=AFTER)
    assert (filing.due_at, filing.state) == (None, "returned")
    commands.edit_filing(filing=filing, draft=draft(**SMALL), actor=actor(firm), clock=AFTER)
    commands.submit_filing(filing=filing, actor=actor(firm), clock=AFTER)
    commands.accept_filing(filing=filing, actor=officer("SW"), clock=AFTER)

    assert filing.due_at == deadline(AFTER.at, working_days=15).at


def test_disputed_contract_is_reviewed_by_experts_in_30_working_days():
    filing = submitted(**SMALL)

    commands.accept_filing(filing=filing, disputed=True, actor=officer("SW"), clock=TODAY)

    assert filing.expert_review
    assert filing.due_at == deadline(TODAY.at, working_days=30).at
    with pytest.raises(Refused):
        commands.register_filing(filing=filing, actor=reviewer("SW"), clock=TODAY)


def test_expert_is_not_asked_about_a_small_contract():
    filing = accepted(**SMALL)

    with pytest.raises(Refused) as refused:
        commands.record_opinion(filing=filing, actor=officer("SW"), clock=TODAY, **opinion())

    assert refused.value.rule == "R-REG-03"


def test_sweep_notes_each_registration_past_its_limit_once():
    filing = accepted(**SMALL)

    assert commands.mark_overdue_filings(actor=SWEEP, clock=TODAY, limit=10) == 0
    late = frozen("2027-07-30T10:00:00")
    assert commands.mark_overdue_filings(actor=SWEEP, clock=late, limit=10) == 1
    assert commands.mark_overdue_filings(actor=SWEEP, clock=late, limit=10) == 0
    filing.refresh_from_db()
    assert filing.overdue_at == late.at


def test_refused_or_withdrawn_contract_may_be_filed_again():
    by = actor(verified())
    filing = ready(by, contract_number="示范-再次")
    commands.withdraw_filing(filing=filing, reason="补充材料", actor=by, clock=TODAY)

    again = accepted(by, contract_number="示范-再次")
    commands.refuse_filing(filing=again, reason="不属于技术合同", actor=reviewer("SW"), clock=TODAY)

    assert drafted(by, contract_number="示范-再次").state == "draft"


def test_change_of_amounts_keeps_them_adding_up_and_a_declined_one_changes_nothing():
    by = actor(verified())
    filing = registered(by)
    change = {"kind": "amount", "reason": "减价", "total_fen": 8_000_000_00, "technology_fen": 6_800_000_00}
    first = commands.propose_change(filing=filing, actor=by, clock=TODAY, **change)
    commands.decide_change(change=first, approved=False, answer="缺补充协议", actor=reviewer("SW"), clock=TODAY)
    filing.refresh_from_db()
    assert filing.total_fen == 8_600_000_00

    second = commands.propose_change(filing=filing, actor=by, clock=TODAY, **change)
    commands.decide_change(change=second, approved=True, actor=reviewer("SW"), clock=TODAY)

    filing.refresh_from_db()
    assert (filing.total_fen, filing.technology_fen, filing.deducted_fen) == (
        8_000_000_00,
        6_800_000_00,
        1_200_000_00,
    )
    assert (filing.state, filing.relief_warning) == ("registered", False)


def test_database_holds_the_sum_of_the_amounts_and_the_four_eyes():
    filing = registered()

    with pytest.raises(IntegrityError), transaction.atomic():
        Filing.objects.filter(pk=filing.pk).update(technology_fen=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Filing.objects.filter(pk=filing.pk).update(decided_by=filing.accepted_by)


def test_table_of_the_registrar_is_a_workbook_without_formulas():
    submitted(name="=HYPERLINK(1)")

    sheet = load_workbook(BytesIO(queries.table(officer("SW"), "xlsx"))).active
    rows = list(sheet.values)

    assert rows[0][:3] == ("登记编号", "状态", "合同名称")
    assert (rows[1][2], sheet["C2"].data_type) == ("=HYPERLINK(1)", "s")  # a text, no formula
    assert len(list(load_workbook(BytesIO(queries.table(officer("CQ"), "xlsx"))).active.values)) == 1


def certificates(filing):
    return [(one.state, one.data["total"], one.data["technology"]) for one in documents_of(filing)]


def test_registration_is_certified_with_both_amounts_to_whoever_filed():
    filing = registered()

    (paper,) = documents_of(filing)

    assert (paper.code, paper.addressee, paper.exchange) == ("registration_certificate", filing.filer, "SW")
    assert paper.data["registration_number"] == filing.registration_number
    assert certificates(filing) == [("current", 8_600_000_00, 7_400_000_00)]
    assert readable(actor(filing.filer), filing) == [paper]
    assert readable(actor(verified()), filing) == []


def test_certificate_follows_a_change_of_amounts_and_ends_with_the_registration():
    filing = registered()
    for change in (
        {"kind": "amount", "total_fen": 9_000_000_00, "technology_fen": 7_800_000_00},
        {"kind": "cancellation"},
    ):
        told = {"reason": "示范：双方补充协议", "relief_used": False, **change}
        asked = commands.propose_change(filing=filing, actor=actor(filing.filer), clock=TODAY, **told)
        commands.decide_change(change=asked, approved=True, actor=reviewer("SW"), clock=TODAY)

    assert certificates(filing) == [
        ("superseded", 8_600_000_00, 7_400_000_00),
        ("revoked", 9_000_000_00, 7_800_000_00),
    ]
