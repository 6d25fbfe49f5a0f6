"""Which technology field and which IPC subclasses a text is likely to belong to: proposals for a person to choose from.

Learned from what ships alone: titles of the IPC, the mapping of its classes to fields, and research abstracts whose discipline is known
(data/README.md). How, and how often it is right: docs/algorithms/classifying.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize
from sklearn.svm import LinearSVC

from marketplace.catalogue.shipped_files import records, rows

TEXT_MAX = 5_000  # characters that are looked at
LETTERS_MIN = 8  # of Chinese: a shorter text says too little
IPC_PROPOSED, FIELDS_PROPOSED = 5, 3
NEIGHBOURS = 5  # research texts by which the title of a subclass is widened
FIELD_WEIGHT = 2.0  # of the field of a text, beside the two likenesses of its words
RESIDUAL = "99"  # classes for what is provided for nowhere else


@dataclass(frozen=True, slots=True)
class Proposed:
    """Codes, the likeliest first; nothing for a text that says too little."""

    ipc: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


class Classifier:
    """Fitted once a process, in about two seconds; then a text takes a few milliseconds."""

    def __init__(self) -> None:
        titles = {row["code"]: row["title"] for row in rows("ipc_subclasses.csv")}
        self.ipc = [code for code in titles if len(code) == 4 and code[1:3] != RESIDUAL]
        texts = records("research_texts.jsonl")
        field_of = {row["discipline"]: row["field"] for row in rows("discipline_fields.csv")}
        research = [weighed(row["title"], row["abstract"]) for row in texts]

        self.words = TfidfVectorizer(analyzer="char", ngram_range=(1, 2), sublinear_tf=True, min_df=2)
        self.research = self.words.fit_transform(research)
        self.judge = LinearSVC(C=0.5, class_weight="balanced", random_state=0)
        self.judge.fit(self.research, [field_of[row["discipline"]] for row in texts])
        self.fields: list[str] = [str(code) for code in self.judge.classes_]

        self.concepts = TfidfVectorizer(analyzer="char", ngram_range=(1, 2), sublinear_tf=True)
        said = [f"{titles[code]} {titles[code]} {titles[code[:3]]}" for code in self.ipc]
        self.titles = self.concepts.fit_transform(said)
        self.widened = _nearest((self.concepts.transform(research) @ self.titles.T).toarray().T)
        by_symbol = {row["ipc"]: row["field"] for row in rows("ipc_industries.csv")}
        self.field_of_ipc = [self.fields.index(by_symbol.get(code) or by_symbol[code[:3]]) for code in self.ipc]

    def propose(self, title: str, abstract: str) -> Proposed:
        """What a text is likely to belong to. Bounded in time whatever is asked."""
        text = weighed(title, abstract)
        if sum("\u4e00" <= letter <= "\u9fff" for letter in title + abstract[:TEXT_MAX]) < LETTERS_MIN:
            return Proposed()
        seen = self.words.transform([text])
        fields = np.asarray(self.judge.decision_function(seen))[0]
        by_title = (self.concepts.transform([text]) @ self.titles.T).toarray()[0]
        by_research = self.widened @ (seen @ self.research.T).toarray()[0]
        scores = _standard(by_title) + _standard(by_research) + FIELD_WEIGHT * fields[self.field_of_ipc]
        return Proposed(
            tuple(self.ipc[place] for place in _best(scores, IPC_PROPOSED)),
            tuple(self.fields[place] for place in _best(fields, FIELDS_PROPOSED)),
        )


def weighed(title: str, abstract: str) -> str:
    """A text in which the title counts twice."""
    return f"{title[:TEXT_MAX]} {title[:TEXT_MAX]} {abstract[:TEXT_MAX]}"


def _nearest(likeness: Any) -> Any:
    """Of each row only its largest entries, which sum to one."""
    kept = np.zeros_like(likeness)
    for row, values in enumerate(likeness):
        places = np.argsort(-values, kind="stable")[:NEIGHBOURS]
        kept[row, places] = values[places]
    return normalize(kept, "l1")


def _standard(values: Any) -> Any:
    spread = values.std()
    return (values - values.mean()) / spread if spread else values


def _best(scores: Any, count: int) -> Sequence[int]:
    return [int(place) for place in np.argsort(-scores, kind="stable")[:count]]
