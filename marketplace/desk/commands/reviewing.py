"""The formal review (形式审查): ticks, the notice of missing pieces, return, acceptance."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.catalogue import commands as catalogue
from marketplace.catalogue.models import EDITABLE, Listing
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Invalid, require
from marketplace.core.states import atomic
from marketplace.core.validation import words
from marketplace.desk import rules
from marketplace.desk.checklists import Line
from marketplace.desk.commands.documents import day, grounds_of, issue_for, keep_on, rows_of
from marketplace.desk.commands.moving import (
    NOTE_MOST,
    Piece,
    advance,
    checked_pieces,
    hold,
    pieces_as_text,
    refuse_elsewhere,
    refuse_if_anothers,
)
from marketplace.desk.models import Case, Check, Stage, StepKind, Verdict
from marketplace.desk.official import official
from marketplace.desk.queries.checklist import Item, lines_of, papers_of, unmet

TICKED_IN = frozenset({Stage.REVIEW, Stage.EXAMINATION})


@atomic
def tick_check(*, case: Case, code: str, verdict: str, note: str = "", actor: Actor, clock: Clock) -> Check:
    """Tick a line of the checklist of the stage: passed, missing or waived (which wants a note).

    The lines of the review are ticked by the officer who handles the case, those of the examination by another person.
    Raises Invalid for a line that this case does not have, one that the system judges, and a paper that nobody handed in.
    """
    hold(case)
    now = clock.read()
    if case.state != Case.State.RUNNING or case.stage not in TICKED_IN:
        raise case.elsewhere()
    _require_ticker(case, actor)
    assert actor.user is not None
    line = _line(case, code)
    _check_verdict(case, line, verdict, note)
    tick, _made = Check.objects.update_or_create(
        case=case,
        code=code,
        defaults={
            "verdict": verdict,
            "note": words(note, field="note", most=500),
            "checked_by": actor.user,
            "checked_at": now,
        },
    )
    audit.record(
        "desk.line_checked", subject=case, actor=actor, private=True, code=code, verdict=verdict, note=tick.note
    )
    return tick


def _require_ticker(case: Case, actor: Actor) -> None:
    if case.stage == Stage.REVIEW:
        require(rules.may_handle, actor, case)
        refuse_if_anothers(case, actor)
        return
    require(rules.may_work_on, actor, case)
    require(rules.is_another_than_who_accepted, actor, case)


def _line(case: Case, code: str) -> Line:
    line = next((one for one in lines_of(case.listing, case.stage) if one.code == code), None)
    if line is None:
        raise Invalid(fields={"code": [_("本环节的核对清单没有此项。")]})
    if line.auto:
        raise Invalid(
            fields={"code": [_("此项由系统核对，不能人工勾选：{label}。").format(label=line.label)]}, rule=line.rule
        )
    return line


def _check_verdict(case: Case, line: Line, verdict: str, note: str) -> None:
    if verdict not in Verdict.values:
        raise Invalid(fields={"verdict": [_("结论只能是：符合、缺失或不符、不适用。")]})
    if verdict == Verdict.WAIVED and not note.strip():
        raise Invalid(fields={"note": [_("不适用的，请写明理由。")]}, rule=line.rule)
    if verdict == Verdict.PASSED and line.paper and not papers_of(case).get(line.paper):
        message = _("案卷中还没有这份材料：{label}。请通知委托方补正，或写明理由标为不适用。")
        raise Invalid(fields={"verdict": [message.format(label=line.label)]}, rule=line.rule)


@atomic
def request_pieces(*, case: Case, pieces: Sequence[Piece], note: str = "", actor: Actor, clock: Clock) -> None:
    """Ask the applicant for everything that is missing, once and in one list (补正通知); the listing may be edited again.

    `pieces` are `{"code": line of the checklist or empty, "text": what is wanted}`; lines ticked as missing must be among
    them. Raises Invalid for an empty list or one that leaves out what was found missing, Refused out of turn.
    """
    hold(case)
    now = clock.read()
    _require_handler(case, actor, "request_pieces")
    rows = checked_pieces(pieces, lack=_("请一次列出全部缺项。"))
    _refuse_incomplete(case, rows)
    said = {"note": words(note, field="note", most=NOTE_MOST), "pieces": rows}
    catalogue.return_listing(listing=case.listing, reasons=pieces_as_text(rows), actor=actor, clock=clock)
    step = advance(case, "request_pieces", now, actor, kind=StepKind.REQUESTED, step=said, assignee=actor.user)
    told = {"addressee": case.applicant.name, "pieces": rows_of(rows), "due_date": day(case.due_at)}
    keep_on(
        step,
        issue_for(
            case, "supplement_notice", {**told, "officer": str(actor.user), "remarks": said["note"]}, actor, clock
        ),
    )
    audit.record("desk.pieces_requested", subject=case, actor=actor, private=True, pieces=rows, due_at=case.due_at)


def _require_handler(case: Case, actor: Actor, verb: str) -> None:
    require(rules.may_handle, actor, case)
    refuse_elsewhere(case, verb)
    refuse_if_anothers(case, actor)


def _refuse_incomplete(case: Case, rows: Sequence[Piece]) -> None:
    named = {row["code"] for row in rows}
    ticks = case.checks.filter(verdict=Verdict.MISSING).values_list("code", flat=True)
    applying = {line.code: line for line in lines_of(case.listing, Stage.REVIEW)}
    left_out = [applying[code].label for code in ticks if code in applying and code not in named]
    if left_out:
        message = _("补正须一次告知全部缺项，以下已核对为缺失而未列入：{labels}。")
        raise Invalid(fields={"pieces": [message.format(labels="；".join(left_out))]})


@atomic
def send_back(*, case: Case, pieces: Sequence[Piece], note: str = "", actor: Actor, clock: Clock) -> None:
    """Return an application that cannot be accepted as it is, with structured reasons; the applicant may apply anew.

    Raises Invalid without reasons, Refused out of turn.
    """
    hold(case)
    now = clock.read()
    _require_handler(case, actor, "send_back")
    rows = checked_pieces(pieces, lack=_("请写明退回理由，以便委托方修改。"))
    if case.listing.state not in EDITABLE:
        catalogue.return_listing(listing=case.listing, reasons=pieces_as_text(rows), actor=actor, clock=clock)
    said = {"note": words(note, field="note", most=NOTE_MOST), "pieces": rows}
    stage = case.get_stage_display()
    step = advance(case, "send_back", now, actor, kind=StepKind.RETURNED, step=said, assignee=actor.user)
    told = {"addressee": case.applicant.name, "stage": stage, "grounds": grounds_of(rows)}
    keep_on(
        step,
        issue_for(case, "return_notice", {**told, "officer": str(actor.user), "remarks": said["note"]}, actor, clock),
    )
    audit.record("desk.case_returned", subject=case, actor=actor, private=True, pieces=rows)


@atomic
def accept(*, case: Case, note: str = "", actor: Actor, clock: Clock) -> None:
    """Accept an application (受理): project number, and the rules of this day for good (R-GEN-08).

    Every line of the review must be met. Raises Invalid with all that are not, Forbidden unless an officer of the venue acts
    who is no member of the applicant, Refused out of turn. A case that came back from the examination keeps number and rules.
    """
    hold(case)
    now = clock.read()
    _require_handler(case, actor, "accept")
    refuse_unmet(unmet(case, Stage.REVIEW, now))
    is_new = case.listing.state != Listing.State.ACCEPTED
    if is_new:
        catalogue.accept_listing(listing=case.listing, actor=actor, clock=clock)
    step = advance(
        case,
        "accept",
        now,
        actor,
        step={"note": words(note, field="note", most=NOTE_MOST)},
        accepted_by=actor.user,
        examined_by=None,
        assignee=actor.user,
        project_number=case.listing.project_number,
    )
    if is_new:
        keep_on(step, issue_for(case, "acceptance_notice", _acceptance(case, now, actor), actor, clock))
    audit.record(
        "desk.case_accepted",
        subject=case,
        actor=actor,
        private=True,
        project_number=case.project_number,
        due_at=case.due_at,
    )


@official
def _acceptance(case: Case, now: datetime, actor: Actor) -> dict[str, Any]:
    version = case.listing.rule_version
    assert version is not None
    return {
        "addressee": case.applicant.name,
        "accepted_date": now.astimezone(SHANGHAI).date(),
        "track": case.listing.get_price_mode_display(),
        "rules": f"{version.title_zh}（{version.number}）",
        "next_step": case.get_stage_display(),
        "due_date": day(case.due_at),
        "officer": str(actor.user),
    }


def refuse_unmet(items: Sequence[Item]) -> None:
    """Raises Invalid that names every line of the checklist that is not met, with its rule."""
    if not items:
        return
    fields = {f"checks.{item.line.code}": [_unmet(item)] for item in items}
    raise Invalid(
        _("核对清单还有 {count} 项未通过，不能办理。").format(count=len(items)), fields=fields, rule=items[0].line.rule
    )


def _unmet(item: Item) -> str:
    told = {"label": item.line.label, "rule": item.line.rule, "reason": item.reason}
    if item.reason:
        return _("{label}（规则 {rule}）：{reason}").format(**told)
    return _("{label}（规则 {rule}）：尚未核对，或核对为缺失。").format(**told)
