"""Where texts are compared: pieces of words, whole words, topics, and likeness to things that are known already. Pure.

A Chinese title and a need seldom use the same word for the same thing. What they are *like* tells more: each text is described by the
needs, listings, patent classes and industries it resembles most ("explicit semantic analysis"), and two texts are alike when they resemble the same ones.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from marketplace.discovery.words import normalise, words

PIECES = {"characters": (1, 1), "pieces": (1, 2), "longer": (2, 3)}  # how many neighbouring characters make one piece
WORDS = "words"
TOPICS = 150
RESEMBLED = 200  # how many known things describe a text
MOST_KNOWN = 6_000  # known things of one kind: more describe no better and cost memory

BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Views:
    """Texts as rows of unit length: counts by kind of piece, topics, resemblance by kind of known thing."""

    counts: Mapping[str, sparse.csr_matrix]
    topics: np.ndarray[Any, Any]
    likeness: Mapping[str, sparse.csr_matrix]


class Space:
    """Made from the texts of a market (`known`, by kind); the same texts make the same space."""

    def __init__(self, known: Mapping[str, Sequence[str]]) -> None:
        known = {kind: spread(texts, MOST_KNOWN) for kind, texts in known.items() if texts}
        corpus = [text for texts in known.values() for text in texts]
        self.vectorisers = {name: fitted(letters, lengths, corpus) for name, lengths in PIECES.items()}
        self.vectorisers[WORDS] = fitted(words, (1, 1), corpus)
        pieces = self.vectorisers["pieces"].transform(corpus)
        self.svd = TruncatedSVD(min(TOPICS, pieces.shape[1] - 1, len(corpus)), random_state=0).fit(pieces)
        self.known = {kind: self.vectorisers["pieces"].transform(texts) for kind, texts in known.items()}

    def idf(self, kind: str) -> np.ndarray[Any, Any]:
        """How telling each piece of a kind is."""
        idf: np.ndarray[Any, Any] = self.vectorisers[kind].idf_
        return idf

    def views(self, texts: Sequence[str]) -> Views:
        counts = {name: vectoriser.transform(texts) for name, vectoriser in self.vectorisers.items()}
        pieces = counts["pieces"]
        return Views(
            counts=counts,
            topics=normalize(self.svd.transform(pieces)),
            likeness={kind: resemblance(pieces, known) for kind, known in self.known.items()},
        )


def letters(text: str) -> str:
    """A text without blanks, in one writing."""
    return BLANK.sub("", normalise(text))


def fitted(cut: Callable[[str], Any], lengths: tuple[int, int], corpus: Sequence[str]) -> TfidfVectorizer:
    by_characters = cut is letters
    vectoriser = TfidfVectorizer(
        analyzer="char" if by_characters else cut,
        preprocessor=cut if by_characters else None,
        ngram_range=lengths,
        sublinear_tf=True,
        dtype=np.float32,
    )
    return vectoriser.fit(corpus)


def resemblance(texts: sparse.csr_matrix, known: sparse.csr_matrix) -> sparse.csr_matrix:
    """How each text resembles its nearest known things, above the first that is left out; rows of unit length.

    Worked off in slices: all at once would need memory for every text times every known thing.
    """
    kept = min(RESEMBLED, known.shape[0] - 1)
    slices = [
        _nearest((texts[start : start + 500] @ known.T).toarray(), kept) for start in range(0, texts.shape[0], 500)
    ]
    return normalize(sparse.vstack(slices, format="csr")) if slices else sparse.csr_matrix((0, known.shape[0]))


def _nearest(likeness: np.ndarray[Any, Any], kept: int) -> sparse.csr_matrix:
    threshold = -np.partition(-likeness, kept, axis=1)[:, kept : kept + 1]
    return sparse.csr_matrix(np.maximum(likeness - threshold, 0))


def spread(texts: Sequence[str], most: int) -> Sequence[str]:
    """At most so many, evenly from the whole."""
    return texts if len(texts) <= most else [texts[place * len(texts) // most] for place in range(most)]
