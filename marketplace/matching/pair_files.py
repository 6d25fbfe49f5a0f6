"""Needs and pairs in JSON Lines files, as they come from outside."""

import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from marketplace.catalogue.importing.faults import Fault, FileFault
from marketplace.catalogue.importing.jsonl_rows import read_rows
from marketplace.core.errors import Invalid
from marketplace.matching.learning.described import Judged
from marketplace.matching.learning.scoring import Asked
from marketplace.matching.learning.texts import HIGHEST, LOWEST, Text

Row = dict[str, Any]


def needs_in(path: Path) -> dict[str, Text]:
    """Needs by their `need_id`: `title` and `content`, either of which may be empty."""
    return {
        _text(row, "need_id", where): Text(_text(row, "title", where), _text(row, "content", where))
        for where, row in _rows(path)
    }


def pairs_in(path: Path, needs: dict[str, Text], *, graded: bool) -> list[tuple[Row, Asked]]:
    """Pairs as they stand and as they are judged: `need_id`, `listing_id`, `listing_words`, and `grade` where they were graded."""
    return [(row, _pair(row, where, needs, graded=graded)) for where, row in _rows(path)]


def _pair(row: Row, where: str, needs: dict[str, Text], *, graded: bool) -> Asked:
    need = _text(row, "need_id", where)
    if need not in needs:
        raise _fault("need_id", where, _("需求文件中没有“{need}”。").format(need=need[:60]))
    _text(row, "listing_id", where)
    words = _text(row, "listing_words", where)
    return Asked(need, Text(words), _grade(row, where) if graded else None)


def _grade(row: Row, where: str) -> float:
    try:
        grade = float(row["grade"])  # numbers with a point are read as text
    except (KeyError, TypeError, ValueError):
        grade = 0.0
    if not LOWEST <= grade <= HIGHEST:
        raise _fault("grade", where, _("须为 1 至 4 的数。"))
    return grade


def _text(row: Row, name: str, where: str) -> str:
    value = row.get(name)
    if not isinstance(value, str):
        raise _fault(name, where, _("须为文本。"))
    return value


def _rows(path: Path) -> Iterator[tuple[str, Row]]:
    try:
        with path.open("rb") as file:
            for found in read_rows(file):
                if isinstance(found, Fault):
                    raise Invalid(
                        _("{file} 第 {line} 行：{fault}").format(file=path.name, line=found.line, fault=found.reason)
                    )
                yield f"{path.name}:{found[0]}", found[1]
    except FileFault as fault:
        raise Invalid(f"{path.name}: {fault}") from None


def _fault(name: str, where: str, rule: str) -> Invalid:
    return Invalid(fields={name: [_("{where} 的 {name}：{rule}").format(where=where, name=name, rule=rule)]})


def write_scores(path: Path, rows: Sequence[Row], judged: Judged) -> None:
    """One line a pair, in their order; the file appears whole or not at all."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.writelines(_lines(rows, judged))
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _lines(rows: Sequence[Row], judged: Judged) -> Iterator[str]:
    scores, estimates = judged.scores.round(6).tolist(), judged.estimates.round(4).tolist()
    for row, score, estimate in zip(rows, scores, estimates, strict=True):
        told = {"need_id": row["need_id"], "listing_id": row["listing_id"], "score": score, "grade_estimate": estimate}
        yield json.dumps(told, ensure_ascii=False) + "\n"
