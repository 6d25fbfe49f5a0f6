"""The examination by a second person (审核), and the announcement."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.catalogue import commands as catalogue
from marketplace.catalogue.models import Listing
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Invalid, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.desk import rules
from marketplace.desk.commands.documents import issue_for, keep_on, points_of, rights_of
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
from marketplace.desk.commands.notices import contact_of
from marketplace.desk.commands.opening import case_for
from marketplace.desk.commands.reviewing import refuse_unmet, send_back
from marketplace.desk.models import Case, Stage, StepKind
from marketplace.desk.official import official
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
    step = advance(case, "examine", now, actor, step=said, examined_by=actor.user)
    keep_on(step, issue_for(case, "examination_opinion", _opinion(case, now, actor, said["note"]), actor, clock))
    audit.record("desk.case_examined", subject=case, actor=actor, private=True, due_at=case.due_at)


@official
def _opinion(case: Case, now: datetime, actor: Actor, note: str) -> dict[str, Any]:
    return {
        "applicant": case.applicant.name,
        "conclusion": _("同意挂牌"),
        "points": points_of(list(case.checks.order_by("id"))),
        "opinion": note or _("经审核，材料与披露内容一致，程序合规，同意发布挂牌公告。"),
        "accepted_by": str(case.accepted_by),
        "examined_by": str(actor.user),
        "examined_date": now.astimezone(SHANGHAI).date(),
    }


@atomic
def refer_back(*, case: Case, to: str, pieces: Sequence[Piece], note: str = "", actor: Actor, clock: Clock) -> None:
    """Return a case from the examination: to the colleague's review, or to the applicant for supplements; with reasons.

    Anybody of the venue may: it approves nothing. Raises Invalid without reasons or for another stage, Refused out of turn.
    """
    hold(case)
    now = clock.read()
    require(rules.may_work_on, actor, case)
    if to not in BACK_TO:
        raise Invalid(fields={"to": [_("只能退回形式审查，或退回委托方补正。")]})
    verb = BACK_TO[Stage(to)]
    refuse_elsewhere(case, verb)
    rows = checked_pieces(pieces, lack=_("请写明退回理由。"))
    said = {"note": words(note, field="note", most=NOTE_MOST), "pieces": rows, "internal": to == Stage.REVIEW}
    if to == Stage.SUPPLEMENT:
        catalogue.return_listing(listing=case.listing, reasons=pieces_as_text(rows), actor=actor, clock=clock)
    advance(case, verb, now, actor, kind=StepKind.RETURNED, step=said, examined_by=None)
    audit.record("desk.case_referred_back", subject=case, actor=actor, private=True, to=to, pieces=rows)


@atomic
def return_application(*, listing: Listing, reasons: str, actor: Actor, clock: Clock) -> None:
    """Return a listing that is not on offer to its applicant, from wherever it stands, with reasons in plain words.

    From the review by its officer, from the examination by anybody of the venue. Raises Invalid without
    reasons, Refused out of turn.
    """
    lock(listing)
    case = case_for(listing, clock.read())
    pieces = [{"code": "", "text": reasons}] if reasons.strip() else []
    if case.may_step("reopen"):
        refer_back(case=case, to=Stage.SUPPLEMENT, pieces=pieces, actor=actor, clock=clock)
    else:
        send_back(case=case, pieces=pieces, actor=actor, clock=clock)


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
    document = issue_for(case, "listing_announcement", _announcement(case, now), actor, clock)
    notice = post_listing_notice(case, now, actor, clock, document)
    advance(
        case,
        "publish",
        now,
        actor,
        step={"subject": audit.ref(notice), "document": document},
        disclosure_from=now,
        disclosed_working_days=0,
    )
    audit.record(
        "desk.case_announced", subject=case, actor=actor, private=True, notice=notice.number, due_at=case.due_at
    )


@official
def _announcement(case: Case, now: datetime) -> dict[str, Any]:
    listing = case.listing
    told = {
        "transferor": listing.lister.name,
        "rights": rights_of(case),
        "summary": listing.abstract[:2_000],
        "track": listing.get_price_mode_display(),
        "price": listing.asking_price_fen,
        "starts_at": now,
        "ends_at": listing.disclosure_ends_at,
        "conditions": [listing.buyer_conditions[:200]] if listing.buyer_conditions else [],
        "disclosures": "\n".join(filter(None, [listing.encumbrances, listing.defects])),
        "contact": contact_of(case.exchange)[:200],
    }
    return {name: value for name, value in told.items() if value}
