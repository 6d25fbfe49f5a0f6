"""Opening all envelopes of a round together, and what follows: the winner, a supplementary round, or no sale (R-BID-15, R-BID-16)."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.live import announce
from marketplace.core.states import atomic, lock
from marketplace.trading.bidding import Result
from marketplace.trading.commands.ending import end_sale
from marketplace.trading.commands.rounds import begin_supplementary
from marketplace.trading.envelopes import Unreadable, is_share, opened
from marketplace.trading.judging import Flaw, SealedBid, call, decide, decide_weighted, flaw
from marketplace.trading.models import Custodian, Envelope, HandedShare, Round, Sale
from marketplace.trading.models.sale import WITHDRAWN
from marketplace.trading.protocol import moment
from marketplace.trading.queries.sales import open_reserve
from marketplace.trading.queries.sealed import (
    bids_of,
    current_round,
    custodians,
    custody,
    envelopes,
    holders_of,
    require_to_open,
    weights_of,
)
from marketplace.trading.sealed_rules import may_hand_in
from marketplace.trading.sealing import Reserve

RULE = "R-BID-15"


@atomic
def hand_in_shares(*, sale: Sale, shares: Mapping[str, str], actor: Actor, clock: Clock) -> Round:
    """Hand in what a custodian has decrypted: for the code of every envelope its share in hexadecimal, empty where it cannot be read.

    With the share of the quorum's last custodian all envelopes are opened, in the same transaction. Raises Forbidden for others than the custodians, Refused
    before the end of the sealing, of a weighted sale before its scores are confirmed, and the second time; Invalid for a share that is not the envelope's.
    """
    lock(sale)
    now = clock.read()
    custodian = custody(actor, sale)
    require(may_hand_in, actor, custodian.key if custodian else None)
    assert custodian
    current = current_round(sale)
    require_to_open(sale, current, now)
    kept = list(envelopes(current))
    if HandedShare.objects.filter(envelope__round=current, custodian=custodian).exists():
        raise Refused(_("您已提交本轮的密钥份额。"), rule=RULE, code="handed_already")
    _require_shares(kept, custodian, shares)
    HandedShare.objects.bulk_create(
        HandedShare(envelope=one, custodian=custodian, value=shares[one.registration.code], handed_at=now)
        for one in kept
    )
    audit.record(
        "trading.shares_handed_in",
        subject=sale,
        actor=actor,
        round=current.position,
        key=custodian.key.number,
        unreadable=sum(not value for value in shares.values()),
    )
    unseal_if_ready(sale, current, now, actor, clock)
    announce(sale.topic)
    return current


def _require_shares(kept: Collection[Envelope], custodian: Custodian, shares: Mapping[str, str]) -> None:
    codes = {one.registration.code for one in kept}
    if set(shares) != codes:
        raise Invalid(fields={"shares": [_("须为本轮每个信封各提交一个份额。请刷新页面。")]}, rule=RULE)
    for one in kept:
        value = shares[one.registration.code]
        if value and not is_share(json.loads(one.text), custodian.position, value):
            message = _("信封 {code} 的份额与信封所载不符。请确认使用的是公告载明的密钥。")
            raise Invalid(fields={"shares": [message.format(code=one.registration.code)]}, rule=RULE)


def unseal_if_ready(
    sale: Sale, current: Round, now: datetime, actor: Actor, clock: Clock, *, last: bool = False
) -> bool:
    """Open the round once every envelope can be opened or is known to be unreadable; a step of whoever brings what was missing.

    An envelope that some custodian could not read waits for the others; it is given up once too few are left to open it, or at the `last` limit. Whether it was opened.
    """
    kept = list(envelopes(current).prefetch_related("handed__custodian"))
    count, quorum = custodians(sale).count(), sale.sealed.quorum
    here = {share.custodian_id for one in kept for share in one.handed.all()}
    enough = len(here) >= quorum or all(one.opened_at for one in kept)
    missing = 0 if last else count - len(here)
    if not enough or any(_waits(one, quorum, missing) for one in kept):
        return False
    for one in kept:
        if one.opened_at is None:
            _open(one, current, quorum, now)
    current.opened_at, current.due_at = now, None
    current.save(update_fields=["opened_at", "due_at"])
    _tell(sale, current, kept, actor)
    _judge(sale, current, now, actor, clock)
    return True


def _readable(one: Envelope) -> dict[int, str]:
    return {share.custodian.position: share.value for share in one.handed.all() if share.value}


def _waits(one: Envelope, quorum: int, missing: int) -> bool:
    have = len(_readable(one))
    return one.opened_at is None and have < quorum <= have + missing


def _open(one: Envelope, current: Round, quorum: int, now: datetime) -> None:
    """By the shares of the lowest positions. What cannot be opened is refused with its reason, and holds up nobody."""
    shares = dict(sorted(_readable(one).items())[:quorum])
    one.opened_at = now
    if len(shares) < quorum:
        one.flaw = Flaw.UNREADABLE
    else:
        try:
            opening = opened(json.loads(one.text), shares)
        except Unreadable:
            one.flaw = Flaw.COMMITMENT
        else:
            one.price_fen, one.nonce = opening.price_fen, opening.nonce
            one.flaw = flaw(opening.price_fen, current.floor_fen, one.limit_fen) or ""
    one.save(update_fields=["opened_at", "price_fen", "nonce", "flaw"])


def _tell(sale: Sale, current: Round, kept: Collection[Envelope], actor: Actor) -> None:
    told = {
        one.registration.code: {
            "envelope": one.digest,
            "price_fen": one.price_fen,
            "nonce": one.nonce,
            "flaw": one.flaw,
        }
        for one in kept
    }
    audit.record("trading.envelopes_opened", subject=sale, actor=actor, round=current.position, envelopes=told)


def _judge(sale: Sale, current: Round, now: datetime, actor: Actor, clock: Clock) -> None:
    bids = bids_of(sale)
    reserve = open_reserve(sale) if sale.reserve_commitment else None
    least = reserve.reserve_fen if reserve else None
    again = None
    if sale.method == Sale.Method.SEALED and not current.is_supplementary:
        again = call(bids, least, holders_of(sale))
    if again and sale.listing.state == sale.listing.State.PUBLISHED:
        _call_again(sale, again.floor_fen, again.codes, now, actor)
        return
    conclude(sale, bids, reserve, now, actor, clock)


def _call_again(sale: Sale, floor_fen: int, codes: Collection[str], now: datetime, actor: Actor) -> None:
    made = begin_supplementary(sale, floor_fen, codes, now)
    audit.record(
        "trading.supplementary_round_called",
        subject=sale,
        actor=actor,
        invited=sorted(codes),
        floor_fen=floor_fen,
        ends_at=moment(made.ends_at),
    )


def conclude(
    sale: Sale, bids: Collection[SealedBid], reserve: Reserve | None, now: datetime, actor: Actor, clock: Clock
) -> None:
    """Judge the valid prices of all rounds and end the sale."""
    weights, least = weights_of(sale), reserve.reserve_fen if reserve else None
    verdict = decide_weighted(bids, least, weights) if weights else decide(bids, least)
    result, leads = verdict.result.value, {"bid_count": Envelope.objects.filter(round__sale=sale).count()}
    if verdict.winner:
        leads |= _leads(sale, verdict.winner)
    if verdict.result == Result.SOLD and sale.listing.state != sale.listing.State.PUBLISHED:
        result = WITHDRAWN
    end_sale(sale, result, now, actor, clock, reserve=reserve, leads=leads)


def _leads(sale: Sale, winner: SealedBid) -> dict[str, Any]:
    registration = sale.registrations.get(code=winner.code)
    return {
        "leading_fen": winner.price_fen,
        "leading_registration": registration,
        "leading_rank": winner.rank,
    }
