"""Filing a finished case (归档)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Refused, require
from marketplace.core.states import atomic
from marketplace.core.validation import words
from marketplace.desk import rules
from marketplace.desk.commands.documents import issue_for, keep_on
from marketplace.desk.commands.moving import NOTE_MOST, hold, note_step
from marketplace.desk.models import Case, Correction, Stage, StepKind, WaitingFor
from marketplace.desk.official import official
from marketplace.desk.queries.documents import documents_about
from marketplace.desk.queries.limits import rules_of
from marketplace.files.queries import files_of
from marketplace.rulebook.queries import deadline


@atomic
def archive(*, case: Case, note: str = "", actor: Actor, clock: Clock) -> None:
    """File a case whose voucher was issued; it is kept for the years of R-GEN-10 and never changes again.

    The index names every document and paper with its fingerprint. Raises Forbidden unless staff of the venue acts, Refused
    before the voucher, and while a correction or a document that must be there is missing.
    """
    hold(case)
    now = clock.read()
    require(rules.may_work_on, actor, case)
    if case.state != Case.State.RUNNING or case.stage != Stage.ARCHIVE:
        raise case.elsewhere()
    note = words(note, field="note", most=NOTE_MOST)
    _refuse_incomplete(case)
    years = int(rules_of(case, now).value("R-GEN-10", "retention_years"))
    retain_until = deadline(now.astimezone(SHANGHAI), years=years).date
    case.move("archive", ended_at=now, due_at=None, waiting_for=WaitingFor.NOBODY, retain_until=retain_until)
    step = note_step(case, StepKind.DONE, now, actor, note=note)
    keep_on(step, issue_for(case, "archive_index", _index(case, now, actor), actor, clock))
    audit.record("desk.case_archived", subject=case, actor=actor, private=True, retain_until=retain_until)


# What a case that came all the way through the desk has; one that was taken over has what there is.
DOCUMENTS = ("acceptance_notice", "examination_opinion", "listing_announcement")


def _refuse_incomplete(case: Case) -> None:
    if case.corrections.filter(state=Correction.State.PROPOSED).exists():
        raise Refused(_("本案还有更正待复核，复核之后才能归档。"), code="correction_waits")
    if case.taken_over:
        return
    issued = {document.code for document in documents_about(case)}
    missing = [code for code in DOCUMENTS if code not in issued]
    if missing:
        message = _("案卷缺少文书：{codes}。请补齐后归档。")
        raise Refused(message.format(codes="、".join(missing)), code="papers_missing")


@official
def _index(case: Case, now: datetime, actor: Actor) -> dict[str, Any]:
    documents = [
        {
            "title": document.title,
            "number": document.printed_number,
            "date": document.issued_at.astimezone(SHANGHAI).date(),
            "pages": document.pages,
            "sha256": document.sha256,
        }
        for document in documents_about(case)
    ]
    papers = [
        {
            "title": file.name[:200],
            "number": file.number,
            "date": file.stored_at.astimezone(SHANGHAI).date(),
            "sha256": file.sha256,
        }
        for file in files_of(audit.ref(case))
    ]
    told = {
        "transferor": case.applicant.name,
        "transferee": case.transferee.name if case.transferee else "",
        "papers": [*documents, *papers] or [{"title": _("（无）")}],
        "archived_by": str(actor.user),
        "archived_at": now,
        "keep_until": str(case.retain_until),
    }
    return {name: value for name, value in told.items() if value}
