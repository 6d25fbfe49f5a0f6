"""Envelopes: what the program seals a quorum opens, and nothing else does."""

from base64 import b64decode, b64encode
from copy import deepcopy
from itertools import combinations

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from marketplace.trading.envelopes import Malformed, Opening, Place, Unreadable, check, combine, is_share, opened
from marketplace.trading.standalone.seal_bid import CURVE, make_key, open_share, raw_point, seal, split, unwrap

PLACE = Place("S-2027-000042", 1, "A7")
PRIVATE = [ec.generate_private_key(CURVE) for _n in range(3)]
NUMBERS = ["OK-2027-000001", "OK-2027-000002", "OK-2027-000003"]
TERMS = {
    "sale": PLACE.sale,
    "round": PLACE.round,
    "code": PLACE.code,
    "quorum": 2,
    "custodians": [
        {"key": number, "public_key": b64encode(raw_point(private.public_key())).decode()}
        for number, private in zip(NUMBERS, PRIVATE, strict=True)
    ],
}


def shares(envelope):
    return {
        place: open_share(envelope, number, private)
        for place, (number, private) in enumerate(zip(NUMBERS, PRIVATE, strict=True), start=1)
    }


@pytest.mark.parametrize("price_fen", [1, 1_880_000_00, 10**17])
def test_any_two_of_three_open_what_was_sealed(price_fen):
    envelope, copy = seal(TERMS, price_fen)
    held = shares(envelope)

    assert check(envelope, PLACE, NUMBERS)
    assert all(is_share(envelope, place, value) for place, value in held.items())
    for chosen in combinations(held, 2):
        assert opened(envelope, {place: held[place] for place in chosen}) == Opening(PLACE, price_fen, copy["nonce"])
    for place in held:
        with pytest.raises(Unreadable):
            opened(envelope, {place: held[place]})


def test_length_says_nothing_of_the_price():
    small, large = (seal(TERMS, price)[0] for price in (1, 10**17))

    assert len(small["ciphertext"]) == len(large["ciphertext"])


def test_share_of_another_key_is_none():
    envelope, _copy = seal(TERMS, 100)

    assert open_share(envelope, NUMBERS[0], PRIVATE[1]) == ""
    assert not is_share(envelope, 1, "0" * 64)


def changed(name, value):
    envelope = deepcopy(seal(TERMS, 100)[0])
    envelope[name] = value
    return envelope


@pytest.mark.parametrize(
    "envelope",
    [
        None,
        [],
        {},
        changed("format", "shuangcheng-sealed-bid/2"),
        changed("sale", "S-2027-000043"),
        changed("round", 2),
        changed("round", True),
        changed("code", "B1"),
        changed("commitment", "G" * 64),
        changed("iv", "AAAA"),
        changed("ciphertext", "AAAA"),
        changed("ciphertext", 5),
        changed("ephemeral", b64encode(b"\x04" + bytes(64)).decode()),
        changed("shares", []),
        changed("shares", [None] * 3),
        {**seal(TERMS, 100)[0], "more": 1},
    ],
)
def test_what_is_no_envelope_of_this_place_is_refused(envelope):
    with pytest.raises(Malformed):
        check(envelope, PLACE, NUMBERS)


def test_envelope_for_custodians_in_another_order_is_refused():
    with pytest.raises(Malformed):
        check(seal(TERMS, 100)[0], PLACE, NUMBERS[::-1])


@pytest.mark.parametrize("name", ["ciphertext", "commitment", "code"])
def test_changed_envelope_does_not_open(name):
    envelope, _copy = seal(TERMS, 100)
    held = shares(envelope)
    if name == "ciphertext":
        raw = bytearray(b64decode(envelope[name]))
        raw[0] ^= 1
        envelope[name] = b64encode(bytes(raw)).decode()
    else:
        envelope[name] = {"commitment": "0" * 64, "code": "B1"}[name]

    with pytest.raises(Unreadable):
        opened(envelope, held)


@given(st.binary(min_size=32, max_size=32), st.integers(2, 4), st.data())
def test_any_quorum_makes_the_secret(secret, quorum, data):
    parts = split(secret, quorum, 5)
    chosen = data.draw(st.lists(st.integers(1, 5), min_size=quorum, max_size=quorum, unique=True))

    assert combine({place: parts[place - 1] for place in chosen}) == secret


def test_key_opens_under_its_passphrase():
    made = make_key("示范口令-十二个字符以上")

    private = unwrap(made["wrapped"], "示范口令-十二个字符以上")

    assert b64encode(raw_point(private.public_key())).decode() == made["public_key"]
