from marketplace.core.clock import shanghai
from marketplace.trading.turns import Last, may_accept, may_offer

EXPIRY = shanghai("2027-03-24T00:00:00")
BEFORE = shanghai("2027-03-23T23:59:59")


def test_first_offer_is_anybodys():
    assert may_offer("seller", None, BEFORE)
    assert may_offer("buyer", None, BEFORE)
    assert not may_accept("seller", None, BEFORE)


def test_sides_answer_each_other():
    last = Last("buyer", EXPIRY)

    assert (may_offer("seller", last, BEFORE), may_offer("buyer", last, BEFORE)) == (True, False)
    assert (may_accept("seller", last, BEFORE), may_accept("buyer", last, BEFORE)) == (True, False)


def test_offer_ends_with_the_instant_of_its_expiry():
    last = Last("buyer", EXPIRY)

    assert not may_accept("seller", last, EXPIRY)
    assert may_offer("buyer", last, EXPIRY)


def test_offer_whose_notice_was_stopped_is_spent():
    last = Last("buyer", EXPIRY, published=True)

    assert not may_accept("seller", last, BEFORE)
    assert may_offer("buyer", last, BEFORE)
