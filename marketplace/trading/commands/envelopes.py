"""Sealing a price, and opening one's own envelope where the custodians did not (R-BID-10, R-BID-15)."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Authorisation, Scope
from accounts.rules import require_authority
from marketplace.audit import commands as audit
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.live import announce
from marketplace.core.money import MAX_FEN
from marketplace.core.states import atomic, lock
from marketplace.files.commands import attach
from marketplace.files.models import File
from marketplace.keys.commands import sign
from marketplace.trading.commands.unsealing import unseal_if_ready
from marketplace.trading.envelopes import Malformed, Opening, Place, check, is_hex
from marketplace.trading.judging import flaw
from marketplace.trading.models import Envelope, Round, Sale
from marketplace.trading.models.registration import pseudonym
from marketplace.trading.protocol import envelope_facts
from marketplace.trading.queries.bids import bidder_of
from marketplace.trading.queries.sealed import current_round, custodians, own_envelope, require_on_offer
from marketplace.trading.rules import Bidder, bids_without_conflict, is_qualified, may_bid
from marketplace.trading.sealed_rules import may_open_own

RULE = "R-BID-15"
MOST_FILES = 5


@dataclass(frozen=True, slots=True)
class EnvelopeReceipt:
    """That an envelope was received, and what it is: whoever keeps it proves both (docs/algorithms/protocol.md)."""

    envelope: Envelope
    jws: str


@atomic
def seal_envelope(
    *, sale: Sale, envelope: Any, files: Sequence[File] = (), actor: Actor, clock: Clock
) -> EnvelopeReceipt:
    """Keep a bidder's sealed price for the round that runs; nobody can read it before its end (decisions/0011).

    One envelope for each bidder and round: it can neither be withdrawn nor replaced (R-BID-10). The very same one again, after an answer that was lost, is
    answered with its receipt, at any time. `files` are the plan of a weighted sale, which must not
    name the bidder. The mandate of who seals must cover the least price; one above its limit does not count once it is opened (R-DSK-09). Raises Refused before the
    opening, from the end on and for a second envelope; Forbidden like a bid; Invalid for what is no envelope of this bidder, round and custodians.
    """
    lock(sale)
    now = clock.read()
    if not sale.is_by_envelope:
        raise Refused(_("本场竞价不是密封报价。"), rule="R-BID-06", code="not_sealed")
    current = current_round(sale)
    bidder = _bidder(sale, current, actor, now)
    again = _kept_already(current, bidder, envelope)
    if again is not None:
        return EnvelopeReceipt(again, again.receipt)
    _require_time(sale, current, now)
    if current.envelopes.filter(registration=bidder.id).exists():
        message = _("本轮已提交报价信封，不能撤回或更换（规则 R-BID-10）。")
        raise Refused(message, rule="R-BID-10", code="sealed_already")
    text = _checked(sale, current, bidder, envelope)
    _require_plan(sale, files)

    assert actor.user
    kept = Envelope(
        round=current,
        registration_id=bidder.id,
        placed_by=actor.user,
        received_at=now,
        text=text,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        commitment=envelope["commitment"],
        files_digest=_digest(files),
        limit_fen=_limit(actor, now),
    )
    told = envelope_facts(kept, bidder.code)
    kept.receipt = sign(payload={"sale": sale.number, **told})
    kept.save()
    for file in files:
        attach(file=file, subject=audit.ref(kept), actor=actor, personal=True)  # who scores must not read whose it is
    audit.record(
        "trading.envelope_sealed",
        subject=sale,
        actor=pseudonym(sale.number, bidder.code),
        private=True,  # how many there are nobody learns before the end
        **told,
    )
    return EnvelopeReceipt(kept, kept.receipt)


def _kept_already(current: Round, bidder: Bidder, envelope: Any) -> Envelope | None:
    """The bidder's envelope of this round, if it is this one."""
    kept = current.envelopes.filter(registration=bidder.id).first()
    return kept if kept and json.loads(kept.text) == envelope else None


def _bidder(sale: Sale, current: Round, actor: Actor, now: datetime) -> Bidder:
    """Who seals, as for a bid at the least price."""
    bidder = bidder_of(sale, actor, current.floor_fen, now)
    if not (bidder and bidder.authorised):
        require_authority(actor, Scope.BID, current.floor_fen, at=now)
    require(may_bid, actor, bidder)
    assert bidder
    require(is_qualified, actor, bidder)
    require(bids_without_conflict, actor, bidder)
    if current.invited and bidder.code not in current.invited:
        message = _("补充报价只在最高报价相同者和有优先购买权的竞买人之间进行。")
        raise Refused(message, rule=RULE, code="not_invited")
    return bidder


def _require_time(sale: Sale, current: Round, now: datetime) -> None:
    if sale.state == Sale.State.PAUSED:
        raise Refused(_("竞价因故暂停，恢复之后才能提交报价信封。"), rule="R-BID-17", code="sale_paused")
    if now < current.opens_at:
        raise Refused(_("尚未到报价开始时间。"), rule="R-BID-07", code="early")
    if sale.is_over or current.opened_at is not None or now >= current.ends_at:
        message = _("报价已经截止，信封不予接受。到达时间以交易系统时钟为准。")
        raise Refused(message, rule=RULE, code="late")
    if sale.waits_for_bidders:
        message = _("报名已截止，正在核定竞买人；只有一名合格的，协议成交，不再竞价。请稍后再试（规则 R-BID-14）。")
        raise Refused(message, rule="R-BID-14", code="not_opened_yet")


def _checked(sale: Sale, current: Round, bidder: Bidder, envelope: Any) -> str:
    keys = [custodian.key.number for custodian in custodians(sale)]
    try:
        return check(envelope, Place(sale.number, current.position, bidder.code), keys)
    except Malformed as wrong:
        message = _("报价信封格式不符（{part}）：须按本场、本轮、本竞买代码和公告的开标密钥制作。请刷新页面重新密封。")
        raise Invalid(fields={"envelope": [message.format(part=wrong)]}, rule=RULE) from None


def _require_plan(sale: Sale, files: Sequence[File]) -> None:
    wanted = sale.method == Sale.Method.WEIGHTED
    if wanted and not 1 <= len(files) <= MOST_FILES:
        message = _("权重报价须随信封提交 1 至 {most} 个方案文件（规则 R-BID-16）。").format(most=MOST_FILES)
        raise Invalid(fields={"files": [message]}, rule="R-BID-16")
    if files and not wanted:
        raise Invalid(fields={"files": [_("一次报价只比价格，不需要方案文件。")]}, rule="R-BID-06")


def _digest(files: Sequence[File]) -> str:
    """Of the contents in the order in which they were handed in."""
    return hashlib.sha256("\n".join(file.sha256 for file in files).encode()).hexdigest() if files else ""


def _limit(actor: Actor, now: datetime) -> int | None:
    """The highest price that the mandates of who seals cover; None where there is no limit (R-DSK-09)."""
    if not actor.needs_authorisation:
        return None
    today = now.astimezone(SHANGHAI).date()
    rows = Authorisation.objects.filter(
        user=actor.user,
        organisation=actor.organisation,
        state=Authorisation.State.CONFIRMED,
        valid_from__lte=today,
        valid_to__gte=today,
        scopes__overlap=[Scope.BID, Scope.ALL],
    )
    limits = list(rows.values_list("limit_fen", flat=True))
    known = [limit for limit in limits if limit is not None]
    return max(known) if len(known) == len(limits) and known else None


@atomic
def open_own_envelope(*, sale: Sale, price_fen: int, nonce: str, actor: Actor, clock: Clock) -> Envelope:
    """Open one's envelope with the copy that was kept, where the custodians have not opened in their time.

    The prices count once every envelope is open. Raises Invalid unless it is what the envelope committed to, Refused while the custodians' time runs and once it is open.
    """
    lock(sale)
    now = clock.read()
    current = current_round(sale)
    envelope = own_envelope(actor, sale, current)
    require(may_open_own, actor, envelope)
    assert envelope
    if sale.is_over or current.opened_at is not None or now >= current.fail_by:
        raise Refused(_("本轮已经开标或已终止。"), rule=RULE, code="opened")
    require_on_offer(sale, now)
    if now < current.open_by:
        raise Refused(_("密钥持有人的开标期限届满之后，竞买人才能自行开封。"), rule=RULE, code="custodians_open")
    if envelope.opened_at is not None:
        raise Refused(_("您已开封。其他信封全部开封后判定结果。"), rule=RULE, code="opened_already")
    place = Place(sale.number, current.position, envelope.registration.code)
    told = is_hex(nonce) and 0 < price_fen <= MAX_FEN
    if not told or Opening(place, price_fen, nonce).commitment != envelope.commitment:
        message = _("报价和随机数与信封的承诺不符。请使用提交信封时保存的副本。")
        raise Invalid(fields={"nonce": [message]}, rule=RULE)
    envelope.opened_at, envelope.by_bidder, envelope.price_fen, envelope.nonce = now, True, price_fen, nonce
    envelope.flaw = flaw(price_fen, current.floor_fen, envelope.limit_fen) or ""
    envelope.save(update_fields=["opened_at", "by_bidder", "price_fen", "nonce", "flaw"])
    who = pseudonym(sale.number, envelope.registration.code)
    audit.record("trading.envelope_opened_by_bidder", subject=sale, actor=who, private=True, envelope=envelope.number)
    unseal_if_ready(sale, current, now, actor, clock)
    announce(sale.topic)
    return envelope
