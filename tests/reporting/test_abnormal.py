"""Each rule: what it finds, and what it leaves alone at the very edge."""

from datetime import timedelta

from marketplace.core.clock import shanghai
from marketplace.reporting.abnormal import (
    Deal,
    Finding,
    Party,
    Past,
    both_sides_alike,
    may_be_split,
    price_out_of_line,
    same_pair_again,
    suspended_again,
    unusually_fast,
)

SELLER = Party("O-1", "028-8500 0001", "a@u.example", "示范路 1 号", frozenset({"U-1"}))
BUYER = Party("O-2", "023-6500 0002", "b@f.example", "示范路 2 号", frozenset({"U-2"}))
OTHER = Party("O-3", "", "", "", frozenset({"U-3"}))
LISTED, CLOSED = shanghai("2027-03-01T10:00:00"), shanghai("2027-04-12T15:00:00")


def deal(**fields):
    given = {"sale": "S-9", "listing": "L-9", "seller": SELLER, "buyer": BUYER, "price_fen": 1_000_000_00}
    given |= {"listed_at": LISTED, "closed_at": CLOSED, "bidders": [BUYER, OTHER]}
    return Deal(**given | fields)


def past(sale="S-1", price_fen=900_000_00, days=30, bidders=1):
    return Past(sale, price_fen, CLOSED - timedelta(days=days), bidders)


def test_price_a_tenth_below_is_the_edge():
    limits = {"below_bp": 1_000, "above_bp": 10_000}

    assert list(price_out_of_line(deal(references={"asking": 1_111_111_11}), **limits)) == []
    [found] = price_out_of_line(deal(references={"asking": 1_111_111_12}), **limits)
    assert found.facts == {
        "price_fen": 1_000_000_00, "reference": "asking", "reference_fen": 1_111_111_12, "limit_bp": 1_000, "low": True
    }  # fmt: skip


def test_price_more_than_double_is_told_as_high():
    limits = {"below_bp": 1_000, "above_bp": 10_000}

    assert list(price_out_of_line(deal(references={"asking": 500_000_00}), **limits)) == []
    [found] = price_out_of_line(deal(references={"asking": 499_999_99}), **limits)
    assert found.facts["low"] is False


def test_same_pair_with_a_single_bidder_again():
    alone = deal(bidders=[BUYER])

    assert list(same_pair_again(alone, [past(bidders=2)], times=2, window_days=365)) == []
    assert list(same_pair_again(alone, [past(days=366)], times=2, window_days=365)) == []
    assert list(same_pair_again(deal(), [past()], times=2, window_days=365)) == []
    assert list(same_pair_again(alone, [past()], times=2, window_days=365)) == [
        Finding("R-SUP-02", {"sales": ["S-1", "S-9"], "window_days": 365})
    ]


def test_both_sides_share_a_telephone_however_it_is_written():
    buyer = Party("O-2", "(028) 85000001", "b@f.example")

    [found] = both_sides_alike(deal(buyer=buyer))

    assert found.facts == {"seller": "O-1", "buyer": "O-2", "shared": ["phone"]}
    assert list(both_sides_alike(deal())) == []


def test_five_days_are_not_unusually_fast():
    assert list(unusually_fast(deal(listed_at=CLOSED - timedelta(days=5)), least_days=5)) == []
    [found] = unusually_fast(deal(listed_at=CLOSED - timedelta(days=5, seconds=-1)), least_days=5)
    assert found.facts == {"hours": 119, "least_days": 5}


def test_deals_just_below_a_threshold_that_exceed_it_together():
    terms = {"thresholds": [1_000_000_00, 10_000_000_00], "window_days": 180, "near_bp": 1_000}

    [found] = may_be_split(deal(price_fen=950_000_00), [past(price_fen=900_000_00)], **terms)
    assert found.facts == {
        "sales": ["S-1", "S-9"], "sum_fen": 1_850_000_00, "threshold_fen": 1_000_000_00, "near": ["S-1", "S-9"]
    }  # fmt: skip
    assert list(may_be_split(deal(price_fen=950_000_00), [past(price_fen=40_000_00)], **terms)) == []
    assert list(may_be_split(deal(price_fen=899_999_99), [past(price_fen=899_999_99)], **terms)) == []
    assert list(may_be_split(deal(price_fen=950_000_00), [past(days=181)], **terms)) == []


def test_second_suspension_is_told():
    assert list(suspended_again([LISTED], times=2)) == []
    [found] = suspended_again([LISTED, CLOSED], times=2)
    assert found.facts["times"] == 2
