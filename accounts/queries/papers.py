"""The papers of an application, piece by piece, and what is still to do."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.actor import Actor
from accounts.models import Examination, Fault, Organisation, Paper, Piece
from accounts.models.paper import papers_wanted
from accounts.rules import may_see_file
from marketplace.core.errors import require

State = Organisation.State


class PieceRow(NamedTuple):
    """One piece of an application as its page shows it."""

    piece: str
    name: str
    paper: Paper | None
    gap: str  # what is to do, in words; empty if nothing
    fault: str  # in words, as the officer said it
    settled: bool  # it was looked at and is as it should be


def current_papers(organisation: Organisation) -> dict[str, Paper]:
    """The papers in force by piece."""
    rows = organisation.papers.filter(replaced_at__isnull=True).select_related("file")
    return {paper.piece: paper for paper in rows}


def gaps_of(organisation: Organisation) -> dict[str, str]:
    """By piece what is wanting, in words: not there, or returned and not replaced since."""
    papers, returned = current_papers(organisation), _returned_papers(organisation)
    gaps: dict[str, str] = {}
    for piece in papers_wanted(organisation.kind):
        if piece not in papers:
            gaps[piece] = _("尚未上传，请上传扫描件。")
        elif piece in returned and not _replaced(organisation, papers[piece]):
            gaps[piece] = _("已被退回，请上传新的扫描件。")
    return gaps


def pieces_of(organisation: Organisation) -> list[PieceRow]:
    """Every piece that is wanted, with its paper, what is wrong with it and what to do."""
    papers, gaps, faults = current_papers(organisation), gaps_of(organisation), _faults(organisation)
    rows = []
    for piece in papers_wanted(organisation.kind):
        settled = organisation.state in (State.VERIFIED, State.SUSPENDED, State.ABSORBED)
        rows.append(
            PieceRow(piece, str(piece.label), papers.get(piece), gaps.get(piece, ""), faults.get(piece, ""), settled)
        )
    if Piece.PARTICULARS in faults:
        todo = _("请在“补正登记信息”中修改。")
        rows.append(
            PieceRow(Piece.PARTICULARS, str(Piece.PARTICULARS.label), None, todo, faults[Piece.PARTICULARS], False)
        )
    return rows


def _faults(organisation: Organisation) -> dict[str, str]:
    """What the last return said of each piece, in the reader's language."""
    told: dict[str, list[str]] = {}
    for one in organisation.return_pieces if organisation.state == State.RETURNED else []:
        told.setdefault(one["piece"], []).append(_fault(one))
    return {piece: _("；").join(words) for piece, words in told.items()}


def _fault(one: Mapping[str, Any]) -> str:
    words = str(Fault(one["fault"]).label)
    return f"{words}{_('：')}{one['note']}" if one.get("note") else words


def pieces_told(pieces: Iterable[Mapping[str, Any]]) -> list[str]:
    """Every piece of a return with what is wrong, a line each, in the reader's language."""
    return [f"{Piece(one['piece']).label}{_('：')}{_fault(one)}" for one in pieces]


def in_words(pieces: Iterable[Mapping[str, Any]]) -> str:
    """The list in one line, in the language of the market, for where there is room for a line only."""
    with override(settings.LANGUAGE_CODE):
        return "；".join(f"{Piece(one['piece']).label}：{Fault(one['fault']).label}" for one in pieces)


def return_told(pieces: Iterable[Mapping[str, Any]], reason: str) -> list[str]:
    """What a return said, a line each: the pieces in the reader's language, then the officer's own words as he wrote them."""
    listed = list(pieces)
    own = bool(reason) and not (listed and in_words(listed).startswith(reason))
    return [*pieces_told(listed), *([reason] if own else [])]


def examinations(actor: Actor, organisation: Organisation) -> QuerySet[Examination]:
    """Every look of an officer at its papers, the latest first; for its members and exchange staff."""
    require(may_see_file, actor, organisation)
    return organisation.examinations.select_related("officer").order_by("-id")


def _returned_papers(organisation: Organisation) -> set[str]:
    if organisation.state != State.RETURNED:
        return set()
    return {one["piece"] for one in organisation.return_pieces}


def _replaced(organisation: Organisation, paper: Paper) -> bool:
    last = (
        Examination.objects.filter(organisation=organisation, outcome=Examination.Outcome.RETURNED)
        .order_by("-id")
        .values_list("at", flat=True)
        .first()
    )
    return last is None or paper.handed_in_at > last
