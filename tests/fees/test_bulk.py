"""The bulk path in whole numbers is the path in fractions, to the fen, for every tariff and price."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.core.money import MAX_FEN
from marketplace.fees import bulk
from marketplace.fees.bulk import IntegerTariff
from marketplace.fees.pricing import charge, increment
from tests.fees.tariffs import CQ, E1, SW, any_tariff, prices_around
from tests.fees.test_pricing import ORACLE


@given(any_tariff(), st.data())
def test_charge_is_that_of_the_fractions(tariff, data):
    price_fen = data.draw(prices_around(tariff))

    assert IntegerTariff.of(tariff).charge(price_fen) == charge(price_fen, tariff)


@given(any_tariff(), st.data())
def test_increment_is_that_of_the_fractions(tariff, data):
    received, payment = data.draw(st.tuples(prices_around(tariff), prices_around(tariff)))

    whole = IntegerTariff.of(tariff)

    assert whole.increment(received, received + payment) == increment(received, received + payment, tariff)


@pytest.mark.parametrize(("price_fen", "e1", "sw", "cq"), ORACLE)
def test_charge_equals_the_oracle(price_fen, e1, sw, cq):
    assert [IntegerTariff.of(tariff).charge(price_fen) for tariff in (E1, SW, CQ)] == [e1, sw, cq]


@pytest.mark.parametrize("tariff", [E1, SW, CQ])
def test_highest_price_there_is_comes_out_the_same(tariff):
    assert IntegerTariff.of(tariff).charge(MAX_FEN) == charge(MAX_FEN, tariff)


def test_negative_price_is_refused():
    with pytest.raises(ValueError, match="negative"):
        IntegerTariff.of(E1).charge(-1)


def test_the_examples_in_the_text_hold():
    assert doctest.testmod(bulk).failed == 0
