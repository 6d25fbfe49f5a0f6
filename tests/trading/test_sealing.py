"""R-BID-09: the reserve is sealed until the end."""

import pytest

from marketplace.trading.sealing import BrokenSeal, Reserve


def test_commitment_is_recomputed_from_what_was_opened():
    reserve = Reserve("L-2027-000042", 3_000_000_00, "00" * 32)

    assert reserve.text == f'{{"listing":"L-2027-000042","nonce":"{"00" * 32}","reserve_fen":300000000}}'
    assert reserve.commitment == "16a2f354d88d6f7eab28cfffabc1dcb37707aa3cccd56f9bdc3beb2520167979"


def test_reserve_reads_back_under_its_commitment_only():
    reserve = Reserve.draw("L-2027-000042", 3_000_000_00)

    assert Reserve.read(reserve.text, reserve.commitment) == reserve
    with pytest.raises(BrokenSeal):
        Reserve.read(reserve.text.replace("300000000", "290000000"), reserve.commitment)


def test_same_price_twice_has_two_commitments():
    assert Reserve.draw("L-2027-000042", 1).commitment != Reserve.draw("L-2027-000042", 1).commitment
