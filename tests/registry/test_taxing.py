"""Stories S2 (step 6) and S9 (steps 1 to 4): the two amounts of a contract, and estimates of taxes, never advice (R-TAX-01..06)."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from marketplace.core.errors import Invalid
from marketplace.core.money import split
from marketplace.registry.income_tax import (
    IncomeTerms,
    Transfer,
    TransferFacts,
    income_tax,
    of_years,
    transfer_income,
)
from marketplace.registry.recognising import Part, Recognised, recognise
from marketplace.registry.taxing import (
    Line,
    RewardFacts,
    Supply,
    VatFacts,
    VatTerms,
    reward_base,
    stamp_duty,
    vat,
)
from tests.trading.shipped import SHIPPED, Shipped

VERSION = "RV-2026-000001"
INCOME = IncomeTerms.read(SHIPPED)
OWNERSHIP = TransferFacts(resident=True, registered=True, separate_accounts=True, wholly_related=False)
DONE = VatFacts(registered=True, separate_accounts=True)
REWARD = RewardFacts(
    non_profit=True, registered=True, announced=True, paid_date=date(2030, 3, 17), pay_by=date(2030, 3, 17)
)

# --- The two amounts


def test_s9_amounts_and_clock_of_a_large_contract():
    recognised = recognise(8_600_000_00, [Part("equipment", 1_200_000_00)], SHIPPED)

    assert recognised == Recognised(
        total_fen=8_600_000_00,
        technology_fen=7_400_000_00,
        expert_review=True,
        working_days=30,
        rule_version=VERSION,
    )


@pytest.mark.parametrize(
    ("total_fen", "disputed", "working_days"),
    [(4_999_999_99, False, 15), (5_000_000_00, False, 30), (100_00, True, 30)],
)
def test_large_or_disputed_contract_is_reviewed_by_experts(total_fen, disputed, working_days):
    assert recognise(total_fen, [], SHIPPED, disputed=disputed).working_days == working_days


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        ([Part("carriers", 1)], "parts.0.kind"),
        ([Part("equipment", -1)], "parts.0.amount_fen"),
        ([Part("equipment", 60), Part("parts", 41)], "parts"),
    ],
)
def test_part_that_is_not_deducted_is_refused_with_field_and_rule(parts, field):
    with pytest.raises(Invalid) as refused:
        recognise(100, parts, SHIPPED)

    assert (list(refused.value.fields), refused.value.rule) == ([field], "R-REG-04")


# --- VAT


def test_s9_technology_is_exempt_and_equipment_is_not():
    estimate = vat(
        [Line(Supply.TECHNOLOGY, 7_400_000_00), Line(Supply.GOODS, 1_200_000_00)], DONE, VatTerms.read(SHIPPED)
    )

    assert (estimate.exempt_fen, estimate.tax_fen) == (7_400_000_00, 156_000_00)
    assert estimate.relieved


def test_s9_service_by_itself_is_not_exempt():
    estimate = vat([Line(Supply.SERVICE, 500_000_00)], DONE, VatTerms.read(SHIPPED))

    assert (estimate.exempt_fen, estimate.tax_fen) == (0, 30_000_00)


@pytest.mark.parametrize(("same_invoice", "exempt_fen"), [(True, 50_000_00), (False, 0)])
def test_related_service_is_exempt_on_the_same_invoice_only(same_invoice, exempt_fen):
    estimate = vat([Line(Supply.RELATED, 50_000_00, same_invoice)], DONE, VatTerms.read(SHIPPED))

    assert estimate.exempt_fen == exempt_fen


@pytest.mark.parametrize(
    ("facts", "rows"),
    [
        (replace(DONE, registered=False), SHIPPED),
        (replace(DONE, separate_accounts=False), SHIPPED),
        (replace(DONE, waived=True), SHIPPED),
        (DONE, Shipped(R_TAX_01__exempt=False)),
    ],
)
def test_without_a_condition_nothing_is_exempt(facts, rows):
    estimate = vat([Line(Supply.TECHNOLOGY, 1_000_000_00)], facts, VatTerms.read(rows))

    assert (estimate.exempt_fen, estimate.tax_fen, estimate.relieved) == (0, 60_000_00, False)
    assert [condition.met for condition in estimate.conditions].count(False) == 1


# --- Corporate income tax


def test_s9_income_tax_of_a_high_tech_enterprise_halves_the_statutory_rate():
    income = transfer_income(7_400_000_00, 500_000_00, 100_000_00)

    estimate = income_tax(income, 0, OWNERSHIP, INCOME)

    assert income == 6_800_000_00
    assert (estimate.exempt_fen, estimate.reduced_fen) == (5_000_000_00, 1_800_000_00)
    assert (estimate.tax_fen, estimate.unrelieved_fen, estimate.saving_fen) == (
        225_000_00,
        1_700_000_00,
        1_475_000_00,
    )


def test_s9_threshold_is_carried_through_the_year_and_starts_again():
    year = [
        Transfer(date(2027, 4, 20), 6_800_000_00, OWNERSHIP),
        Transfer(date(2027, 12, 31), 1_000_000_00, OWNERSHIP),
        Transfer(date(2028, 1, 1), 1_000_000_00, OWNERSHIP),
    ]

    estimates = of_years(year, INCOME)

    assert [one.tax_fen for one in estimates] == [225_000_00, 125_000_00, 0]
    assert [one.before_fen for one in estimates] == [0, 6_800_000_00, 0]


@pytest.mark.parametrize(("years", "relieved", "tax_fen"), [(4, False, 250_000_00), (5, True, 0)])
def test_s9_licence_of_four_years_is_not_eligible_of_five_is(years, relieved, tax_fen):
    estimate = income_tax(1_000_000_00, 0, replace(OWNERSHIP, licence_years=years), INCOME)

    assert (estimate.relieved, estimate.tax_fen) == (relieved, tax_fen)


@pytest.mark.parametrize(
    "facts",
    [
        replace(OWNERSHIP, resident=False),
        replace(OWNERSHIP, registered=False),
        replace(OWNERSHIP, separate_accounts=False),
        replace(OWNERSHIP, wholly_related=True),
    ],
)
def test_unrelieved_income_uses_up_nothing_of_the_threshold(facts):
    first, second = of_years(
        [Transfer(date(2027, 1, 1), 9_000_000_00, facts), Transfer(date(2027, 1, 2), 5_000_000_00, OWNERSHIP)], INCOME
    )

    assert (first.tax_fen, first.saving_fen, second.tax_fen) == (2_250_000_00, 0, 0)


def test_related_transfer_is_relieved_where_the_rules_let_it():
    rows = Shipped(R_TAX_03__related_excluded=False)

    assert income_tax(100, 0, replace(OWNERSHIP, wholly_related=True), IncomeTerms.read(rows)).tax_fen == 0


@pytest.mark.parametrize(
    ("amounts", "field"),
    [((-1, 0, 0), "revenue_fen"), ((0, -1, 0), "cost_fen"), ((0, 0, -1), "charges_fen"), ((100, 90, 11), "cost_fen")],
)
def test_negative_transfer_income_is_refused_with_field_and_rule(amounts, field):
    with pytest.raises(Invalid) as refused:
        transfer_income(*amounts)

    assert (list(refused.value.fields), refused.value.rule) == ([field], "R-TAX-02")


incomes = st.integers(0, 10**11)


@given(incomes, st.lists(st.integers(0, 50), min_size=1, max_size=6).filter(any))
def test_income_in_parts_is_taxed_like_income_at_once(income, weights):
    parts = [Transfer(date(2027, 6, 1), part, OWNERSHIP) for part in split(income, weights)]

    estimates = of_years(parts, INCOME)

    assert sum(one.tax_fen for one in estimates) == income_tax(income, 0, OWNERSHIP, INCOME).tax_fen
    assert min(one.tax_fen for one in estimates) >= 0
    assert all(one.exempt_fen + one.reduced_fen == one.income_fen for one in estimates)
    assert sum(one.exempt_fen for one in estimates) == min(income, 5_000_000_00)


@given(incomes, incomes)
def test_more_income_never_pays_less_tax_and_relief_never_costs(income, more):
    first, second = (income_tax(amount, 0, OWNERSHIP, INCOME) for amount in (income, income + more))

    assert first.tax_fen <= second.tax_fen
    assert first.saving_fen >= 0


# --- Individual income tax and stamp duty


def test_s2_half_of_a_reward_counts_if_every_condition_is_met():
    estimate = reward_base(402_584_00, REWARD, SHIPPED)

    assert (estimate.base_fen, estimate.relieved) == (201_292_00, True)


@pytest.mark.parametrize(
    "facts",
    [
        replace(REWARD, registered=False),
        replace(REWARD, announced=False),
        replace(REWARD, paid_date=date(2030, 3, 18)),
        replace(REWARD, non_profit=False),
    ],
)
def test_s2_otherwise_all_of_it_counts(facts):
    estimate = reward_base(402_584_00, facts, SHIPPED)

    assert (estimate.base_fen, estimate.relieved) == (402_584_00, False)
    assert [condition.rule for condition in estimate.conditions if not condition.met] == ["R-TAX-04"]


def test_s2_stamp_duty_of_each_signatory():
    estimate = stamp_duty(1_200_000_00, SHIPPED)

    assert (estimate.tax_fen, estimate.relieved) == (360_00, False)
    assert stamp_duty(1_666_66, SHIPPED).tax_fen == 50


@pytest.mark.parametrize(
    "estimate",
    [
        lambda: stamp_duty(-1, SHIPPED),
        lambda: reward_base(-1, REWARD, SHIPPED),
        lambda: income_tax(-1, 0, OWNERSHIP, INCOME),
        lambda: income_tax(0, -1, OWNERSHIP, INCOME),
        lambda: vat([Line(Supply.GOODS, -1)], DONE, VatTerms.read(SHIPPED)),
    ],
)
def test_negative_amount_is_refused_with_its_rule(estimate):
    with pytest.raises(Invalid, match="R-TAX-0") as refused:
        estimate()

    assert len(refused.value.fields) == 1


# --- Not tax advice (R-TAX-06)


@pytest.mark.parametrize(
    "estimate",
    [
        stamp_duty(100, SHIPPED),
        reward_base(100, REWARD, SHIPPED),
        income_tax(100, 0, OWNERSHIP, INCOME),
        vat([], DONE, VatTerms.read(SHIPPED)),
    ],
)
def test_every_estimate_says_that_it_is_not_advice_and_by_which_version(estimate):
    assert estimate.notice == "按规则版本 RV-2026-000001 估算，仅供参考，不构成税务意见（规则 R-TAX-06）。"
    with translation.override("en"):
        assert estimate.notice == (
            "An estimate by rule version RV-2026-000001, for reference only: not tax advice (rule R-TAX-06)."
        )


def test_values_of_the_law_are_those_of_the_domain():
    read = {
        key: SHIPPED.value("R-TAX-04", key) for key in ("counted_bp", "payment_months", "announcement_working_days")
    }

    assert read == {"counted_bp": 5000, "payment_months": 36, "announcement_working_days": 15}
    assert (INCOME.exempt_fen, INCOME.licence_years) == (5_000_000_00, 5)
    assert SHIPPED.value("R-RWD-03", "local_reward_bp") == 7000
    assert SHIPPED.value("R-TAX-01", "waiver_months") == 36
