"""How good is the order of matches, against 5,271 pairs that technology-transfer staff graded?

Five folds. Cold: split by need, learned from other needs alone. With feedback: split by pair within each need, so that four fifths of a need's own
grades are known. Beside ours: likeness of character pieces by TF-IDF, the best of the plain ones, and the coefficients that ship (which were fitted on
these very pairs, so that their figure is no test). Figures are made for each need over all its pairs, each pair scored by the model that did not
see its grade, and averaged over needs; `by itself` makes them for each fold alone, since a need's pairs of two folds are ordered by two models.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from benchmarks.report import finish, table
from marketplace.matching.learning.judging import Quality, by_need, lead, quality
from marketplace.matching.learning.measures import products
from marketplace.matching.learning.space import letters
from marketplace.matching.learning.texts import Floats, Places, Text

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
FOLDS = 5
GOALS = {
    "cold": {"pairwise": 0.765, "gain": 0.735},
    "feedback": {"pairwise": 0.82, "gain": 0.785, "closeness": 0.76},
    "lead_cold": 0.01,
    "lead_feedback": 0.04,
}


def main() -> int:
    if not (DATA / "graded_pairs.jsonl").exists():
        raise SystemExit("needs ../shared/data/needs.jsonl and graded_pairs.jsonl")
    market = Market()
    plain = market.plain()
    cold = market.crossed(market.folds_by_need())
    by_pair = market.folds_by_pair()
    feedback = market.crossed(by_pair)
    rows = {
        "TF-IDF, character pieces": market.quality(plain),
        "ours as it ships": market.quality(market.scored(np.ones(len(market.pairs), dtype=bool), taught=False)),
        "ours, cold": market.quality(cold),
        "ours, with feedback": market.quality(feedback),
        "TF-IDF, each fold by itself": market.by_fold(plain, by_pair),
        "ours, with feedback, each fold by itself": market.by_fold(feedback, by_pair),
    }
    leads = {
        "cold": lead(market.pairwise(cold), market.pairwise(plain)),
        "feedback": lead(market.pairwise(feedback), market.pairwise(plain)),
    }
    return report(rows, leads)


Scores = tuple[Floats, Floats]  # scores, estimates
Mask = NDArray[np.bool_]


class Market:
    """The graded pairs and the needs that they are of; scored by `manage.py score_pairs`, as anybody would."""

    def __init__(self) -> None:
        self.needs = {row["need_id"]: Text(row["title"], row["content"]) for row in _lines("needs.jsonl")}
        self.pairs = list(_lines("graded_pairs.jsonl"))
        self.grades = np.array([row["grade"] for row in self.pairs], dtype=float)
        places = {key: place for place, key in enumerate(self.needs)}
        self.need_of = np.array([places[row["need_id"]] for row in self.pairs], dtype=np.intp)

    def scored(self, held: Mask, *, taught: bool) -> Scores:
        """Scores and estimates of the pairs that are held back; the others are given as feedback, or nothing is."""
        with tempfile.TemporaryDirectory(prefix="shuangcheng-quality-") as folder:
            asked, graded, out = (Path(folder) / name for name in ("asked.jsonl", "graded.jsonl", "out.jsonl"))
            _write(asked, [{**row, "grade": None} for row, is_held in zip(self.pairs, held, strict=True) if is_held])
            _write(graded, [row for row, is_held in zip(self.pairs, held, strict=True) if not is_held])
            files = ["--needs", DATA / "needs.jsonl", "--pairs", asked, "--out", out]
            command = [sys.executable, "manage.py", "score_pairs", *files, *(["--graded", graded] if taught else [])]
            subprocess.run(command, cwd=ROOT, check=True, stdout=sys.stderr)
            found = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
        return np.array([row["score"] for row in found]), np.array([row["grade_estimate"] for row in found])

    def crossed(self, fold: Places) -> Scores:
        scores, estimates = np.empty(len(fold)), np.empty(len(fold))
        for number in range(FOLDS):
            held = fold == number
            scores[held], estimates[held] = self.scored(held, taught=True)
        return scores, estimates

    def plain(self) -> Scores:
        """Cosine of TF-IDF over pieces of one and two characters; its estimate is the mean grade."""
        needs, listings = [need.whole for need in self.needs.values()], [row["listing_words"] for row in self.pairs]
        pieces = TfidfVectorizer(analyzer="char", preprocessor=letters, ngram_range=(1, 2), sublinear_tf=True)
        pieces.fit(needs + listings)
        scores = products(pieces.transform(needs), pieces.transform(listings), self.need_of, np.arange(len(listings)))
        return scores, np.full(len(scores), self.grades.mean())

    def folds_by_need(self) -> Places:
        graded = np.unique(self.need_of)
        fold = dict(
            zip(np.random.default_rng(0).permutation(graded).tolist(), np.arange(len(graded)) % FOLDS, strict=True)
        )
        return np.array([fold[need] for need in self.need_of.tolist()])

    def folds_by_pair(self) -> Places:
        fold, draw = np.empty(len(self.need_of), dtype=np.intp), np.random.default_rng(0)
        for need in np.unique(self.need_of):
            rows = np.flatnonzero(self.need_of == need)
            fold[draw.permutation(rows)] = np.arange(len(rows)) % FOLDS
        return fold

    def quality(self, scores: Scores) -> Quality:
        return quality(self.grades, *scores, self.need_of)

    def pairwise(self, scores: Scores) -> Floats:
        return by_need(self.grades, *scores, self.need_of)["pairwise"]

    def by_fold(self, scores: Scores, fold: Places) -> Quality:
        """Figures of each need and fold, averaged."""
        return quality(self.grades, *scores, self.need_of * FOLDS + fold)


def _write(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def _lines(file: str) -> Any:
    with (DATA / file).open(encoding="utf-8") as rows:
        yield from map(json.loads, rows)


def report(rows: dict[str, Quality], leads: dict[str, tuple[float, float, float]]) -> int:
    shown: Callable[[float], str] = "{:.3f}".format
    print(table(["", "pairwise", "nDCG@10", "1/(1+error)"], [
        [name, shown(figures.pairwise), shown(figures.gain), shown(figures.closeness)] for name, figures in rows.items()
    ]))  # fmt: skip
    for name, (mean, low, high) in leads.items():
        print(f"{name}: {mean:+.3f} pairwise over TF-IDF, 95 % between {low:+.3f} and {high:+.3f}")
    cold, feedback = rows["ours, cold"], rows["ours, with feedback"]
    holds = (
        _reaches(cold, GOALS["cold"])
        and _reaches(feedback, GOALS["feedback"])
        and leads["cold"][1] > GOALS["lead_cold"]
        and leads["feedback"][1] > GOALS["lead_feedback"]
    )
    figures = {name: {"pairwise": q.pairwise, "gain": q.gain, "closeness": q.closeness} for name, q in rows.items()}
    return finish(
        "matching_quality",
        figures=figures,
        ratios={f"lead_{name}_low": low for name, (_mean, low, _high) in leads.items()},
        goals=GOALS,
        holds=holds,
    )


def _reaches(found: Quality, goal: Any) -> bool:
    return all(getattr(found, name) >= wanted for name, wanted in goal.items())


if __name__ == "__main__":
    sys.exit(main())
