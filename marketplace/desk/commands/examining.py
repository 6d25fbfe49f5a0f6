"""The examination by a second person (审核), and the announcement."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.catalogue import commands as catalogue
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, require
from marketplace.core.states import atomic
from marketplace.core.validation import words
from marketplace.desk import rules
from marketplace.desk.commands.listing_notices import post_listing_notice
from marketplace.desk.commands.moving import (
    NOTE_MOST,
    Piece,
    advance,
    checked_pieces,
    hold,
    pieces_as_text,
    refuse_elsewhere,
)
from marketplace.desk.commands.reviewing import refuse_unmet
from marketplace.desk.models import Case, Stage, StepKind
from marketplace.desk.queries.checklist import unmet

BACK_TO = {Stage.REVIEW: "refer_back", Stage.SUPPLEMENT: "reopen"}


@atomic
def examine(*, case: Case, note: str = "", actor: Actor, clock: Clock) -> None:
    """Approve what a colleague accepted (审核): the case may be announced.

    By a second officer or a reviewer, never the person who accepted it. Raises Forbidden for him, Invalid while a line of the
    examination is not met, Refused out of turn.
    """
    hold(case)
    now = clock.read()
    require(rules.may_work_on, actor, case)
    refuse_elsewhere(case, "examine")
    require(rules.is_another_than_who_accepted, actor, case)
    refuse_unmet(unmet(case, Stage.EXAMINATION, now))
    said = {"note": words(note, field="note", most=NOTE_MOST)}
    advance(case, "examine", now, actor, step=said, examined_by=actor.user)
    audit.record("desk.case_examined", subject=case, actor=actor, private=True, due_at=case.due_at)


@atomic
def refer_back(*, case: Case, to: str, pieces: Sequence[Piece], note: str = "", actor: Actor, clock: Clock) -> None:
    """Return a case from the examination: to the colleague's review, or to the applicant for supplements; with reasons.

    Raises Invalid without reasons or for another stage, Forbidden for the person who accepted it, Refused out of turn.
    """
    hold(case)
    now = clock.read()
    require(rules.may_work_on, actor, case)
    if to not in BACK_TO:
        raise Invalid(fields={"to": [_("只能退回形式审查，或退回委托方补正。")]})
    verb = BACK_TO[Stage(to)]
    refuse_elsewhere(case, verb)
    require(rules.is_another_than_who_accepted, actor, case)
    rows = checked_pieces(pieces, lack=_("请写明退回理由。"))
    said = {"note": words(note, field="note", most=NOTE_MOST), "pieces": rows, "internal": to == Stage.REVIEW}
    if to == Stage.SUPPLEMENT:
        catalogue.return_listing(listing=case.listing, reasons=pieces_as_text(rows), actor=actor, clock=clock)
    advance(case, verb, now, actor, kind=StepKind.RETURNED, step=said, examined_by=None)
    audit.record("desk.case_referred_back", subject=case, actor=actor, private=True, to=to, pieces=rows)


@atomic
def publish(*, case: Case, actor: Actor, clock: Clock) -> None:
    """Put an examined case on offer (挂牌公告): the disclosure begins, with a public notice.

    Raises Forbidden unless staff of the venue acts, Refused out of turn or while a co-owner's consent is missing (R-CON-06),
    Invalid without a secrecy review (R-SEC-07).
    """
    hold(case)
    now = clock.read()
    require(rules.may_work_on, actor, case)
    refuse_elsewhere(case, "publish")
    catalogue.publish_listing(listing=case.listing, actor=actor, clock=clock)
    notice = post_listing_notice(case, now, actor, clock)
    advance(
        case, "publish", now, actor, step={"subject": audit.ref(notice)}, disclosure_from=now, disclosed_working_days=0
    )
    audit.record(
        "desk.case_announced", subject=case, actor=actor, private=True, notice=notice.number, due_at=case.due_at
    )
