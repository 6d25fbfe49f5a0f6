"""The printed documents of a case: what each says, from the case as it stands."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from accounts.actor import Actor
from marketplace.core.clock import Clock, last_day
from marketplace.desk.checklists import line
from marketplace.desk.commands.moving import Piece
from marketplace.desk.models import Case, Check, Step, Verdict
from marketplace.desk.official import official
from marketplace.documents.commands import issue

UNNUMBERED = frozenset({"supplement_notice"})  # their case may have no project number yet
PUBLIC = frozenset(
    {"listing_announcement", "erratum_notice", "change_notice", "suspension_notice", "resumption_notice"}
    | {"termination_notice"}
)


@official
def issue_for(case: Case, code: str, data: Mapping[str, Any], actor: Actor, clock: Clock) -> str:
    """Issue a document about a case; its number. Call it last: the series stays locked to the end of the transaction.

    What is announced anybody reads; the rest the applicant, the exchange and supervisors (`desk.access`).
    """
    known = {"project_title": case.title, "case_number": case.number, "project_number": case.project_number}
    about = {name: value for name, value in known.items() if not (name == "project_number" and code in UNNUMBERED)}
    subject = f"announcement:{case.number}" if code in PUBLIC else case
    document = issue(
        code=code, subject=subject, exchange=case.exchange, data={**about, **data}, actor=actor, clock=clock
    )
    return document.number


def keep_on(step: Step, document: str) -> None:
    """Name the document on the line of history that it belongs to."""
    step.document = document
    step.save(update_fields=["document"])


def day(at: datetime | None) -> Any:
    """The last day of a limit that ends at 24:00, as people write it."""
    return last_day(at) if at else None


def rows_of(pieces: Sequence[Piece]) -> list[dict[str, str]]:
    """Missing pieces as the rows of a notice: the line of the checklist, what is wrong, its rule."""
    rows = []
    for piece in pieces:
        known = line(piece["code"])
        row = {"piece": known.label_zh if known else "其他材料", "fault": piece["text"][:500]}
        rows.append(row | ({"basis": known.rule} if known else {}))
    return rows


def grounds_of(pieces: Sequence[Piece]) -> list[dict[str, str]]:
    """Reasons of a return as rows."""
    rows = []
    for piece in pieces:
        known = line(piece["code"])
        rows.append({"reason": piece["text"][:1000]} | ({"basis": known.rule} if known else {}))
    return rows


def points_of(ticks: Sequence[Check]) -> list[dict[str, Any]]:
    """What was ticked, as the points of an opinion."""
    rows = []
    for tick in ticks:
        known = line(tick.code)
        row = {"point": known.label_zh if known else tick.code, "passed": tick.verdict != Verdict.MISSING}
        rows.append(row | ({"note": tick.note} if tick.note else {}))
    return rows


def rights_of(case: Case) -> list[dict[str, str]]:
    """The rights as anybody may see them; a trade secret without its name (R-LST-07)."""
    rights = case.listing.rights.order_by("position")
    return [
        {"name": str(right.public_title), "kind": right.get_kind_display(), "number": right.number} for right in rights
    ]
