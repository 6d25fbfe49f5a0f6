"""From the fee to the money: quote, notice of payment, payment."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.db.models import Sum
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Organisation
from marketplace.audit import commands as audit
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.money import MAX_FEN, yuan
from marketplace.core.states import atomic, lock
from marketplace.documents.commands import next_number
from marketplace.fees.breakdowns import write_way
from marketplace.fees.commands.papers import issue_notice_paper, issue_statement, revoke_papers
from marketplace.fees.models import Base, PaymentNotice, Quote, Schedule, Service
from marketplace.fees.occasions import Occasion, base_fen
from marketplace.fees.phasing import Way
from marketplace.fees.queries import Comparison, Shelf, compare, criteria_of, day_of, is_charged_by, read_shelf
from marketplace.fees.rules import may_mark_paid, may_notify
from marketplace.fees.wording import floor_wanted
from marketplace.ledger.models import Purpose, Transfer


class Circumstances(TypedDict, total=False):
    """What else a fee may hang on: how the deal came about, what for, since when, on which amounts, for whom."""

    method: str
    service: str
    day: date  # of the acceptance of the case; else today
    floor_fen: int
    received_before_fen: int
    criteria: Iterable[str]  # by which the payer qualifies; else what is known of it
    shelf: Shelf  # the schedules of today, where the caller has read them for several fees


@atomic
def quote(
    *,
    schedule: Schedule,
    price_fen: int,
    side: str,
    subject: str,
    payer: Organisation,
    actor: Actor,
    clock: Clock,
    exchange: str = "",
    **terms: Unpack[Circumstances],
) -> Quote:
    """Work a fee out once and freeze it with its whole calculation; `subject` is a plain number (`sale:S-2027-000042`).

    `exchange` is the venue that will ask for the money, by default the schedule's own; without one it is an estimate. The
    venue's phase, its reduction and the reliefs are those of the day of acceptance (R-GEN-08). Of a price that comes in parts
    `price_fen` is the part that comes now (R-FEE-05). The caller's command has asked its own rules. Raises Invalid for a wrong
    price, side, method or service, Refused if the venue has not adopted the schedule (R-FEE-12).
    """
    now = clock.read()
    shelf = terms.get("shelf") or read_shelf(now)
    schedule = shelf.same(schedule)
    venue, before_fen = exchange or schedule.exchange, terms.get("received_before_fen", 0)
    occasion = _occasion(terms, payer, venue, now)
    _refuse_unadopted(schedule, venue, occasion.day)
    way = _way(shelf, schedule, side, occasion)
    received_fen = _base(schedule, side, occasion, price_fen, before_fen, terms.get("floor_fen"))
    amount_fen = way.increment(before_fen, received_fen)
    _refuse_credit(amount_fen)
    made = Quote.objects.create(
        schedule=schedule,
        side=side,
        payer=payer,
        exchange=venue,
        subject=subject,
        price_fen=price_fen,
        received_before_fen=before_fen,
        amount_fen=amount_fen,
        occasion=occasion.written(),
        breakdown=write_way(way, before_fen, received_fen),
        comparison=comparison(
            compare(price_fen, now, method=occasion.method, criteria=occasion.criteria, sides=[side], shelf=shelf)
        ),
        created_by=actor.ref,
        created_at=now,
    )
    audit.record(
        "fees.quoted",
        subject=made,
        actor=actor,
        private=True,
        of=subject,
        schedule=schedule.number,
        side=side,
        payer=payer.number,
        price_fen=price_fen,
        amount_fen=made.amount_fen,
    )
    return made


def _occasion(terms: Circumstances, payer: Organisation, venue: str, now: datetime) -> Occasion:
    known = terms.get("criteria")
    criteria = criteria_of(payer) if known is None else frozenset(known)
    return Occasion(
        day=terms.get("day") or day_of(now),
        method=terms.get("method", ""),
        service=terms.get("service", Service.TRADING),
        criteria=criteria,
        exchange=venue,
    )


def _way(shelf: Shelf, schedule: Schedule, side: str, occasion: Occasion) -> Way:
    try:
        return shelf.way(schedule, side, occasion)
    except LookupError:
        text = _("无法计费：收费标准 {schedule} 没有付费方“{side}”、服务“{service}”的费率。")
        told = text.format(schedule=schedule.number, side=side[:20], service=occasion.service[:20])
        raise Invalid(told, rule="R-FEE-02") from None


def _base(
    schedule: Schedule, side: str, occasion: Occasion, price_fen: int, before_fen: int, floor_fen: int | None
) -> int:
    """What the bands are laid on, up to now: the price as far as it has come, or the floor price."""
    base = schedule.rate(side, occasion.method, occasion.service).base
    amount_fen = base_fen(base, before_fen + price_fen, floor_fen)
    if amount_fen is None or (before_fen and base == Base.FLOOR):
        raise Invalid(fields={"floor_fen": [floor_wanted()]}, rule="R-FEE-02")
    if price_fen < 0 or before_fen < 0 or not 0 <= amount_fen <= MAX_FEN:
        raise Invalid(_("无法计费：价款 {price} 元，付费方“{side}”。").format(price=yuan(price_fen), side=side))
    return amount_fen


@atomic
def notify_payment(*, quote: Quote, actor: Actor, clock: Clock) -> PaymentNotice:
    """Ask the payer of a quote for its amount, once; the notice gets the next number of the venue's year, without gaps.

    A repeat returns the notice that is there. Raises Refused for an estimate, Forbidden unless the actor is of the venue.
    """
    lock(quote)
    now = clock.read()
    require(may_notify, actor, quote)
    if quote.is_estimate:
        raise Refused(_("测算 {number} 未指明交易机构，不能据此发出付款通知。").format(number=quote.number))
    sent = PaymentNotice.objects.filter(quote=quote).first()
    if sent:
        return sent
    year = now.astimezone(SHANGHAI).year
    running = next_number(series=f"payment_notice:{quote.exchange}", year=year)
    notice = PaymentNotice.objects.create(
        number=f"PN-{quote.exchange}-{year}-{running:06d}", quote=quote, issued_at=now
    )
    issue_notice_paper(notice, actor, clock)
    audit.record(
        "fees.payment_notified",
        subject=notice,
        actor=actor,
        private=True,
        quote=quote.number,
        payer=quote.payer.number,
        amount_fen=quote.amount_fen,
    )
    return notice


@atomic
def mark_paid(*, notice: PaymentNotice, transfer: Transfer, actor: Actor, clock: Clock) -> None:
    """Note that a transfer of the ledger paid a notice; one transfer may pay several.

    Raises Refused if the notice is paid, or if the transfer was undone or brought the venue less in fees than all the notices
    it pays (R-SET-08).
    """
    lock(transfer)
    lock(notice)
    now = clock.read()
    require(may_mark_paid, actor, notice)
    _refuse_uncovered(notice, transfer)
    notice.move("pay", paid_at=now, transfer=transfer)
    issue_statement(notice, actor, clock)
    audit.record(
        "fees.paid",
        subject=notice,
        actor=actor,
        private=True,
        quote=notice.quote.number,
        transfer=transfer.number,
        amount_fen=notice.quote.amount_fen,
    )


@atomic
def mark_refunded(*, notice: PaymentNotice, transfer: Transfer, actor: Actor, clock: Clock) -> None:
    """Note that a transfer of the ledger gave a paid fee back, whole (R-FEE-08). The command that books it has asked who may.

    Raises Refused unless the notice is paid, or if the transfer brought the parties less than all the notices it gives back.
    """
    lock(transfer)
    lock(notice)
    now = clock.read()
    require(may_mark_paid, actor, notice)
    at_venue = transfer.legs.filter(account__exchange=notice.quote.exchange, account__purpose=Purpose.AVAILABLE)
    brought = at_venue.filter(amount_fen__gt=0).aggregate(total=Sum("amount_fen"))["total"] or 0
    others = PaymentNotice.objects.filter(refund=transfer).aggregate(total=Sum("quote__amount_fen"))["total"] or 0
    left = int(brought) - int(others)
    if left < notice.quote.amount_fen:
        message = _("划转 {transfer} 可退服务费 {left} 元，不足付款通知 {notice} 的 {amount} 元。")
        told = {"transfer": transfer.number, "left": yuan(left), "notice": notice.number}
        raise Refused(message.format(**told, amount=yuan(notice.quote.amount_fen)), rule="R-FEE-08", code="not_covered")
    notice.move("refund", refunded_at=now, refund=transfer)
    revoke_papers(notice, _("服务费已退还"), actor, clock)
    audit.record(
        "fees.refunded",
        subject=notice,
        actor=actor,
        private=True,
        quote=notice.quote.number,
        transfer=transfer.number,
        amount_fen=notice.quote.amount_fen,
    )


@atomic
def withdraw_notice(*, notice: PaymentNotice, actor: Actor, clock: Clock) -> None:
    """Ask no more for what has not been paid, because its deal is over (R-FEE-07). The command that ends the deal has asked who may."""
    lock(notice)
    now = clock.read()
    require(may_mark_paid, actor, notice)
    notice.move("withdraw")
    revoke_papers(notice, _("交易已终止，不再收取"), actor, clock)
    audit.record(
        "fees.notice_withdrawn",
        subject=notice,
        actor=actor,
        private=True,
        quote=notice.quote.number,
        at=now.isoformat(),
    )


def _refuse_credit(amount_fen: int) -> None:
    """Only a tariff on the whole amount, whose rate falls at an edge, could owe the payer something for paying more."""
    if amount_fen < 0:
        raise Refused(
            _("按该收费标准，本期付款后累计服务费反而减少，不能分期计收。请改为一次付清或调整各期金额。"),
            rule="R-FEE-05",
            code="fee_falls",
        )


def comparison(compared: Comparison) -> dict[str, Any]:
    """What the payer of the one side compared is shown beside the fee: every schedule, and every phase at each venue, in fen (R-FEE-13)."""
    return {
        "schedules": [
            {"schedule": line.schedule.number, "exchange": line.schedule.exchange, "amount_fen": line.amount_fen}
            for line in compared.lines
        ],
        "phases": [
            {
                "exchange": step.phase.exchange,
                "phase": step.phase.name,
                "weight": str(step.phase.weight),
                "from": step.phase.from_date.isoformat(),
                "legacy_fen": step.legacy_fen,
                "amount_fen": step.amount_fen,
                "target_fen": step.target_fen,
                "small_firm_fen": step.small_firm_fen,
                "in_force": step.in_force,
            }
            for step in compared.steps
        ],
    }


def _refuse_unadopted(schedule: Schedule, exchange: str, day: date) -> None:
    if exchange and not is_charged_by(schedule, exchange, day):
        raise Refused(
            _("交易机构 {exchange} 未采用收费标准 {schedule}，不能按其收费；须先由该机构自行决定采用。").format(
                exchange=exchange, schedule=schedule.number
            ),
            rule="R-FEE-12",
            code="schedule_not_adopted",
        )


def _refuse_uncovered(notice: PaymentNotice, transfer: Transfer) -> None:
    at_venue = transfer.legs.filter(
        account__exchange=notice.quote.exchange, account__purpose__in=[Purpose.FEE, Purpose.POOL], amount_fen__gt=0
    )
    brought = at_venue.aggregate(total=Sum("amount_fen"))["total"] or 0
    others = PaymentNotice.objects.filter(transfer=transfer).aggregate(total=Sum("quote__amount_fen"))["total"] or 0
    left = int(brought) - int(others)
    if left < notice.quote.amount_fen or Transfer.objects.filter(reverses=transfer).exists():
        raise Refused(
            _("划转 {transfer} 可抵服务费 {left} 元，不足以支付通知 {notice} 的 {amount} 元。").format(
                transfer=transfer.number, left=yuan(left), notice=notice.number, amount=yuan(notice.quote.amount_fen)
            ),
            rule="R-SET-08",
            code="not_covered",
        )
