"""The checklist of a case, as its form and its readers see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from marketplace.desk import queries
from marketplace.desk.models import Case, Stage, Verdict
from marketplace.files.models import File
from marketplace.portal.cards import address

TICKED = (Stage.REVIEW, Stage.EXAMINATION)
# The list that matters while the case rests in a stage: what is prepared is what will be reviewed.
SHOWN_IN = {
    Stage.APPLICATION: Stage.REVIEW,
    Stage.REVIEW: Stage.REVIEW,
    Stage.SUPPLEMENT: Stage.REVIEW,
    Stage.EXAMINATION: Stage.EXAMINATION,
    Stage.ANNOUNCEMENT: Stage.ANNOUNCEMENT,
}


class Paper(NamedTuple):
    name: str
    href: str
    note: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line with what was found; `verdict` and `note` are what somebody typed last, if it was not taken."""

    code: str
    label: str
    rule: str
    paper: str
    automatic: bool
    met: bool
    verdict: str
    words: str
    note: str
    papers: Sequence[Paper]
    wanted: str = ""  # what a notice of missing pieces would say of it


def lines(case: Case, now: datetime, files: Sequence[File], typed: Mapping[str, str]) -> list[Line]:
    """The lines of the stage that matters now; none after the announcement."""
    stage = SHOWN_IN.get(Stage(case.stage))
    if stage is None:
        return []
    by_number = {file.number: file for file in files}
    return [line_of(item, by_number, typed) for item in queries.checklist(case, stage, now)]


def papers_wanted(found: Sequence[Line]) -> list[Line]:
    """What the applicant sees of the list: which papers are wanted, and which came; what an officer found is his."""
    return [
        replace(line, verdict="passed" if line.papers else "", note="", words=_("已交") if line.papers else _("未交"))
        for line in found
        if line.paper
    ]


def line_of(item: queries.Item, files: Mapping[str, File], typed: Mapping[str, str]) -> Line:
    tick, code = item.tick, item.line.code
    verdict = (Verdict.PASSED if item.met else Verdict.MISSING) if item.is_automatic else tick.verdict if tick else ""
    note = item.reason if item.is_automatic else tick.note if tick else ""
    lacks = verdict == Verdict.MISSING or (item.line.paper and not item.papers and not tick)
    return Line(
        code=code,
        label=item.line.label,
        rule=item.line.rule,
        paper=item.line.paper,
        automatic=item.is_automatic,
        met=item.met,
        verdict=typed.get(f"verdict-{code}", verdict),
        words=words_of(item, verdict),
        note=typed.get(f"note-{code}", note),
        papers=[paper_of(files[number]) for number in item.papers if number in files],
        wanted=typed.get(f"piece-{code}", note or item.line.label_zh if lacks else ""),
    )


def words_of(item: queries.Item, verdict: str) -> str:
    if item.is_automatic:
        return _("系统核对：符合") if item.met else _("系统核对：不符")
    if not verdict:
        return _("待核对")
    by = str(item.tick.checked_by) if item.tick else ""
    return " · ".join(part for part in (str(Verdict(verdict).label), by) if part)


def paper_of(file: File) -> Paper:
    return Paper(file.name, address("files:file", file.number), size_of(file.size_bytes))


def size_of(size_bytes: int) -> str:
    """`2.1 MB`, in tenths; less than that in whole KB."""
    tenths = size_bytes * 10 // 1_000_000
    return f"{tenths // 10}.{tenths % 10} MB" if tenths else f"{max(size_bytes // 1_000, 1)} KB"
