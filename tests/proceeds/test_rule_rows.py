"""The calculations read the version in force as they read the file that ships."""

import pytest
from django.db import connection

from marketplace.core.clock import shanghai
from marketplace.core.errors import Refused
from marketplace.proceeds.waterfall import Terms
from marketplace.registry.income_tax import IncomeTerms
from marketplace.registry.recognising import recognise
from marketplace.registry.taxing import VatTerms, stamp_duty
from marketplace.rulebook.commands.reference import load_reference
from marketplace.rulebook.models import Family, RuleVersion
from marketplace.rulebook.queries import version_in_force
from tests.trading.shipped import SHIPPED

pytestmark = pytest.mark.django_db
AT = shanghai("2027-04-12T09:00:00")


def test_versions_in_force_say_what_the_files_say(django_assert_num_queries):
    reward, registry = (version_in_force(AT, "SW", family) for family in (Family.REWARD, Family.REGISTRY))
    shipped = Terms.read(SHIPPED)

    with django_assert_num_queries(2):
        terms = Terms.read(reward)
        income, vat = IncomeTerms.read(registry), VatTerms.read(registry)
        duty, recognised = stamp_duty(1_200_000_00, registry), recognise(8_600_000_00, [], registry)

    assert (terms.floor, terms.deductible) == (shipped.floor, shipped.deductible)
    assert (income.exempt_fen, vat.exempt, duty.tax_fen) == (5_000_000_00, True, 360_00)
    assert recognised.working_days == 30
    assert terms.rule_version == reward.number
    assert {one.rule_version for one in (income, vat, duty, recognised)} == {registry.number}


def test_database_of_before_gets_the_families_it_lacks_and_keeps_what_is_in_force():
    """Its trading rules stand as they were loaded; the two families came later, as versions of their own."""
    before = version_in_force(AT, "SW", Family.TRADING)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for version in RuleVersion.objects.filter(family__in=(Family.REWARD, Family.REGISTRY)):
            version.adoptions.all().delete()
            version.values.all().delete()
            version.delete()
        cursor.execute("SET LOCAL session_replication_role = origin")
    with pytest.raises(Refused):
        version_in_force(AT, "SW", Family.REWARD)

    loaded = load_reference()

    assert [one.family for one in loaded] == [Family.REWARD, Family.REGISTRY]
    assert version_in_force(AT, "SW", Family.REWARD).value("R-RWD-01", "reward_min_bp") == 5000
    assert version_in_force(AT, "CQ", Family.REGISTRY).value("R-REG-03", "expert_working_days") == 30
    assert version_in_force(AT, "SW", Family.TRADING) == before
