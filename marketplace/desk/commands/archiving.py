"""Filing a finished case (归档)."""

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import require
from marketplace.core.states import atomic
from marketplace.core.validation import words
from marketplace.desk import rules
from marketplace.desk.commands.moving import NOTE_MOST, hold, note_step
from marketplace.desk.models import Case, Stage, StepKind, WaitingFor
from marketplace.desk.queries.limits import rules_of
from marketplace.rulebook.queries import deadline


@atomic
def archive(*, case: Case, note: str = "", actor: Actor, clock: Clock) -> None:
    """File a case whose voucher was issued; it is kept for the years of R-GEN-10 and never changes again.

    Raises Forbidden unless staff of the venue acts, Refused before the voucher.
    """
    hold(case)
    now = clock.read()
    require(rules.may_work_on, actor, case)
    if case.state != Case.State.RUNNING or case.stage != Stage.ARCHIVE:
        raise case.elsewhere()
    note = words(note, field="note", most=NOTE_MOST)
    years = int(rules_of(case, now).value("R-GEN-10", "retention_years"))
    retain_until = deadline(now.astimezone(SHANGHAI), years=years).date
    case.move("archive", ended_at=now, due_at=None, waiting_for=WaitingFor.NOBODY, retain_until=retain_until)
    note_step(case, StepKind.DONE, now, actor, note=note)
    audit.record("desk.case_archived", subject=case, actor=actor, private=True, retain_until=retain_until)
