"""Story S8: use first, pay later; and the fees of both its variants."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.core.errors import Invalid
from marketplace.fees.pricing import charge, increment
from marketplace.licensing.royalties import Report, TrialTerms, check_trial, lapsed, royalties
from tests.fees.tariffs import E1

S8 = TrialTerms(
    rate=Fraction(3, 100),
    trigger_fen=2_000_000_00,
    trigger_by=date(2029, 3, 31),  # 24 months
    cap_fen=600_000_00,
)
QUARTERS = [
    date(2027, 6, 30),
    date(2027, 9, 30),
    date(2027, 12, 31),
    date(2028, 3, 31),
    date(2028, 6, 30),
    date(2028, 9, 30),
]
SALES_FEN = [0, 850_000_00, 1_400_000_00, 3_000_000_00, 20_000_000_00, 5_000_000_00]
REPORTS = [Report(day, sales) for day, sales in zip(QUARTERS, SALES_FEN, strict=True)]


def test_s8_dues_of_every_quarter_up_to_the_cap():
    dues = royalties(S8, REPORTS)

    assert dues[2].cumulative_fen == 2_250_000_00
    assert [due.due_fen for due in dues] == [0, 0, 67_500_00, 90_000_00, 442_500_00, 0]
    assert [due.triggered for due in dues] == [False, False, True, True, True, True]
    assert [due.capped for due in dues] == [False, False, False, False, True, True]
    assert dues[-1].owed_fen == 600_000_00
    assert 20_000_000_00 * S8.rate == 600_000_00


def test_s8_fee_grows_with_what_was_received():
    owed = [due.owed_fen for due in royalties(S8, REPORTS)]

    fees = [increment(before, after, E1) for before, after in zip([0, *owed], owed, strict=False)]

    assert fees == [0, 0, 1_350_00, 1_800_00, 8_850_00, 0]
    assert charge(157_500_00, E1) == 3_150_00


def test_s8_open_licence_pays_at_least_the_minimum():
    assert [charge(price_fen, E1) for price_fen in (50_000_00, 30_000_00)] == [1_000_00, 1_000_00]


def test_s8_trigger_not_reached_in_the_trial_ends_the_licence_without_royalty():
    late = [*REPORTS[:2], Report(date(2029, 6, 30), 20_000_000_00)]

    dues = royalties(S8, late)

    assert [due.due_fen for due in dues] == [0, 0, 0]
    assert not lapsed(S8, dues, date(2029, 3, 31))
    assert lapsed(S8, dues, date(2029, 4, 1))
    assert not lapsed(S8, royalties(S8, REPORTS), date(2029, 4, 1))


def test_trigger_is_met_by_the_very_amount_on_the_last_day():
    [due] = royalties(S8, [Report(S8.trigger_by, 2_000_000_00)])

    assert (due.triggered, due.due_fen) == (True, 60_000_00)
    assert royalties(S8, [Report(S8.trigger_by, 1_999_999_99)])[0].due_fen == 0


def test_royalty_that_does_not_look_back_begins_at_the_trigger():
    dues = royalties(replace(S8, retroactive=False, cap_fen=None), REPORTS)

    assert [due.due_fen for due in dues] == [0, 0, 7_500_00, 90_000_00, 600_000_00, 150_000_00]


@pytest.mark.parametrize(
    ("terms", "reports", "field"),
    [
        (replace(S8, rate=Fraction(0)), [], "rate"),
        (replace(S8, rate=Fraction(101, 100)), [], "rate"),
        (replace(S8, trigger_fen=-1), [], "trigger_fen"),
        (replace(S8, cap_fen=-1), [], "cap_fen"),
        (S8, [Report(QUARTERS[0], -1)], "reports.0.net_sales_fen"),
        (S8, [REPORTS[1], REPORTS[0]], "reports"),
        (S8, [REPORTS[1], REPORTS[1]], "reports"),
    ],
)
def test_bad_terms_and_reports_are_refused_with_field_and_rule(terms, reports, field):
    assert [(one.field, one.rule) for one in check_trial(terms, reports)] == [(field, "R-LIC-06")]
    with pytest.raises(Invalid):
        royalties(terms, reports)


sales = st.lists(st.integers(0, 10**10), min_size=1, max_size=8)


@st.composite
def trials(draw):
    return TrialTerms(
        rate=draw(st.fractions(Fraction(1, 1000), 1)),
        trigger_fen=draw(st.integers(0, 10**10)),
        trigger_by=QUARTERS[0] + timedelta(days=draw(st.integers(0, 20))),
        cap_fen=draw(st.none() | st.integers(0, 10**9)),
        retroactive=draw(st.booleans()),
    )


def daily(amounts):
    return [Report(QUARTERS[0] + timedelta(days=place), amount) for place, amount in enumerate(amounts)]


@given(trials(), sales)
def test_nothing_is_ever_negative_or_above_the_cap(terms, amounts):
    dues = royalties(terms, daily(amounts))

    assert min(due.due_fen for due in dues) >= 0
    assert sum(due.due_fen for due in dues) == dues[-1].owed_fen
    assert terms.cap_fen is None or dues[-1].owed_fen <= terms.cap_fen


@given(trials(), sales, sales)
def test_reporting_sales_in_other_parts_changes_nothing(terms, amounts, others):
    """The same sales within the trial, cut differently: what is owed at its end is the same."""
    cut = [amount * sum(amounts) // max(sum(others), 1) for amount in others]
    again = [*cut, sum(amounts) - sum(cut)]
    terms = replace(terms, trigger_by=QUARTERS[0] + timedelta(days=20))

    assert royalties(terms, daily(amounts))[-1].owed_fen == royalties(terms, daily(again))[-1].owed_fen
