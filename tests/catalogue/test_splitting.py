"""This is no securities market: no equal units, no quick resale, no more than 200 holders (R-LST-10)."""

import pytest

from marketplace.catalogue import commands
from marketplace.catalogue.queries import resold_from
from marketplace.catalogue.splitting import equal_units
from marketplace.core.clock import frozen, shanghai
from marketplace.core.errors import Invalid, Refused
from tests.accounts.factories import officer
from tests.catalogue.factories import accepted_listing, listing, patent, published_listing


@pytest.mark.parametrize(
    "text",
    [
        "本专利拆分为 100 份，每份 1 万元",
        "权利等额拆分后向社会转让",
        "收益权划分成一千等份",
        "每份售价 5000 元",
        "采用集合竞价方式转让",
        "The patent is split into 100 equal shares.",
    ],
)
def test_words_that_split_a_right_are_found(text):
    assert equal_units(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "将样品分为三份，分别加热",
        "系统划分为 8 个单位，每单位能耗降低 3 元",
        "权利人甲占 60%，乙占 40%",
        "分期付款，首付 30%",
        "Samples are divided into three parts.",
    ],
)
def test_technical_words_and_shares_of_co_owners_are_left_alone(text):
    assert equal_units(text) == ""


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["title", "abstract", "payment_terms"])
def test_draft_that_splits_a_right_in_equal_units_is_refused_by_field(field):
    with pytest.raises(Invalid) as refused:
        listing(**{field: "本专利等额拆分为 100 份转让"})

    assert "R-LST-10" in refused.value.fields[field][0]


@pytest.mark.django_db
def test_right_is_on_offer_again_five_trading_days_after_its_sale_and_not_before():
    sold_right = patent()
    sold = published_listing(rights=[sold_right], inventors=[])
    at = frozen("2027-03-10T10:00:00")  # a Wednesday
    commands.reserve_listing(listing=sold, sale="S-1", actor=officer("SW"), clock=at)
    commands.sell_listing(listing=sold, sale="S-1", actor=officer("SW"), clock=at)
    again = accepted_listing(rights=[sold_right], exchange="CQ", inventors=[], clock=at)

    with pytest.raises(Refused) as early:
        commands.publish_listing(listing=again, actor=officer("CQ"), clock=frozen("2027-03-17T23:59:59"))
    commands.publish_listing(listing=again, actor=officer("CQ"), clock=frozen("2027-03-18T00:00:00"))

    assert (early.value.rule, early.value.code) == ("R-LST-10", "resold_early")
    assert resold_from(again) == shanghai("2027-03-18T00:00:00")
    assert again.state == "published"
