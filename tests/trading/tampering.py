"""A published protocol with one thing changed, in every place where it can be."""

from collections.abc import Iterator
from itertools import combinations

from marketplace.trading.standalone import replay_sale

FOUND = (replay_sale.Disagrees, KeyError, TypeError, ValueError, AttributeError)  # the program exits with 1 at each


def changes(text: bytes) -> Iterator[tuple[str, bytes]]:
    """Every byte changed, every line missing, every line twice, every two lines in each other's place."""
    for place, byte in enumerate(text):
        yield f"byte {place}", text[:place] + bytes([byte ^ 1]) + text[place + 1 :]
    lines = text.splitlines(keepends=True)
    for place in range(len(lines)):
        yield f"without line {place}", b"".join(lines[:place] + lines[place + 1 :])
        yield f"line {place} twice", b"".join([*lines[: place + 1], *lines[place:]])
    for one, other in combinations(range(len(lines)), 2):
        swapped = list(lines)
        swapped[one], swapped[other] = lines[other], lines[one]
        yield f"lines {one} and {other} swapped", b"".join(swapped)


def unnoticed(text: bytes, keys: list[dict[str, str]]) -> list[str]:
    """The changes that the program does not find."""
    return [what for what, changed in changes(text) if _agrees(changed, keys)]


def _agrees(text: bytes, keys: list[dict[str, str]]) -> bool:
    try:
        replay_sale.check(text, keys)
    except FOUND:
        return False
    return True
