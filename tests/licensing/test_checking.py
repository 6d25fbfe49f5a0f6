"""What is wrong with terms, each finding with its field and rule; and what is unusual about them."""

from dataclasses import replace
from datetime import date

import pytest

from marketplace.core.money import MAX_FEN
from marketplace.licensing.checking import faults, of_right, warnings
from marketplace.licensing.drafts import OfferDraft
from marketplace.rulebook.queries import version_in_force
from tests.licensing.factories import DECLARED, OPEN, TRIAL

FIXED = OfferDraft(right="202110000001.3", **OPEN)
SALES = replace(FIXED, fixed_fen=None, base="net_sales", rate_bp=300, report_months=3)
TRIED = OfferDraft(right="202110000001.3", **TRIAL)
GRANTED = {"kind": "patent", "patent_kind": "invention", "status": "granted", "protected_to": date(2041, 3, 16)}
TODAY = date(2027, 3, 29)


def told(findings):
    return [(one.field, one.rule) for one in findings]


@pytest.mark.parametrize(
    "draft", [FIXED, SALES, TRIED, replace(SALES, base="profit", cap_fen=1), replace(TRIED, trigger_months=60)]
)
def test_good_terms_have_no_faults(draft):
    assert told(faults(draft)) == []


@pytest.mark.parametrize(
    ("draft", "field", "rule"),
    [
        (replace(FIXED, kind="exclusive"), "kind", "R-LIC-01"),
        (replace(FIXED, fixed_fen=None), "fixed", "R-CON-04"),
        (replace(SALES, fixed_fen=1), "fixed", "R-CON-04"),
        (replace(TRIED, fixed_fen=1, rate_bp=None), "rate_bp", "R-CON-04"),
        (replace(FIXED, base="profit"), "base", "R-CON-04"),
        (replace(FIXED, report_months=3), "report_months", "R-CON-04"),
        (replace(FIXED, cap_fen=1), "cap", "R-CON-04"),
        (replace(SALES, base="turnover"), "base", "R-CON-04"),
        (replace(SALES, report_months=2), "report_months", "R-LIC-07"),
        (replace(SALES, report_months=None), "report_months", "R-LIC-07"),
        (replace(SALES, rate_bp=0), "rate_bp", "R-CON-04"),
        (replace(SALES, rate_bp=10_001), "rate_bp", "R-CON-04"),
        (replace(TRIED, trigger_fen=None), "trigger", "R-LIC-06"),
        (replace(TRIED, trigger_months=None), "trigger_months", "R-LIC-06"),
        (replace(TRIED, trigger_months=61), "trigger_months", "R-LIC-06"),
        (replace(FIXED, trigger_fen=1), "trigger", "R-LIC-03"),
        (replace(FIXED, trigger_months=1), "trigger_months", "R-LIC-03"),
        (replace(FIXED, fixed_fen=0), "fixed", "R-LIC-01"),
        (replace(FIXED, fixed_fen=MAX_FEN + 1), "fixed", "R-LIC-01"),
        (replace(SALES, cap_fen=0), "cap", "R-LIC-01"),
        (replace(FIXED, term_months=0), "term_months", "R-LIC-01"),
        (replace(FIXED, term_months=241), "term_months", "R-LIC-01"),
    ],
)
def test_fault_names_its_field_and_rule(draft, field, rule):
    assert told(faults(draft)) == [(field, rule)]


@pytest.mark.parametrize(
    ("draft", "changes", "field", "rule"),
    [
        (FIXED, {"kind": "software"}, "right", "R-LIC-01"),
        (FIXED, {"status": "applied"}, "right", "R-CON-10"),
        (FIXED, {"status": "lapsed"}, "right", "R-CON-10"),
        (TRIED, {"status": "invalidated"}, "right", "R-CON-10"),
        (TRIED, {"protected_to": date(2027, 3, 28)}, "right", "R-CON-10"),
        (FIXED, {"patent_kind": "utility_model"}, "evaluation", "R-LIC-01"),
        (FIXED, {"patent_kind": "design"}, "evaluation", "R-LIC-01"),
        (replace(FIXED, evaluation=" "), {"patent_kind": "design"}, "evaluation", "R-LIC-01"),
    ],
)
def test_right_that_does_not_carry_a_licence_is_named(draft, changes, field, rule):
    assert told(of_right(draft, **GRANTED | changes, today=TODAY)) == [(field, rule)]


@pytest.mark.parametrize(
    ("draft", "changes"),
    [
        (FIXED, {}),
        (FIXED, {"protected_to": TODAY}),
        (TRIED, {"kind": "software", "patent_kind": "", "status": "applied", "protected_to": None}),
        (TRIED, {"patent_kind": "utility_model"}),
        (replace(FIXED, evaluation="示范评价报告"), {"patent_kind": "utility_model"}),
    ],
)
def test_right_that_carries_it_has_no_faults(draft, changes):
    assert told(of_right(draft, **GRANTED | changes, today=TODAY)) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fixed_fen", "base", "rate_bp", "field"),
    [
        (20_000_000_00, "", None, None),
        (20_000_000_01, "", None, "fixed"),
        (None, "net_sales", 2_000, None),
        (None, "net_sales", 2_001, "rate_bp"),
        (None, "profit", 4_000, None),
        (None, "profit", 4_001, "rate_bp"),
    ],
)
def test_unusual_terms_are_warned_of_beyond_the_limit(fixed_fen, base, rate_bp, field):
    found = warnings(fixed_fen=fixed_fen, base=base, rate_bp=rate_bp, rows=version_in_force(DECLARED.at))

    assert told(found) == ([(field, "R-LIC-04")] if field else [])
