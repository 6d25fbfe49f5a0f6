"""R-BID-09: the reserve is sealed until the end."""

from dataclasses import replace

import pytest

from marketplace.trading.sealing import BrokenSeal, OpenReserve, commitment, seal, unseal

KEY, OLD_KEY = "k" * 50, "o" * 50


def sealed_with(*keys: str):
    return seal(listing="L-2027-000042", reserve_fen=3_000_000_00, master_keys=keys)


def test_reserve_opens_with_its_key_only():
    sealed = sealed_with(KEY)

    assert unseal(sealed, master_keys=[KEY]).reserve_fen == 3_000_000_00
    with pytest.raises(BrokenSeal):
        unseal(sealed, master_keys=[OLD_KEY])


def test_reserve_sealed_before_a_change_of_keys_still_opens():
    assert unseal(sealed_with(OLD_KEY), master_keys=[KEY, OLD_KEY]).reserve_fen == 3_000_000_00


def test_reserve_with_another_commitment_is_refused():
    with pytest.raises(BrokenSeal):
        unseal(replace(sealed_with(KEY), commitment=sealed_with(KEY).commitment), master_keys=[KEY])


def test_same_price_sealed_twice_shows_nothing_in_common():
    first, second = sealed_with(KEY), sealed_with(KEY)

    assert first.commitment != second.commitment
    assert first.ciphertext != second.ciphertext


def test_commitment_is_recomputed_from_what_was_opened():
    reserve = OpenReserve("L-2027-000042", 3_000_000_00, "00" * 32)

    assert commitment(reserve) == "16a2f354d88d6f7eab28cfffabc1dcb37707aa3cccd56f9bdc3beb2520167979"
