"""Standard words of clauses, for a text that is drawn up from its deal. The contract is in Chinese, whoever reads it."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from marketplace.contracts.content import ADVICE, DEVELOPMENT, LICENCE, TRANSFER, Text, clauses_of
from marketplace.contracts.payments import Payment

WORDS = Path(__file__).parent / "data" / "clauses.csv"
GROUPS = {"development": DEVELOPMENT, "transfer": TRANSFER, "licence": LICENCE, "advice": ADVICE}
SILENCES = {
    "accepted": "逾期不答复，经催告后仍不答复的，视为验收合格",
    "venue": "逾期不答复，经催告后仍不答复的，由交易机构组织双方处理",
}


@cache
def _rows() -> tuple[tuple[str, str, str], ...]:
    with WORDS.open(encoding="utf-8", newline="") as file:
        return tuple((row["key"], row["of"], row["words"]) for row in csv.DictReader(file))


def words_of(key: str, subtype: str) -> str:
    """The standard words of a clause: those of the type, else of its kind, else of every contract; empty if there are none."""
    known = {of: words for row, of, words in _rows() if row == key}
    groups = [name for name, members in GROUPS.items() if subtype in members]
    return next((known[of] for of in (subtype, *groups, "*") if of in known), "")


def text(subtype: str, clauses: Mapping[str, str], *, payment: Payment, **parts: Any) -> Text:
    """A text of the given clauses, and standard words for what they leave out (but price, licence and other terms)."""
    whole = Text(subtype=subtype, clauses={}, payment=payment, **parts)
    told = {"answer_days": whole.answer_days, "silence": SILENCES[whole.silence]}
    said = {
        clause.key: clauses.get(clause.key) or words_of(clause.key, subtype).format(**told)
        for clause in clauses_of(subtype)
    }
    return whole.with_clauses(**{key: words for key, words in said.items() if words})
