"""Whether two texts are nearly the same, without comparing every pair. Pure.

A text is drawn as the least values of 64 hashes over its runs of four characters (MinHash): the share of equal values of two sketches
estimates how much the two have in common. Sixteen keys, each of four values, are looked up in an index: of two texts that share 0.7
of their runs, 99 of 100 share a key; of those that share 0.2, 3 of 100. Every machine draws the same.
"""

import unicodedata
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

RUN = 4  # characters
HASHES = 64
ROWS = 4  # of a key
LEAST = 40  # characters below which a text says too little
MOST = 6_000  # characters that are looked at
WORD = 0xFFFF_FFFF_FFFF_FFFF

Sketch = npt.NDArray[np.uint32]


def _stream(seed: int, count: int) -> npt.NDArray[np.uint64]:
    """Numbers that are always the same (splitmix64)."""
    found, state = [], seed
    for _n in range(count):
        state = (state + 0x9E37_79B9_7F4A_7C15) & WORD
        mixed = ((state ^ (state >> 30)) * 0xBF58_476D_1CE4_E5B9) & WORD
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D0_49BB_1331_11EB) & WORD
        found.append(mixed ^ (mixed >> 31))
    return np.array(found, dtype=np.uint64)


FACTORS = _stream(1, HASHES) | np.uint64(1)
TERMS = _stream(2, HASHES)
WEIGHTS = _stream(3, max(RUN, ROWS)) | np.uint64(1)


def sketch(text: str) -> Sketch | None:
    """64 numbers of a text; None for one that says too little. Spaces, signs, case and width of letters do not count."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKC", text[:MOST]).lower() if sign.isalnum())
    if len(plain) < LEAST:
        return None
    codes = np.frombuffer(plain.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    windows = np.lib.stride_tricks.sliding_window_view(codes, RUN)
    runs = np.unique((windows * WEIGHTS[:RUN]).sum(axis=1, dtype=np.uint64))
    runs ^= runs >> np.uint64(29)
    hashed = (runs[:, None] * FACTORS[None, :] + TERMS[None, :]) >> np.uint64(32)
    return hashed.min(axis=0).astype(np.uint32)


def keys(drawn: Sketch) -> list[int]:
    """Sixteen whole numbers of 64 bits; texts that share one are candidates."""
    rows = drawn.astype(np.uint64).reshape(-1, ROWS)
    mixed = (rows * WEIGHTS[:ROWS]).sum(axis=1, dtype=np.uint64) * FACTORS[: len(rows)] + TERMS[: len(rows)]
    return [int(key) for key in mixed.astype(np.int64)]


def likeness(one: Sketch, others: Sequence[bytes]) -> list[float]:
    """How much of their runs each of `others` shares with `one`, estimated: 0.0 to 1.0."""
    if not others:
        return []
    rows: Any = np.frombuffer(b"".join(others), dtype=np.uint32).reshape(len(others), HASHES)
    return [float(share) for share in (rows == one).mean(axis=1)]
