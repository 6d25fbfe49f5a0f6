"""SM2 with SM3: the examples of the standards, and the form of a signature."""

import gmssl_pyx
import pytest
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.core.errors import Invalid
from marketplace.keys import sm2, sm2_signing
from marketplace.keys.commands import sign
from marketplace.keys.models import Key
from marketplace.keys.queries import verify
from marketplace.keys.signing import Bad

PRIVATE = 0x3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8


def test_hash_of_the_standard():
    assert sm2.sm3(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


KEY = (
    0x09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020,
    0xCCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13,
)
SIGNATURE = sm2.Signature(
    0xF5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3,
    0xB1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA,
)


def test_key_and_signature_of_the_standard():
    assert sm2.multiply(PRIVATE, sm2.G) == KEY
    assert sm2.verify(b"message digest", SIGNATURE, KEY)


def test_library_signs_for_the_key_of_the_standard_and_reads_its_signature():
    public = b"".join(number.to_bytes(sm2.SIZE, "big") for number in KEY)
    told = encode_dss_signature(SIGNATURE.r, SIGNATURE.s)

    assert sm2.verify(b"message digest", sm2.sign(b"message digest", PRIVATE, KEY), KEY)
    assert gmssl_pyx.sm2_verify(public, b"message digest", told)


def test_two_signatures_have_two_nonces():
    assert len({sm2.sign(b"message digest", PRIVATE, KEY) for _turn in range(20)}) == 20


def test_curve_is_that_of_the_standard():
    assert sm2.on_curve(sm2.G)
    assert sm2.multiply(sm2.N, sm2.G) is None


@settings(max_examples=15, deadline=None)
@given(st.binary(max_size=80), st.integers(0, 511))
def test_signature_holds_for_its_message_and_no_other(message, bit):
    private, key = sm2.generate()
    signature = sm2.sign(message, private, key)
    data = bytearray(signature.encode())
    data[bit // 8] ^= 1 << bit % 8

    assert sm2.verify(message, signature, key)
    assert not sm2.verify(message + b"x", signature, key)
    assert not sm2.verify(message, sm2.Signature.decode(bytes(data)), key)
    assert not sm2.verify(message, signature, KEY)


@pytest.mark.parametrize("signature", [sm2.Signature(0, 1), sm2.Signature(1, 0), sm2.Signature(sm2.N, 1)])
def test_numbers_out_of_bounds_sign_nothing(signature):
    assert not sm2.verify(b"", signature, KEY)


def test_compact_form_is_read_again():
    public, private = sm2_signing.generate()
    text = sm2_signing.sign(b'{"a":1}', private)

    assert sm2_signing.verify(text, public) == b'{"a":1}'
    other, _private = sm2_signing.generate()
    with pytest.raises(Bad):
        sm2_signing.verify(text, other)


@pytest.mark.django_db
def test_market_has_a_key_of_each_algorithm():
    made = sign(payload={"a": 1}, algorithm="SM2")
    usual = sign(payload={"a": 1})

    assert (verify(made), verify(usual)) == ({"a": 1}, {"a": 1})
    assert sorted(Key.objects.values_list("algorithm", flat=True)) == ["Ed25519", "SM2"]
    head, payload, _signature = made.split(".")
    with pytest.raises(Invalid):
        verify(f"{head}.{payload}.{usual.split('.')[2]}")
