"""Spelling slips: how far apart two words are, and what may have been meant. Pure."""

from collections.abc import Iterable

SHORTEST, LONGEST = 4, 30  # letters: of a shorter word anything may have been meant, a longer one is no word


def allowed(word: str) -> int:
    """How many slips a Latin word may have."""
    if not SHORTEST <= len(word) <= LONGEST:
        return 0
    return 1 if len(word) < 2 * SHORTEST else 2


def distance(one: str, other: str) -> int:
    """Letters added, dropped, changed or swapped with their neighbour (optimal string alignment).

    >>> distance("lyapunvo", "lyapunov")
    1
    """
    before: list[int] = []
    above = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            best = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        before, above = above, row
    return above[-1]


def nearest(word: str, known: Iterable[tuple[str, int]], *, most: int = 3) -> list[str]:
    """The words of an index (each with its number of documents) within the slips allowed, nearest and commonest first."""
    slips = allowed(word)
    near = [
        (gap, -count, term)
        for term, count in known
        if abs(len(term) - len(word)) <= slips and 0 < (gap := distance(word, term)) <= slips
    ]
    return [term for _gap, _count, term in sorted(near)[:most]]


def likely(run: str, texts: Iterable[str]) -> str:
    """Chinese characters of the same number in one of the texts of which one differs, or nothing.

    >>> likely("硅炭负极", ["高容量硅碳负极材料"])
    '硅碳负极'
    """
    for text in texts:
        for start in range(len(text) - len(run) + 1):
            window = text[start : start + len(run)]
            if sum(a != b for a, b in zip(run, window, strict=True)) == 1:
                return window
    return ""
