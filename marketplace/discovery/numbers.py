"""Numbers of papers and rights, in whatever writing: `ZL 2020 1 0000112.2` is `202010000112.2` is `2020100001122`. Pure."""

import re
import unicodedata
from collections.abc import Iterable

SEPARATORS = re.compile(r"[\s.·,/()—–-]+")
OFFICE = re.compile(r"^(?:ZL|CN)(?=\d)")
# A number as people write it: letters before it, groups of digits, perhaps a check digit or the letter of its kind.
WRITTEN = re.compile(r"(?<![0-9A-Z])(?:[A-Z]{1,3}[ .-]?)?\d(?:[ .·-]?\d){5,24}(?:[ .·-]?[A-Z])?(?![0-9A-Z])")
APPLICATION = re.compile(r"(?:\d{12}|\d{8})[\dX]")
LEAST = 6  # digits: shorter numbers are words


def capitals(text: str) -> str:
    """In one writing, letters in capitals: as numbers are compared."""
    return unicodedata.normalize("NFKC", text).upper()


def compact(text: str) -> str:
    """Without blanks, points, dashes and the letters of the office.

    >>> compact("ZL 2020 1 0000112.2")
    '2020100001122'
    """
    return OFFICE.sub("", SEPARATORS.sub("", capitals(text)))


def forms(numbers: Iterable[str]) -> list[str]:
    """The compact forms by which each number is found: a patent application also without its check digit."""
    plain = [compact(number) for number in numbers]
    bare = [number[:-1] for number in plain if APPLICATION.fullmatch(number)]
    return sorted({number for number in [*plain, *bare] if number})


def written(text: str) -> list[str]:
    """The pieces of a query that may be numbers, as they stand in the text, the longest first.

    >>> written("打磨 ZL 2020 1 0000112.2")
    ['ZL 2020 1 0000112.2']
    """
    plain = capitals(text)
    found = [match.group() for match in WRITTEN.finditer(plain)]
    tokens = [token for token in plain.split() if sum(map(str.isdigit, token)) >= LEAST]
    return sorted(dict.fromkeys([*found, *tokens]), key=len, reverse=True)
