"""A fault of the system: bidding stands still, and goes on with the time that was left (R-BID-17)."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor, system_actor
from marketplace.audit import commands as audit
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Refused, require
from marketplace.core.live import announce
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.desk.commands import post_notice
from marketplace.desk.models import NoticeKind
from marketplace.desk.official import official
from marketplace.rulebook.queries import deadline
from marketplace.trading.bidding import resumed_end
from marketplace.trading.commands.rounds import move_round
from marketplace.trading.models import Interruption, Sale
from marketplace.trading.models.interruption import REASON_MAX
from marketplace.trading.queries.interruptions import standing_still
from marketplace.trading.rules import may_pause

RULE = "R-BID-17"


@atomic
def pause_sale(*, sale: Sale, reason: str, actor: Actor, clock: Clock) -> Interruption:
    """Let the bidding of an open sale stand still on a fault, publicly and with its reason; bids are refused meanwhile.

    It must go on within the days of R-BID-17. Raises Invalid without a reason, Refused before the opening or after the end.
    """
    lock(sale)
    now = clock.read()
    require(may_pause, actor, sale)
    fault = words(reason, field="reason", most=REASON_MAX, lack=_("请写明故障情况。"), rule=RULE)
    if sale.state != Sale.State.OPEN or now >= sale.ends_at:
        raise Refused(_("只有进行中的竞价可以暂停。"), rule=RULE, code="state_pause")
    sale.move("pause")
    assert actor.user
    made = Interruption.objects.create(
        sale=sale,
        position=sale.interruptions.count() + 1,
        reason=fault,
        paused_at=now,
        paused_by=actor.user,
        after_sequence=sale.bid_count,
        resume_by=deadline(now, days=int(sale.rule_version.value(RULE, "resume_days"))).at,
    )
    post_pause_notice(sale, NoticeKind.SUSPENSION, _paused(made), now, clock)
    audit.record("trading.sale_paused", subject=sale, actor=actor, reason=fault, resume_by=made.resume_by.isoformat())
    announce(sale.topic)
    return made


@atomic
def resume_sale(*, sale: Sale, actor: Actor, clock: Clock) -> Interruption:
    """Let the bidding go on: for what was left of its time, at least the N seconds of an extension.

    Raises Refused for a sale that does not stand still, and once the days of R-BID-17 are over: then it has failed.
    """
    lock(sale)
    now = clock.read()
    require(may_pause, actor, sale)
    pause = standing_still(sale)
    if pause is None:
        raise Refused(_("本场竞价没有暂停。"), rule=RULE, code="state_resume")
    if pause.cause == Interruption.Cause.SUSPENSION:
        message = _("本场竞价随挂牌中止而暂停。挂牌恢复（案件中提出、另一人复核）后，竞价随即恢复。")
        raise Refused(message, rule="R-LST-06", code="listing_suspended")
    if now >= pause.resume_by:
        raise Refused(_("恢复期限已过，本场竞价终止，请重新公告。"), rule=RULE, code="resume_late")
    ends_at = resumed_end(sale.standing, pause.paused_at, now, sale.extension_seconds)
    pause.resumed_at, pause.resumed_by, pause.until_sequence, pause.ends_at = now, actor.user, sale.bid_count, ends_at
    pause.save(update_fields=["resumed_at", "resumed_by", "until_sequence", "ends_at"])
    move_round(sale, paused_at=pause.paused_at, resumed_at=now, ends_at=ends_at)
    sale.move("resume", ends_at=ends_at)
    post_pause_notice(sale, NoticeKind.RESUMPTION, _resumed(ends_at), now, clock)
    audit.record("trading.sale_resumed", subject=sale, actor=actor, ends_at=ends_at.isoformat())
    announce(sale.topic)
    return pause


@official
def post_pause_notice(sale: Sale, kind: NoticeKind, body: str, now: datetime, clock: Clock) -> None:
    """Say publicly that a sale stands still, or goes on."""
    listing = sale.listing
    post_notice(
        kind=kind,
        exchange=sale.exchange,
        title=f"{listing.title[:200]}{kind.label}（{listing.project_number}）",
        body=body,
        subject=sale,
        project_number=listing.project_number,
        starts_at=now,
        actor=system_actor("trading.pause"),
        clock=clock,
    )


@official
def _paused(made: Interruption) -> str:
    text = _(
        "竞价 {sale} 因故暂停：{reason}。暂停期间的报价不予接受；将于 {until} 前恢复，恢复时另行公告（规则 R-BID-17）。"
    )
    return text.format(sale=made.sale.number, reason=made.reason, until=said(made.resume_by))


@official
def _resumed(ends_at: datetime) -> str:
    return _("竞价恢复，结束时间改为 {ends}（规则 R-BID-17）。").format(ends=said(ends_at))


def said(at: datetime) -> str:
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")
