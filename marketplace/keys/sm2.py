"""SM2 signatures with SM3 (GB/T 32918.2, GB/T 32905), on the recommended curve (GB/T 32918.5). Pure.

Python's integers take longer for some numbers than for others, so a signature tells a little about its key to whoever can time it;
the nonce is new for each one, and the market signs a few contracts a day. Verifying has nothing to hide.
"""

import secrets
from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes

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


def generate() -> int:
    """A new private key."""
    return secrets.randbelow(N - 2) + 1


def public(private: int) -> tuple[int, int]:
    """The public key of a private one."""
    point = multiply(private, G)
    assert point is not None
    return point


def sign(message: bytes, private: int, identity: bytes = IDENTITY, *, nonce: int | None = None) -> Signature:
    """Sign a message; a `nonce` is given by tests of the standard's example alone."""
    e = _digest(message, public(private), identity)
    while True:
        k = nonce if nonce is not None else secrets.randbelow(N - 1) + 1
        point = multiply(k, G)
        assert point is not None
        r = (e + point[0]) % N
        s = pow(1 + private, -1, N) * (k - r * private) % N
        if r and s and r + k != N:
            return Signature(r, s)


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
