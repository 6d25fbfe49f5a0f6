"""中止, 恢复, 终结."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.catalogue import commands as catalogue
from marketplace.catalogue.checking import REASONS_MOST
from marketplace.catalogue.models import PUBLIC, Listing
from marketplace.catalogue.queries import refuse_lot_blocked, refuse_objected
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Invalid
from marketplace.core.validation import words
from marketplace.desk.commands.documents import issue_for
from marketplace.desk.commands.listing_notices import day_of
from marketplace.desk.commands.notices import post_notice
from marketplace.desk.disclosing import full_working_days, remaining_working_days
from marketplace.desk.effects import Done
from marketplace.desk.models import Case, Correction, NoticeKind, PublicNotice, StepKind, WaitingFor
from marketplace.desk.models.stages import DEAL, TABLE, Stage
from marketplace.desk.official import official
from marketplace.desk.queries.limits import rules_of
from marketplace.rulebook.periods import midnight_after
from marketplace.rulebook.queries import calendar_for, deadline


def check_suspension(case: Case, payload: dict[str, Any], now: datetime) -> dict[str, Any]:
    """`{"asked_by": who asked, "until": "2027-04-12" or nothing}`; at most the months of R-LST-06."""
    if case.state != Case.State.RUNNING or case.listing.state != Listing.State.PUBLISHED:
        raise case.elsewhere()
    lack = _("请写明由谁提出中止：转让方、第三人或监管部门。")
    asked_by = words(str(payload.get("asked_by", "")), field="asked_by", most=200, lack=lack)
    until = str(payload.get("until") or "")
    _suspension_end(case, until, now)
    return {"asked_by": asked_by, "until": until}


def _suspension_end(case: Case, until: str, now: datetime) -> datetime:
    """24:00 of the last day; without one the most that the rule allows. Raises Invalid for `until`."""
    latest = deadline(now, months=int(rules_of(case, now).value("R-LST-06", "suspension_max_months"))).at
    if not until:
        return latest
    try:
        ends_at = midnight_after(date.fromisoformat(until))
    except ValueError:
        raise Invalid(fields={"until": [_("日期写成 2027-04-12。")]}) from None
    if not now < ends_at <= latest:
        message = _("中止须晚于今天，且不超过 {latest}（规则 R-LST-06）。")
        raise Invalid(fields={"until": [message.format(latest=day_of(latest))]}, rule="R-LST-06")
    return ends_at


@official
def apply_suspension(correction: Correction, now: datetime, actor: Actor, clock: Clock) -> Done:
    """Off offer; what was disclosed so far is counted, without the day of the suspension."""
    case = correction.case
    ends_at = _suspension_end(case, correction.payload["until"], now)
    catalogue.suspend_listing(listing=case.listing, reasons=correction.reason[:REASONS_MOST], actor=actor, clock=clock)
    return _suspend(case, correction.reason, correction.payload["asked_by"], ends_at, now, actor, clock)


@official
def halt(case: Case, reason: str, asked_by: str, now: datetime, actor: Actor, clock: Clock) -> Done:
    """What has come up takes a listing off offer by itself, for the months of R-LST-06 at most. The caller holds listing and case."""
    ends_at = _suspension_end(case, "", now)
    catalogue.halt_listing(case.listing, reason, now, actor)
    return _suspend(case, reason, asked_by, ends_at, now, actor, clock)


def _suspend(
    case: Case, reason: str, asked_by: str, ends_at: datetime, now: datetime, actor: Actor, clock: Clock
) -> Done:
    before = {"state": "published", "disclosure_ends_at": _instant(case.listing.disclosure_ends_at)}
    disclosed = case.disclosed_working_days + _disclosed(case, now)
    case.move(
        "suspend",
        suspended_at=now,
        suspension_ends_at=ends_at,
        disclosed_working_days=disclosed,
        due_at=None,
        overdue_at=None,
        waiting_for=WaitingFor.EXCHANGE,
    )
    body = [
        _("理由：{reason}").format(reason=reason),
        _("提出人：{asked_by}").format(asked_by=asked_by),
        _("中止至迟于 {until} 结束；恢复时另行公告。").format(until=day_of(ends_at)),
    ]
    printed = {"requested_by": asked_by, "until": day_of(ends_at)}
    document = _issue(case, reason, NoticeKind.SUSPENSION, printed, now, actor, clock)
    notice = _notice(case, NoticeKind.SUSPENSION, body, now, actor, clock, ends_at, document)
    after = {"state": "suspended", "suspension_ends_at": _instant(ends_at), "disclosed_working_days": disclosed}
    return Done(before=before, after=after, notice=notice, document=document, step=StepKind.SUSPENDED)


def _disclosed(case: Case, now: datetime) -> int:
    if case.disclosure_from is None:
        return 0
    start, end = case.disclosure_from.astimezone(SHANGHAI).date(), now.astimezone(SHANGHAI).date()
    return full_working_days(start, end, calendar_for(start, end).is_working)


def check_resumption(case: Case, payload: dict[str, Any], now: datetime) -> dict[str, Any]:
    """No payload. What excludes the offer must be gone (R-LST-04)."""
    if case.state != Case.State.SUSPENDED:
        raise case.elsewhere()
    refuse_lot_blocked(case.listing, now)
    refuse_objected(case.listing)
    return {}


@official
def apply_resumption(correction: Correction, now: datetime, actor: Actor, clock: Clock) -> Done:
    """On offer again for what the total and the remainder of R-LST-06 ask for, whichever is more."""
    case, version = correction.case, rules_of(correction.case, now)
    days = remaining_working_days(
        case.disclosed_working_days,
        total=int(version.value("R-LST-06", "total_working_days")),
        remaining=int(version.value("R-LST-06", "remaining_working_days")),
    )
    before = {"state": "suspended", "disclosure_ends_at": _instant(case.listing.disclosure_ends_at)}
    catalogue.resume_listing(listing=case.listing, actor=actor, clock=clock, working_days=days)
    ends_at = case.listing.disclosure_ends_at
    case.move(
        "resume",
        suspended_at=None,
        suspension_ends_at=None,
        disclosure_from=now,
        overdue_at=None,
        due_at=ends_at if case.stage == Stage.INTEREST else case.due_at,
        waiting_for=TABLE[case.stage].waiting_for,
    )
    body = [
        _("理由：{reason}").format(reason=correction.reason),
        _("此前已公告 {before} 个工作日，恢复后继续公告 {days} 个工作日，至 {until}（规则 R-LST-06）。").format(
            before=case.disclosed_working_days, days=days, until=day_of(ends_at)
        ),
    ]
    document = _issue(case, correction.reason, NoticeKind.RESUMPTION, {"new_ends_at": ends_at}, now, actor, clock)
    notice = _notice(case, NoticeKind.RESUMPTION, body, now, actor, clock, ends_at, document)
    after = {"state": "published", "disclosure_ends_at": _instant(ends_at), "working_days": days}
    return Done(before=before, after=after, notice=notice, document=document, step=StepKind.RESUMED)


def check_termination(case: Case, payload: dict[str, Any], now: datetime) -> dict[str, Any]:
    """No payload. A deal that was made is not ended here."""
    ended = case.state not in (Case.State.RUNNING, Case.State.SUSPENDED)
    if ended or case.stage in DEAL or not case.listing.can("withdraw"):
        raise case.elsewhere()
    return {}


@official
def apply_termination(correction: Correction, now: datetime, actor: Actor, clock: Clock) -> Done:
    """Case and listing end; a sale that runs fails, and trading returns every deposit (R-BID-03)."""
    case = correction.case
    was_public = case.listing.state in PUBLIC
    before = {"state": case.state, "listing": case.listing.state}
    catalogue.withdraw_listing(listing=case.listing, reasons=correction.reason[:REASONS_MOST], actor=actor, clock=clock)
    case.move(
        "terminate",
        ended_at=now,
        due_at=None,
        suspended_at=None,
        suspension_ends_at=None,
        waiting_for=WaitingFor.NOBODY,
    )
    notice, document = None, ""
    if was_public:
        body = [
            _("理由：{reason}").format(reason=correction.reason),
            _("已交纳的保证金由本机构按规则 R-BID-03 全额原路退还。"),
        ]
        document = _issue(case, correction.reason, NoticeKind.TERMINATION, {}, now, actor, clock)
        notice = _notice(case, NoticeKind.TERMINATION, body, now, actor, clock, None, document)
    after = {"state": "terminated", "listing": "withdrawn"}
    return Done(before=before, after=after, notice=notice, document=document, step=StepKind.TERMINATED)


def _issue(
    case: Case, reason: str, kind: str, printed: dict[str, Any], now: datetime, actor: Actor, clock: Clock
) -> str:
    told = {"transferor": case.applicant.name, "effective_at": now, "reason": reason, **printed}
    return issue_for(case, f"{kind}_notice", told, actor, clock)


def _notice(
    case: Case,
    kind: str,
    body: list[str],
    now: datetime,
    actor: Actor,
    clock: Clock,
    ends_at: datetime | None,
    document: str,
) -> PublicNotice:
    return post_notice(
        kind=kind,
        exchange=case.exchange,
        title=f"{case.title[:200]}{NoticeKind(kind).label}（{case.project_number}）",
        body="\n".join(body),
        subject=case.listing,
        project_number=case.project_number,
        starts_at=now,
        ends_at=ends_at,
        document=document,
        actor=actor,
        clock=clock,
    )


def _instant(at: datetime | None) -> str:
    return at.isoformat() if at else ""
