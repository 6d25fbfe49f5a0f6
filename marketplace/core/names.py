"""Names of parties as banks write them: one name, whatever the width of its signs. Pure."""

import re
import unicodedata

# What NFKC leaves apart: brackets and the dot of other input methods.
ALIKE = str.maketrans({"〔": "(", "〕": ")", "【": "(", "】": ")", "[": "(", "]": ")", "•": "·", "・": "·", "﹒": "·"})
SPACE = re.compile(r"\s+")


def plain_name(name: str) -> str:
    """A name without what a bank's terminal may change: width of signs, kind of brackets, spaces, case.

    >>> plain_name("示范（成都） Ｔech 公司") == plain_name("示范(成都)tech公司")
    True
    """
    return SPACE.sub("", unicodedata.normalize("NFKC", name).translate(ALIKE)).casefold()


def same_name(one: str, other: str) -> bool:
    """Whether two writings are the same name. An empty one is nobody's."""
    return plain_name(one) == plain_name(other) != ""
