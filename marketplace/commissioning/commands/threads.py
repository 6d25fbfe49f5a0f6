"""A supplier offers work on a need; the two take turns until they agree or leave (R-CON-01, R-CON-04)."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Scope as Acts
from accounts.rules import require_authority
from marketplace.audit import commands as audit
from marketplace.catalogue.models import Need
from marketplace.commissioning import rules
from marketplace.commissioning.commands.engaging import engage_thread
from marketplace.commissioning.milestones import Milestone, cleaned, faults
from marketplace.commissioning.models import NeedOffer, NeedThread, OpenCall, ThreadEnding, ThreadSide, ThreadState
from marketplace.commissioning.models.call import NOTE_MAX, TEXT_MAX
from marketplace.commissioning.models.thread import WorkKind
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.findings import refuse
from marketplace.core.money import MAX_FEN
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.rulebook.models import CapabilityCode
from marketplace.rulebook.queries import deadline, require_capability, version_in_force
from marketplace.trading.commands.offers import VALID_DAYS_MOST
from marketplace.trading.commands.registrations import referrer_of
from marketplace.trading.commands.screening import declared, finding
from marketplace.trading.commands.tariffs import tariff_at
from marketplace.trading.models.negotiation import OFFERS_MOST
from marketplace.trading.models.screened import ForeignLink, Screening
from marketplace.trading.turns import Last, may_accept, may_offer

RULE = "R-CON-01"


@atomic
def open_thread(
    *,
    need: Need,
    kind: str,
    foreign_link: str,
    declaration: str = "",
    via_exchange: str = "",
    actor: Actor,
    clock: Clock,
) -> NeedThread:
    """Begin to negotiate about work on a need; the actor's organisation is the supplier.

    Anything but no foreign link is screened by the exchange before the first offer (R-SEC-08). Raises Invalid field by field, Forbidden
    for the poster's people and exchanges (R-BID-12), Refused for a need that is closed, unverified, called out or agreed on, or while
    a thread of the two is open.
    """
    lock(need)
    now = clock.read()
    require_authority(actor, Acts.LIST, at=now)
    require(rules.may_approach, actor, need)
    require_unsettled(need)
    require_capability(need.exchange, CapabilityCode.SETTLEMENT, now)
    tariff_at(need.exchange, now)  # what it comes to is charged for
    if kind not in WorkKind.values:
        raise Invalid(fields={"kind": [_("请选择合作类型。")]}, rule=RULE)
    said = declared(foreign_link, declaration)
    assert actor.organisation
    assert actor.user
    if NeedThread.objects.live().filter(need=need, supplier=actor.organisation).exists():
        raise Refused(_("贵单位正在与需求方磋商，请在原磋商中继续。"), rule=RULE, code="open_already")
    thread = NeedThread.objects.create(
        state=ThreadState.OPEN if foreign_link == ForeignLink.NONE else ThreadState.SCREENING,
        need=need,
        supplier=actor.organisation,
        exchange=need.exchange,
        via_exchange=referrer_of(via_exchange, actor),
        rule_version=version_in_force(now, exchange=need.exchange),
        kind=kind,
        **said,
        opened_by=actor.user,
        opened_at=now,
    )
    audit.record(
        "commissioning.thread_opened",
        subject=thread,
        actor=actor,
        private=True,
        need=need.number,
        foreign_link=foreign_link,
    )
    return thread


def require_unsettled(need: Need) -> None:
    """Raises Refused for a need on which nothing may be offered: closed, unverified, called out, or agreed on."""
    if need.state != Need.State.OPEN or need.unverified:
        raise Refused(_("只有征集中、已核实的需求可以磋商。"), rule=RULE, code="need_not_open")
    if OpenCall.objects.filter(need=need, state__in=OpenCall.LIVE).exists():
        raise Refused(_("该需求正在揭榜，请提交揭榜方案。"), rule="R-CALL-01", code="called_out")
    if NeedThread.objects.filter(need=need, state=ThreadState.AGREED).exists():
        raise Refused(_("需求方已与他人达成一致。"), rule=RULE, code="agreed_elsewhere")


@atomic
def screen_thread(
    *, thread: NeedThread, result: str, basis: str, reason: str, permit: str = "", actor: Actor, clock: Clock
) -> NeedThread:
    """Decide what the catalogues say; what is prohibited ends the thread (R-SEC-08).

    Raises Invalid field by field, Forbidden for anybody but an officer of the exchange, Refused once it was screened.
    """
    lock(thread)
    now = clock.read()
    require(rules.may_screen_thread, actor, thread)
    found = finding(thread, result, basis, reason, permit, actor, now)
    if result == Screening.PROHIBITED:
        thread.move("end", **found, ending=ThreadEnding.PROHIBITED, ended_at=now, ended_by=actor.user)
    else:
        thread.move("clear", **found)
    audit.record("commissioning.thread_screened", subject=thread, actor=actor, private=True, result=result)
    return thread


@atomic
def make_need_offer(
    *,
    thread: NeedThread,
    price_fen: int,
    content: str,
    milestones: Sequence[Milestone],
    valid_days: int,
    actor: Actor,
    clock: Clock,
) -> NeedOffer:
    """Offer work for a price in fen by milestones that sum to it, or answer the other side; it stands for `valid_days` days.

    The supplier begins. Raises Invalid field by field, Forbidden for anybody but the two sides, Refused if the thread is not open, it is
    the other side's turn, or too many offers were made.
    """
    lock(thread)
    now = clock.read()
    side = rules.seat_in(actor, thread)
    require_authority(actor, Acts.LIST if side == ThreadSide.SUPPLIER else Acts.BID, price_fen, at=now)
    require(rules.may_negotiate_need, actor, thread)
    _require_open(thread)
    before = last_offer(thread)
    if before is None and side != ThreadSide.SUPPLIER:
        raise Refused(_("请等待承担方首次报价。"), rule=RULE, code="not_your_turn")
    if not may_offer(side, _last(before), now):
        told = _("贵方的出价仍然有效，请等待对方答复，或在其到期后再出价。")
        raise Refused(told, rule=RULE, code="not_your_turn")
    position = before.position + 1 if before else 1
    if position > OFFERS_MOST:
        told = _("双方出价已达 {most} 次，请退出后重新发起磋商。").format(most=OFFERS_MOST)
        raise Refused(told, rule=RULE, code="too_many_offers")
    stages = _checked(price_fen, milestones, valid_days)
    said = words(content, field="content", most=TEXT_MAX, lack=_("请写明合作内容和要求。"), rule="R-CON-03")
    assert actor.user
    offer = NeedOffer.objects.create(
        thread=thread,
        position=position,
        side=side,
        price_fen=price_fen,
        content=said,
        milestones=[one.row() for one in stages],
        expires_at=deadline(now, days=valid_days).at,
        made_by=actor.user,
        made_at=now,
    )
    audit.record(
        "commissioning.need_offer_made", subject=thread, actor=actor, private=True, position=position, side=side
    )
    return offer


def _checked(price_fen: int, milestones: Sequence[Milestone], valid_days: int) -> list[Milestone]:
    if not 0 < price_fen <= MAX_FEN:
        raise Invalid(fields={"price": [_("报价须大于零，且不超出上限。")]}, rule="R-CON-04")
    if not 1 <= valid_days <= VALID_DAYS_MOST:
        told = _("有效期须为 1 至 {most} 日。").format(most=VALID_DAYS_MOST)
        raise Invalid(fields={"valid_days": [told]}, rule=RULE)
    stages = cleaned(milestones)
    refuse(faults(stages, price_fen))
    return stages


@atomic
def accept_need_offer(*, thread: NeedThread, position: int, actor: Actor, clock: Clock) -> NeedThread:
    """Accept the other side's last offer, which is number `position`: the two have agreed, and what they sign follows.

    Raises Forbidden for anybody but the two sides, Refused if the offer is one's own, was answered or is over, or the need was called
    out or agreed on with another.
    """
    lock(thread.need)
    lock(thread)
    now = clock.read()
    offer = last_offer(thread)
    side = rules.seat_in(actor, thread)
    amount = offer.price_fen if offer else None
    require_authority(actor, Acts.LIST if side == ThreadSide.SUPPLIER else Acts.BID, amount, at=now)
    require(rules.may_negotiate_need, actor, thread)
    _require_open(thread)
    if offer is None or offer.position != position or not may_accept(side, _last(offer), now):
        raise Refused(_("只能接受对方最近一次且仍在有效期内的出价。"), rule=RULE, code="not_acceptable")
    require_unsettled(thread.need)
    thread.move("agree", agreed_offer=offer, agreed_by=actor.user, agreed_at=now)
    audit.record(
        "commissioning.need_offer_accepted", subject=thread, actor=actor, private=True, position=position, side=side
    )
    engage_thread(thread, now, clock)
    return thread


@atomic
def withdraw_thread(*, thread: NeedThread, reason: str, actor: Actor, clock: Clock) -> NeedThread:
    """Leave a thread, for good. Raises Invalid without a reason, Forbidden for anybody but the two sides, Refused once it is agreed or ended."""
    lock(thread)
    now = clock.read()
    require_authority(actor, at=now)
    require(rules.may_negotiate_need, actor, thread)
    said = words(reason, field="reason", most=NOTE_MAX, lack=_("请写明退出的理由。"))
    _end(thread, ThreadEnding.WITHDRAWN, said, now, actor, rules.seat_in(actor, thread))
    return thread


@atomic
def end_due_thread(*, thread: NeedThread, actor: Actor, clock: Clock) -> NeedThread:
    """End a thread whose need was closed. Raises Refused while the need is open."""
    lock(thread)
    now = clock.read()
    if thread.need.state == Need.State.OPEN:
        raise Refused(_("需求仍在征集中。"), rule=RULE, code="need_open")
    _end(thread, ThreadEnding.NEED_CLOSED, thread.need.close_reason, now, actor, "")
    return thread


def _end(thread: NeedThread, ending: str, reason: str, now: datetime, actor: Actor, side: str) -> None:
    thread.move("end", ending=ending, end_reason=reason, ended_at=now, ended_by=actor.user)
    audit.record(
        "commissioning.thread_ended",
        subject=thread,
        actor=actor,
        private=True,
        ending=ending,
        side=side,
        reason=reason,
    )


def _require_open(thread: NeedThread) -> None:
    if thread.state != ThreadState.OPEN:
        told = _("当前状态为“{state}”，不能出价或接受。").format(state=thread.get_state_display())
        raise Refused(told, rule="R-SEC-08" if thread.state == ThreadState.SCREENING else RULE, code="not_open")
    if thread.need.state != Need.State.OPEN:
        raise Refused(_("需求已结束，不能再出价。"), rule=RULE, code="need_not_open")


def last_offer(thread: NeedThread, /) -> NeedOffer | None:
    return thread.offers.order_by("-position").first()


def _last(offer: NeedOffer | None) -> Last | None:
    return Last(offer.side, offer.expires_at) if offer else None
