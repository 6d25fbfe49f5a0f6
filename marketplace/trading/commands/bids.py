"""Placing a bid."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Scope
from accounts.rules import require_authority
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.live import announce
from marketplace.core.money import MAX_FEN
from marketplace.core.prepared import execute
from marketplace.core.states import atomic
from marketplace.keys.commands import sign
from marketplace.trading.bidding import Fault, Offer, Verdict, explain, follow, judge
from marketplace.trading.models import Sale
from marketplace.trading.models.registration import pseudonym
from marketplace.trading.protocol import bid_facts
from marketplace.trading.queries.bids import LockedSale, bidder_of, lock_for_bid
from marketplace.trading.rules import Bidder, bids_without_conflict, is_qualified, may_bid

# The bid and the new standing of the sale in one statement, while everybody else waits for the sale's row.
PLACE = """
    WITH bid AS (
        INSERT INTO trading_bid (sale_id, registration_id, placed_by_id, sequence, price_fen, rank, at, accepted, refusal, ends_at)
        VALUES (%(sale)s, %(bidder)s, %(user)s, %(sequence)s, %(price_fen)s, %(rank)s, %(at)s, %(accepted)s, %(refusal)s, %(ends_at)s)
    )
    UPDATE trading_sale SET bid_count = %(sequence)s, ends_at = %(ends_at)s, leading_fen = %(leading_fen)s,
        leading_rank = %(leading_rank)s,
        leading_registration_id = CASE WHEN %(accepted)s THEN %(bidder)s ELSE leading_registration_id END
    WHERE id = %(sale)s
"""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The market's answer to a bid, kept as it was given: accepted, or refused with its rule and reason."""

    sale: str  # S-2027-000042
    code: str  # of the bidder
    sequence: int
    price_fen: int
    at: datetime
    accepted: bool
    refusal: str  # a Fault, or empty
    rule: str
    reason: str  # in the reader's language
    leading_fen: int | None
    ends_at: datetime
    jws: str = ""  # the market's signature: whoever holds it proves the answer (docs/algorithms/protocol.md)


@atomic
def place_bid(*, sale: Sale, price_fen: int, actor: Actor, clock: Clock) -> Receipt:
    """Place a bid in fen; the time is that of the market once the sale is locked (R-GEN-05).

    A bid that is refused by R-BID-07, R-BID-08, R-BID-11 or R-BID-17 is kept and answered by a receipt, like an accepted one. Raises
    Refused where prices are sealed (R-BID-06) and in the moment before it is known how many have qualified (R-BID-14), Forbidden for who is not a qualified bidder of the sale or may not be one (R-BID-02, R-BID-12), or whose authorisation
    does not cover the price (R-DSK-09), Invalid for no price. What somebody says without authority is no declaration of the
    bidder's, so it is raised like every Forbidden and takes no place among the bids.
    """
    if not 0 < price_fen <= MAX_FEN:
        raise Invalid(fields={"price": [_("报价须大于零。")]}, rule="R-BID-08")
    locked = lock_for_bid(sale)
    now = clock.read()
    bidder = bidder_of(sale, actor, price_fen, now)
    if not (bidder and bidder.authorised):
        require_authority(actor, Scope.BID, price_fen, at=now)
    require(may_bid, actor, bidder)
    assert bidder
    require(is_qualified, actor, bidder)
    require(bids_without_conflict, actor, bidder)

    if locked.by_envelope:
        raise Refused(_("本场为密封报价，请在截止时间之前提交报价信封。"), rule="R-BID-06", code="sealed")
    if locked.waits and now >= locked.terms.opens_at:
        message = _("报名已截止，正在核定竞买人；只有一名合格的，协议成交，不再竞价。请稍后再试（规则 R-BID-14）。")
        raise Refused(message, rule="R-BID-14", code="not_opened_yet")

    offer = Offer(price_fen, now, bidder.rank)
    verdict = _judge(locked, offer)
    receipt = _signed(_keep(sale, locked, bidder, offer, verdict, actor))
    audit.record(
        "trading.bid_placed" if verdict.accepted else "trading.bid_refused",
        subject=f"sale:{locked.number}",
        actor=pseudonym(locked.number, bidder.code),
        private=not verdict.accepted,  # what was refused is between the bidder and the market until the end
        sequence=receipt.sequence,
        price_fen=price_fen,
        at=now.isoformat(),
        ends_at=receipt.ends_at.isoformat(),
        refusal=verdict.fault,
    )
    announce(sale.topic)
    return receipt


def _signed(receipt: Receipt) -> Receipt:
    return replace(receipt, jws=sign(payload={"sale": receipt.sale, **bid_facts(receipt, receipt.code)}))


def _judge(locked: LockedSale, offer: Offer) -> Verdict:
    if not locked.running:  # closed for good, whatever the clock of a sandbox says
        return Verdict(locked.standing.ends_at, Fault.LATE)
    return judge(locked.terms, locked.standing, offer)


def _keep(sale: Sale, locked: LockedSale, bidder: Bidder, offer: Offer, verdict: Verdict, actor: Actor) -> Receipt:
    """Write the bid, bring the sale up to date with it, and say so."""
    assert actor.user
    standing, sequence = follow(locked.standing, offer, verdict), locked.bid_count + 1
    execute(
        PLACE,
        {
            "sale": sale.pk,
            "bidder": bidder.id,
            "user": actor.user.pk,
            "sequence": sequence,
            "price_fen": offer.price_fen,
            "rank": offer.rank,
            "at": offer.at,
            "accepted": verdict.accepted,
            "refusal": verdict.fault or "",
            "ends_at": standing.ends_at,
            "leading_fen": standing.leading_fen,
            "leading_rank": standing.leading_rank,
        },
    )
    sale.bid_count, sale.leading_fen, sale.ends_at = sequence, standing.leading_fen, standing.ends_at
    return Receipt(
        sale=locked.number,
        code=bidder.code,
        sequence=sequence,
        price_fen=offer.price_fen,
        at=offer.at,
        accepted=verdict.accepted,
        refusal=verdict.fault or "",
        rule=verdict.rule,
        reason=explain(locked.terms, verdict),
        leading_fen=standing.leading_fen,
        ends_at=standing.ends_at,
    )
