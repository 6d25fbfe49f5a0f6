"""What a listing tells beyond what it must, and figures beside those of today's practice."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from rest_framework.test import APIClient

from marketplace.catalogue import commands, queries
from marketplace.catalogue.completeness import POINTS, Item, Told, meter
from marketplace.catalogue.drafts import ComparisonDraft
from marketplace.catalogue.models import Comparison
from marketplace.core.errors import Invalid
from tests.catalogue.factories import TODAY, agent_of, listing, listing_draft

GRINDING = ComparisonDraft(
    measure="单件打磨时间",
    unit="分钟",
    ours=Decimal("38"),
    today=Decimal("300"),
    practice="人工打磨",
    method="同一铸件连续 20 件计时",
    origin="示范检测报告 2026-09-18",
)


def test_points_of_everything_are_a_hundred():
    assert sum(POINTS.values()) == 100


def test_what_adds_most_comes_first():
    told = meter(Told(abstract=80, comparisons=1, rights=1, evidence=2))

    assert told.points == 7 + 14 + 12 + 8
    assert [item.item for item in told.missing][:2] == [Item.APPLICATIONS, Item.ABSTRACT]


@pytest.mark.django_db
class TestComparison:
    def test_comparison_adds_its_points_and_shows_how_far_it_lies(self):
        agent = agent_of(None)
        draft = listing(lister=agent)
        before = queries.completeness(queries.listing(agent, draft.number)).points

        commands.edit_listing(listing=draft, draft=listing_draft(comparisons=[GRINDING]), actor=agent, clock=TODAY)

        kept = queries.listing(agent, draft.number)
        assert queries.completeness(kept).points == before + POINTS[Item.COMPARISON]
        assert kept.comparisons.get().change_bp == -8733

    def test_comparison_without_its_method_is_told_on_its_field(self):
        bad = ComparisonDraft(**{name: getattr(GRINDING, name) for name in GRINDING.__slots__} | {"method": " "})

        with pytest.raises(Invalid) as told:
            listing(comparisons=[bad])

        assert list(told.value.fields) == ["comparisons.0.method"]

    def test_database_keeps_no_comparison_without_its_source(self):
        made = listing(comparisons=[GRINDING])

        with pytest.raises(IntegrityError, match="comparison_says_how_and_whence"), transaction.atomic():
            Comparison.objects.filter(listing=made).update(origin="")

    def test_api_says_what_to_add(self):
        agent = agent_of(None)
        number = listing(lister=agent, comparisons=[GRINDING]).number
        client = APIClient()
        client.force_login(agent.user)

        said = client.get(f"/api/v1/listings/{number}/completeness").json()

        assert said["points"] + sum(item["lacks"] for item in said["missing"]) == 100
        assert said["missing"][0] == {
            "item": "abstract",
            "name": "成果简介",
            "points": 14,
            "lacks": 14,
            "advice": "写满 200 字：解决什么问题、怎样解决、做到什么指标、还差什么。",
        }
