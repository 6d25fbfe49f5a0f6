"""What a person typed, taken apart: phrases in quotes, beginnings with an asterisk, words. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from marketplace.discovery.words import normalise, query_words, words

MAX_CHARACTERS = 400
MAX_WORDS = 32
QUOTED = re.compile(r'["“”「」『』]([^"“”「」『』]*)["“”「」『』]')
BEGINNING = re.compile(r"([㐀-鿿]{1,20}|[a-z0-9]+(?:[-+./][a-z0-9]+)*)[*]")


@dataclass(frozen=True, slots=True)
class Wish:
    """A query in parts, which must all hold. A phrase is a sequence of words as the index stores them."""

    phrases: Sequence[tuple[str, ...]]
    beginnings: Sequence[str]
    words: Sequence[str]

    @property
    def parts(self) -> int:
        return len(self.phrases) + len(self.beginnings) + len(self.words)

    @property
    def marked(self) -> list[str]:
        """What is worth marking in a text."""
        return list(
            dict.fromkeys([*(word for phrase in self.phrases for word in phrase), *self.beginnings, *self.words])
        )


def wish(text: str) -> Wish:
    """Take a query apart; what exceeds `MAX_CHARACTERS` or `MAX_WORDS` is left out.

    >>> wish('"控制系统" LiFe* 电池')
    Wish(phrases=[('控制', '系统', '控制系统')], beginnings=['life'], words=['电池'])
    """
    rest = normalise(text[:MAX_CHARACTERS])
    phrases = [tuple(words(phrase)) for phrase in QUOTED.findall(rest)]
    rest = QUOTED.sub(" ", rest)
    beginnings = BEGINNING.findall(rest)
    rest = BEGINNING.sub(" ", rest)
    return Wish(
        [phrase for phrase in phrases if phrase][:MAX_WORDS], beginnings[:MAX_WORDS], query_words(rest)[:MAX_WORDS]
    )
