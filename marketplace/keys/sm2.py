"""SM2 signatures with SM3 (GB/T 32918.2, GB/T 32905), on the recommended curve (GB/T 32918.5). Pure.

Whatever touches a private key is done by GmSSL, whose numbers all have the same length; Python's take longer for some than for others.
Verifying has nothing to hide: it stands here, from the text of the standard, so that signatures are checked by other code than made them.
"""

from dataclasses import dataclass

import gmssl_pyx
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
A = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFC
B = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
G = (
    0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
    0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0,
)
IDENTITY = b"1234567812345678"  # of a signer who has agreed on no other
SIZE = 32  # bytes of a number
Point = tuple[int, int] | None  # None: the point at infinity


@dataclass(frozen=True, slots=True)
class Signature:
    """The two numbers of a signature; 64 bytes as text."""

    r: int
    s: int

    def encode(self) -> bytes:
        return self.r.to_bytes(SIZE, "big") + self.s.to_bytes(SIZE, "big")

    @classmethod
    def decode(cls, data: bytes) -> "Signature | None":
        """None if the bytes are none."""
        if len(data) != 2 * SIZE:
            return None
        return cls(int.from_bytes(data[:SIZE], "big"), int.from_bytes(data[SIZE:], "big"))


def generate() -> tuple[int, tuple[int, int]]:
    """A new private key, and its public one."""
    public, private = gmssl_pyx.sm2_key_generate()
    return int.from_bytes(private, "big"), (int.from_bytes(public[:SIZE], "big"), int.from_bytes(public[SIZE:], "big"))


def sign(message: bytes, private: int, key: tuple[int, int], identity: bytes = IDENTITY) -> Signature:
    """Sign a message with a private key and its public one."""
    public = b"".join(number.to_bytes(SIZE, "big") for number in key)
    made = gmssl_pyx.sm2_sign(private.to_bytes(SIZE, "big"), public, message, identity)
    return Signature(*decode_dss_signature(made))


def verify(message: bytes, signature: Signature, key: tuple[int, int], identity: bytes = IDENTITY) -> bool:
    """Whether the key signed the message."""
    r, s = signature.r, signature.s
    if not (0 < r < N and 0 < s < N) or not on_curve(key):
        return False
    t = (r + s) % N
    if not t:
        return False
    point = add(multiply(s, G), multiply(t, key))
    return point is not None and (_digest(message, key, identity) + point[0]) % N == r


def on_curve(key: tuple[int, int]) -> bool:
    x, y = key
    return 0 <= x < P and 0 <= y < P and (y * y - x * x * x - A * x - B) % P == 0


def sm3(data: bytes) -> bytes:
    digest = hashes.Hash(hashes.SM3())
    digest.update(data)
    return digest.finalize()


def _digest(message: bytes, key: tuple[int, int], identity: bytes) -> int:
    """SM3 over the signer (identity, curve, key) and the message, as a number."""
    numbers = b"".join(number.to_bytes(SIZE, "big") for number in (A, B, *G, *key))
    signer = sm3((len(identity) * 8).to_bytes(2, "big") + identity + numbers)
    return int.from_bytes(sm3(signer + message), "big")


def multiply(factor: int, point: Point) -> Point:
    """A point taken so many times, by the same steps for each bit."""
    low, high = None, point
    for bit in range(N.bit_length() - 1, -1, -1):
        if factor >> bit & 1:
            low, high = add(low, high), add(high, high)
        else:
            low, high = add(low, low), add(low, high)
    return low


def add(one: Point, other: Point) -> Point:
    if one is None or other is None:
        return other if one is None else one
    (x1, y1), (x2, y2) = one, other
    if x1 == x2:
        if (y1 + y2) % P == 0:
            return None
        slope = (3 * x1 * x1 + A) * pow(2 * y1, -1, P) % P
    else:
        slope = (y2 - y1) * pow(x2 - x1, -1, P) % P
    x = (slope * slope - x1 - x2) % P
    return x, (slope * (x1 - x) - y1) % P
