"""Returns: ordered, counted, checked by a second person, filed, corrected by a new version."""

from datetime import datetime
from typing import Any

from celery import current_app
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import ExchangeCode
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.jobs import commands as jobs
from marketplace.reporting import rules
from marketplace.reporting.external import external_of
from marketplace.reporting.figures import figures_of, freeze_rows, frozen_figures, hash_of
from marketplace.reporting.models import Return
from marketplace.reporting.periods import Period
from marketplace.reporting.turnover import turnover_of

KIND = "reporting.count_return"
REASON_MOST = 300
AT_WORK = (Return.State.COUNTING, Return.State.DRAFT, Return.State.CHECKED)


@atomic
def draft_return(*, period: str, exchange: str, actor: Actor, clock: Clock) -> Return:
    """Order the return of a period that is over, of one exchange or of all four (""); a worker counts it.

    Raises Invalid for what names no period or one that still runs, Refused if one is at work or filed already.
    """
    now = clock.read()
    if exchange and exchange not in ExchangeCode.values:
        raise Invalid(fields={"exchange": [_("没有代码为“{code}”的交易机构。").format(code=exchange[:10])]})
    require(rules.may_draft_return, actor, exchange)
    wanted = _read(period)
    if not wanted.is_over(now):
        raise Invalid(fields={"period": [_("{period} 尚未结束，期满后才能编制报表。").format(period=wanted.name)]})
    rows = Return.objects.filter(kind=wanted.kind, first_date=wanted.first, exchange=exchange)
    if at_work := rows.filter(state__in=AT_WORK).first():
        told = _("{period} 的报表 {number} 正在办理，请先办结。")
        raise Refused(told.format(period=wanted.name, number=at_work.number), code="return_at_work")
    if filed := rows.filter(state=Return.State.FILED).order_by("-version").first():
        told = _("{period} 的报表 {number} 已报送；数据有误的，请在其页面更正。")
        raise Refused(told.format(period=wanted.name, number=filed.number), code="return_filed")
    return _order(wanted, exchange, actor, now)


def _read(name: str) -> Period:
    try:
        return Period.read(name.strip())
    except ValueError:
        raise Invalid(fields={"period": [_("请写成 2027-03（月）、2027-Q1（季）或 2027（年）。")]}) from None


def _order(wanted: Period, exchange: str, actor: Actor, now: datetime, **fields: Any) -> Return:
    assert actor.user
    title = _("统计报表 {period}").format(period=f"{wanted.name} {exchange}".strip())
    found = Return.objects.create(
        kind=wanted.kind,
        first_date=wanted.first,
        exchange=exchange,
        drafted_by=actor.user,
        drafted_at=now,
        job=jobs.enqueue(kind=KIND, title=title, actor=actor),
        **fields,
    )
    facts = {"period": wanted.name, "exchange": exchange, "version": found.version, "reason": found.reason}
    audit.record("reporting.return_drafted", subject=found, actor=actor, private=True, **facts)
    number = found.number
    transaction.on_commit(
        lambda: current_app.send_task("reporting.count_return", args=[number], retry=False), robust=True
    )
    return found


def count_return(*, found: Return, clock: Clock) -> None:
    """The work of the job, outside a transaction. Raises Refused if another worker is at it."""
    job = found.job
    assert job is not None
    jobs.begin(job=job)
    with jobs.running(job):
        freeze_return(found=found, clock=clock)


@atomic
def freeze_return(*, found: Return, clock: Clock) -> None:
    """Freeze the cases of the period, count them, and compare with the period before and the same one a year ago.

    What these are compared with is their filed return; where none was filed, the cases as they stand now.
    """
    lock(found)
    now = clock.read()
    rows = freeze_rows(found)
    figures = frozen_figures(found)
    figures["compared"] = {
        name: _compared(period, found.exchange)
        for name, period in (("previous", found.period.previous), ("year_before", found.period.year_before))
    }
    figures["turnover"] = turnover_of(found.period, found.exchange)
    figures["external"] = external_of(found.period, found.exchange)
    found.figures = figures
    found.move("freeze", figures=figures, row_count=rows, sha256=hash_of(found), counted_at=now)


def _compared(period: Period, exchange: str) -> dict[str, object]:
    filed = Return.objects.filter(
        kind=period.kind, first_date=period.first, exchange=exchange, state=Return.State.FILED
    )
    latest = filed.order_by("-version").first()
    total = latest.figures["total"] if latest else figures_of(period, exchange)["total"]
    return {"period": period.name, "basis": latest.number if latest else "", "total": total}


@atomic
def check_return(*, found: Return, actor: Actor, clock: Clock) -> None:
    """Check a draft, as another person than its author. Raises Refused if its frozen rows no longer give its figures."""
    lock(found)
    now = clock.read()
    require(rules.may_check_return, actor, found)
    if found.state == Return.State.DRAFT and hash_of(found) != found.sha256:
        raise Refused(_("冻结的数据与摘要不符，不能复核。请退回并重新编制。"), code="hash_differs")
    found.move("check", checked_by=actor.user, checked_at=now)
    audit.record("reporting.return_checked", subject=found, actor=actor, private=True, sha256=found.sha256)


@atomic
def reject_return(*, found: Return, reason: str, actor: Actor, clock: Clock) -> None:
    """Send a draft back: it ends here, and a new one is drafted. Raises Invalid without a reason."""
    lock(found)
    clock.read()
    require(rules.may_check_return, actor, found)
    told = words(reason, field="reason", most=REASON_MOST, lack=_("请写明退回理由。"))
    found.move("reject", rejection=told)
    audit.record("reporting.return_rejected", subject=found, actor=actor, private=True, reason=told)


@atomic
def file_return(*, found: Return, actor: Actor, clock: Clock) -> None:
    """File a checked return with the supervisor (报送): from now on every supervisor sees it."""
    lock(found)
    now = clock.read()
    require(rules.may_file_return, actor, found)
    found.move("file", filed_by=actor.user, filed_at=now)
    audit.record(
        "reporting.return_filed",
        subject=found,
        actor=actor,
        period=found.period.name,
        exchange=found.exchange,
        version=found.version,
        sha256=found.sha256,
    )


@atomic
def correct_return(*, found: Return, reason: str, actor: Actor, clock: Clock) -> Return:
    """Order a new version of a filed return; the old one stays, and both are shown (R-GEN-08 by analogy).

    Raises Invalid without a reason, Refused unless it is the latest version and filed.
    """
    lock(found)
    now = clock.read()
    require(rules.may_draft_return, actor, found.exchange)
    told = words(reason, field="reason", most=REASON_MOST, lack=_("请写明更正理由。"))
    if found.state != Return.State.FILED:
        raise Refused(_("只有已报送的报表才需更正。"), code="not_filed")
    rows = Return.objects.filter(kind=found.kind, first_date=found.first_date, exchange=found.exchange)
    if rows.filter(state__in=AT_WORK).exists() or rows.filter(state="filed", version__gt=found.version).exists():
        raise Refused(_("该期报表已有更新的版本。"), code="return_at_work")
    return _order(found.period, found.exchange, actor, now, version=found.version + 1, supersedes=found, reason=told)
