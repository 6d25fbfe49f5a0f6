"""What comes up against a lot suspends its listing, and a sale stands still as long as its listing does (R-LST-06, R-CON-10).

Nobody decides here: the sweep compares what is with what was disclosed, as often as it runs, so nothing depends on who recorded
what where, and a fact that begins on a later day counts from that day on.
"""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.catalogue.models import Listing
from marketplace.catalogue.queries import unsettled
from marketplace.core.clock import Clock
from marketplace.core.live import announce
from marketplace.core.states import atomic, lock
from marketplace.desk.commands import halt_offer
from marketplace.desk.models import Case
from marketplace.desk.models.notice import NoticeKind
from marketplace.desk.official import official
from marketplace.rulebook.queries import deadline
from marketplace.trading.bidding import resumed_end
from marketplace.trading.commands.ending import end_sale
from marketplace.trading.commands.pausing import post_pause_notice, said
from marketplace.trading.commands.rounds import move_round
from marketplace.trading.models import Interruption, Sale
from marketplace.trading.models.sale import WITHDRAWN
from marketplace.trading.queries.interruptions import standing_still

RULE = "R-LST-06"
State = Listing.State


@atomic
def watch_listing(*, listing: Listing, actor: Actor, clock: Clock) -> bool:
    """Bring a listing and its sale in line with what stands on its rights; returns whether anything was to be done.

    What has come up suspends the listing, publicly, and its sale stands still, registration and bidding alike. A suspended
    listing's sale stands still whoever suspended it; once the listing is on offer again it goes on; if it was withdrawn the sale has failed
    and deposits go back (R-BID-03).
    """
    sale = listing.sales.running().first()
    if sale is not None:
        lock(sale)
    lock(listing)
    now = clock.read()
    found = unsettled(listing, now) if listing.state == State.PUBLISHED and not listing.unverified else None
    if found is not None:
        reason = _reason(found.message, found.number, found.rule)
        halt_offer(listing=listing, reason=reason, asked_by=_by_rule(), actor=actor, now=now, clock=clock)
    moved = sale is not None and not sale.is_over and follow_listing(sale, listing, now, actor, clock)
    return found is not None or moved


def follow_listing(sale: Sale, listing: Listing, now: datetime, actor: Actor, clock: Clock) -> bool:
    """Let a locked sale that runs stand still, go on or end as its locked listing does; returns whether it did."""
    sale.listing = listing
    held = standing_still(sale)
    if listing.state == State.WITHDRAWN:
        end_sale(sale, WITHDRAWN, now, actor, clock)
        return True
    if listing.state == State.SUSPENDED and held is None:
        hold_sale(sale, now, actor, clock)
        return True
    if listing.state == State.PUBLISHED and held is not None and held.cause == Interruption.Cause.SUSPENSION:
        if now >= held.resume_by:
            return False  # the sweep of what was not resumed in time ends it
        release_sale(sale, held, now, actor, clock)
        return True
    return False


def hold_sale(sale: Sale, now: datetime, actor: Actor, clock: Clock) -> Interruption:
    """Let a locked sale stand still, at the longest as long as its listing may be suspended. The caller has looked at the listing."""
    reason = sale.listing.reasons or _by_rule()
    held = Interruption.objects.create(
        sale=sale,
        position=sale.interruptions.count() + 1,
        cause=Interruption.Cause.SUSPENSION,
        reason=reason[:500],
        before_opening=sale.state == Sale.State.ANNOUNCED,
        paused_at=now,
        after_sequence=sale.bid_count,
        resume_by=_until(sale, now),
    )
    sale.move("pause")
    post_pause_notice(sale, NoticeKind.SUSPENSION, _held(held), now, clock)
    audit.record("trading.sale_held", subject=sale, actor=actor, reason=reason, resume_by=held.resume_by.isoformat())
    announce(sale.topic)
    return held


def release_sale(sale: Sale, held: Interruption, now: datetime, actor: Actor, clock: Clock) -> None:
    """Let a locked sale go on: with what was left of its bidding, at least N seconds (R-BID-17); before the opening all its times

    move by as long as it was held, and so far that registration ends no earlier than the disclosure does (R-LST-01, R-LST-06).
    """
    if held.before_opening:
        later = _later(sale, held, now)
        times = {
            "opens_at": sale.opens_at + later,
            "free_ends_at": sale.free_ends_at + later,
            "ends_at": sale.ends_at + later,
        }
        if sale.registration_ends_at:
            times["registration_ends_at"] = sale.registration_ends_at + later
        held.moved_by = later
    else:
        times = {"ends_at": _end_after(sale, held, now)}
    held.resumed_at, held.until_sequence, held.ends_at = now, sale.bid_count, times["ends_at"]
    held.save(update_fields=["moved_by", "resumed_at", "until_sequence", "ends_at"])
    opens_at = times.get("opens_at")
    move_round(sale, paused_at=held.paused_at, resumed_at=now, ends_at=times["ends_at"], opens_at=opens_at)
    sale.move("postpone" if held.before_opening else "resume", **times)
    post_pause_notice(sale, NoticeKind.RESUMPTION, _released(sale, held), now, clock)
    opens, ends = sale.opens_at.isoformat(), sale.ends_at.isoformat()
    audit.record("trading.sale_released", subject=sale, actor=actor, opens_at=opens, ends_at=ends)
    announce(sale.topic)


def _end_after(sale: Sale, held: Interruption, now: datetime) -> datetime:
    """A sealing that was over stays over: nobody may seal once others may open (R-BID-15)."""
    if sale.is_by_envelope and held.paused_at >= sale.ends_at:
        return sale.ends_at
    return resumed_end(sale.standing, held.paused_at, now, sale.extension_seconds)


def _later(sale: Sale, held: Interruption, now: datetime) -> timedelta:
    stood, disclosed_until = now - held.paused_at, sale.listing.disclosure_ends_at
    if disclosed_until is None:
        return stood
    while_disclosed = (
        sale.method == Sale.Method.DYNAMIC
    )  # it opens before the disclosure is over, and ends after it (R-BID-06)
    not_before = sale.registration_ends_at or (sale.free_ends_at if while_disclosed else sale.opens_at)
    return max(stood, disclosed_until - not_before)


def _until(sale: Sale, now: datetime) -> datetime:
    """The end of the suspension; what rules older than the desk do not say is a month."""
    ends_at = Case.objects.filter(listing=sale.listing_id).values_list("suspension_ends_at", flat=True).first()
    months = int(sale.rule_version.value(RULE, "suspension_max_months"))
    return ends_at if ends_at and ends_at > now else deadline(now, months=months).at


@official
def _reason(message: object, number: str, rule: str) -> str:
    return _("{fact}（规则 {rule}）").format(fact=str(message).format(number=number).rstrip("。"), rule=rule)


@official
def _by_rule() -> str:
    return _("交易系统依规则")


@official
def _held(held: Interruption) -> str:
    text = _(
        "竞价 {sale} 随挂牌中止而暂停，暂停期间不办理报名、不接受报价：{reason}。恢复或终结时另行公告（规则 R-LST-06）。"
    )
    return text.format(sale=held.sale.number, reason=held.reason)


@official
def _released(sale: Sale, held: Interruption) -> str:
    if held.before_opening:
        text = _("竞价恢复，开始时间改为 {opens}，报名截止时间相应顺延（规则 R-LST-06）。")
        return text.format(opens=said(sale.opens_at))
    if held.ends_at and held.resumed_at and held.ends_at <= held.resumed_at:
        return _("竞价恢复。报价已于 {ends} 截止，不再接受；开标期限相应顺延（规则 R-LST-06）。").format(
            ends=said(sale.ends_at)
        )
    return _("竞价恢复，结束时间改为 {ends}（规则 R-BID-17）。").format(ends=said(sale.ends_at))
