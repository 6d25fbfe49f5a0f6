"""The calculations read the version in force as they read the file that ships."""

import pytest

from marketplace.core.clock import shanghai
from marketplace.proceeds.waterfall import Terms
from marketplace.registry.income_tax import IncomeTerms
from marketplace.registry.recognising import recognise
from marketplace.registry.taxing import VatTerms, stamp_duty
from marketplace.rulebook.queries import version_in_force
from tests.trading.shipped import SHIPPED

pytestmark = pytest.mark.django_db


def test_version_in_force_says_what_the_file_says(django_assert_num_queries):
    version = version_in_force(shanghai("2027-04-12T09:00:00"), "SW")
    shipped = Terms.read(SHIPPED)

    with django_assert_num_queries(1):
        terms = Terms.read(version)
        income, vat = IncomeTerms.read(version), VatTerms.read(version)
        duty, recognised = stamp_duty(1_200_000_00, version), recognise(8_600_000_00, [], version)

    assert (terms.floor, terms.deductible) == (shipped.floor, shipped.deductible)
    assert (income.exempt_fen, vat.exempt, duty.tax_fen) == (5_000_000_00, True, 360_00)
    assert recognised.working_days == 30
    assert {one.rule_version for one in (terms, income, vat, duty, recognised)} == {version.number}
