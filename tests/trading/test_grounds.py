"""The grounds on which a deposit is forfeited are part of the notice, and there are no others (R-BID-04)."""

import pytest
from django.db import DatabaseError, transaction

from marketplace.audit.models import Entry
from marketplace.core.clock import frozen
from marketplace.desk.models import NoticeKind, PublicNotice
from marketplace.trading import grounds
from marketplace.trading.models import Default, Sale
from tests.accounts.factories import officer
from tests.clients import client_of, ok
from tests.trading.factories import lot_under, sale, won_sale
from tests.trading.shipped import Shipped

pytestmark = pytest.mark.django_db
ALL = ["withdrawal", "no_bid", "refusal", "false_papers", "collusion"]
DAY_6 = frozen("2027-04-20T10:00:00")


class Rules:
    """A version that is older than the list."""

    number = "RV-2025-000001"

    def value(self, rule, key):
        raise LookupError


def test_announcement_freezes_the_grounds_of_the_case_and_publishes_them(client):
    announced = sale()

    assert announced.forfeit_grounds == ALL
    assert ok(client.get(f"/api/v1/sales/{announced.number}"))["forfeit_grounds"] == ALL
    assert Entry.objects.get(verb="trading.sale_announced").payload.body["forfeit_grounds"] == ALL
    notice = PublicNotice.objects.get(kind=NoticeKind.SALE, subject=f"sale:{announced.number}")
    assert (
        "有下列情形之一的，保证金不予退还：报名截止或竞价开始之后撤回报名；全体竞买人均不报价；成交后不签约、不付款；"
        "提供虚假材料；恶意串通。其他情形一律退还（规则 R-BID-04）。" in notice.body
    )
    assert "交易保证金：280,000.00 元" in notice.body


def test_page_of_a_sale_says_the_grounds_in_both_languages(client):
    announced = sale()

    chinese = client.get(f"/sales/{announced.number}/").content.decode()
    english = client.get(f"/sales/{announced.number}/", headers={"accept-language": "en"}).content.decode()

    assert "保证金不予退还的情形" in chinese
    assert "<li>全体竞买人均不报价</li>" in chinese
    assert "<li>no bid by any bidder</li>" in english


def test_version_older_than_the_list_names_the_default_of_the_winner_alone():
    assert grounds.named_by(Rules()) == ["refusal"]


def test_grounds_do_not_change_after_the_announcement():
    announced = sale()

    with pytest.raises(DatabaseError, match="announced terms are fixed"), transaction.atomic():
        Sale.objects.filter(pk=announced.pk).update(forfeit_grounds=["refusal"])


def test_code_that_is_no_ground_is_not_announced():
    assert grounds.named_by(Shipped(R_BID_04__forfeit_grounds=["no_bid", "bad_weather"])) == ["no_bid"]


class TestNotNamed:
    @pytest.fixture
    def won(self):
        lot = lot_under({("R-BID-04", "forfeit_grounds"): ["no_bid"]})
        return won_sale(listing=lot, reserve_fen=None)[0]

    def test_default_is_refused_with_its_rule(self, won, sandbox_at):
        sandbox_at("2027-04-20T10:00:00")
        told = {"grounds": "not_signed", "reason": "期满未签署"}

        answer = client_of(officer()).post(f"/api/v1/sales/{won.number}/defaults", told, format="json")

        assert (answer.status_code, answer.json()["code"], answer.json()["rule"]) == (
            409,
            "ground_not_named",
            "R-BID-04",
        )
        assert not Default.objects.exists()

    def test_database_refuses_it_too(self, won):
        with pytest.raises(DatabaseError, match="names no forfeiture"), transaction.atomic():
            Default.objects.create(
                settlement=won.settlement,
                organisation=won.leading_registration.organisation,
                grounds="not_signed",
                reason="示范",
                proposed_by=officer().user,
                proposed_at=DAY_6.at,
                deposit_fen=1,
                fees_fen=0,
                costs_fen=0,
            )
