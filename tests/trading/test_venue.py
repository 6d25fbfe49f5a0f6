"""Trading asks what the venue may do (R-LST-11)."""

from datetime import date

import pytest

from marketplace.core.clock import frozen
from marketplace.core.errors import Refused
from marketplace.rulebook.models import Capability
from marketplace.trading.commands import issue_certificate, settle_sale
from tests.accounts.factories import officer, reviewer
from tests.catalogue.factories import published_listing
from tests.trading.factories import AFTER, paid_sale, sale, settled_sale

pytestmark = pytest.mark.django_db


def end(code: str, last_day: str) -> None:
    Capability.objects.filter(exchange="SW", code=code).update(to_date=date.fromisoformat(last_day))


def test_bidding_at_the_service_centre_is_refused():
    with pytest.raises(Refused, match="没有“网络竞价”业务能力") as refused:
        sale(listing=published_listing(exchange="NT"))

    assert refused.value.rule == "R-LST-11"


def test_settlement_and_certificate_need_the_capability_of_the_day_of_the_announcement():
    end("settlement", "2027-03-21")
    end("certificate", "2027-03-21")
    paid, _winner = paid_sale()

    with pytest.raises(Refused, match="R-LST-11"):
        settle_sale(sale=paid, actor=reviewer(), clock=AFTER)


def test_certificate_needs_its_capability():
    end("certificate", "2027-03-21")
    settled, _winner = settled_sale()

    with pytest.raises(Refused, match="出具交易凭证"):
        issue_certificate(sale=settled, actor=officer(), clock=AFTER)


def test_running_deal_is_carried_to_its_end_after_the_capability_ended():
    end("settlement", "2027-03-31")
    end("certificate", "2027-03-31")
    settled, _winner = settled_sale()

    assert issue_certificate(sale=settled, actor=officer(), clock=frozen("2027-04-20T10:00:00")).sale == settled
