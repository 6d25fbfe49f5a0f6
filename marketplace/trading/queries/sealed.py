"""Sales with sealed prices: what everybody may know, what bidders, custodians and scorers see, and when (R-BID-05, R-BID-15)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.catalogue.queries import unsettled
from marketplace.core.errors import Refused, require
from marketplace.files.models import File
from marketplace.files.queries import files_of
from marketplace.trading.judging import SealedBid, Weights, ranked, round_points
from marketplace.trading.models import Custodian, Envelope, Registration, Round, Sale
from marketplace.trading.rules import is_staff_of
from marketplace.trading.sealed_rules import may_hand_in

RULE = "R-BID-15"


def terms(sale: Sale) -> Sale:
    """The sale, if its prices are sealed. Raises Http404."""
    if not sale.is_by_envelope:
        raise Http404(_("竞价 {number} 不是密封报价。").format(number=sale.number))
    return sale


def custodians(sale: Sale) -> QuerySet[Custodian]:
    return Custodian.objects.filter(terms=sale.pk).select_related("key__holder").order_by("position")


def current_round(sale: Sale) -> Round:
    """The last that has begun, or waits to."""
    last = sale.rounds.order_by("position").last()
    assert last
    return last


def envelopes(current: Round) -> QuerySet[Envelope]:
    """Those of a round in the order in which they came."""
    return current.envelopes.select_related("registration__organisation", "round").order_by("received_at", "pk")


def all_envelopes(sale: Sale) -> QuerySet[Envelope]:
    """Those of all rounds in the order of the protocol. For a sale that is over: before, not even their number is told (R-BID-05)."""
    rows = Envelope.objects.filter(round__sale=sale).select_related("registration", "round")
    return rows.order_by("round__position", "received_at", "pk")


def envelopes_for(actor: Actor, sale: Sale) -> QuerySet[Envelope]:
    """One's own; everybody's once their round was opened. How many there are nobody is told before (R-BID-05)."""
    rows = Envelope.objects.filter(round__sale=sale).select_related("registration__organisation", "round")
    opened = rows.filter(round__opened_at__isnull=False)
    if sale.is_over:
        return rows
    return opened | rows.filter(registration__organisation=actor.organisation) if actor.organisation else opened


def own_envelope(actor: Actor, sale: Sale, current: Round) -> Envelope | None:
    if actor.organisation is None:
        return None
    return envelopes(current).filter(registration__organisation=actor.organisation).first()


def custody(actor: Actor, sale: Sale) -> Custodian | None:
    """The actor's place among those who open, if it has one."""
    return custodians(sale).filter(key__holder=actor.user).first() if actor.user else None


def sealed_shares(envelope: Envelope, custodian: Custodian) -> dict[str, Any]:
    """What one custodian needs of an envelope to decrypt its share; nothing that others hold."""
    told = json.loads(envelope.text)
    mine = told["shares"][custodian.position - 1]
    return {name: told[name] for name in ("code", "round", "sale", "format", "ephemeral")} | {"share": mine}


def plans(actor: Actor, sale: Sale) -> QuerySet[Envelope]:
    """The envelopes of a weighted sale whose plans are to be scored: for the venue, after the end of the sealing, by code."""
    rows = Envelope.objects.filter(round__sale=sale, round__ended_at__isnull=False)
    rows = rows.select_related("registration", "round").prefetch_related("scores").order_by("registration__code")
    return rows if is_staff_of(actor, sale) else rows.none()


def bids_of(sale: Sale) -> list[SealedBid]:
    """The valid prices of the rounds that were opened, as they are judged."""
    rows = Envelope.objects.filter(round__sale=sale, flaw="", price_fen__isnull=False)
    rows = rows.select_related("registration").prefetch_related("scores__criterion").order_by("round", "received_at")
    return [
        SealedBid(one.registration.code, one.price_fen or 0, one.received_at, one.registration.rank, points_of(one))
        for one in rows
    ]


def points_of(envelope: Envelope) -> tuple[int, ...]:
    """By each criterion, in their order."""
    return tuple(score.points for score in sorted(envelope.scores.all(), key=lambda score: score.criterion.position))


def weights_of(sale: Sale) -> Weights | None:
    scheme = sale.sealed.scheme
    if scheme is None:
        return None
    return Weights(scheme.price_weight, tuple(one.weight for one in scheme.criteria.order_by("position")))


@dataclass(frozen=True, slots=True)
class Ranked:
    """A bidder of a weighted sale with the exact points, shown to two decimals."""

    bidder: str
    price_fen: int
    points: tuple[int, ...]
    total: str


def ranking(sale: Sale) -> list[Ranked]:
    """Of a weighted sale that was opened, the best first."""
    weights = weights_of(sale)
    if weights is None or current_round(sale).opened_at is None:
        return []
    rows = ranked(bids_of(sale), weights)
    return [Ranked(bid.code, bid.price_fen, bid.points, round_points(total)) for bid, total in rows]


def plan_of(envelope: Envelope) -> QuerySet[File]:
    """The files that came with an envelope."""
    return files_of(audit.ref(envelope))


def holders_of(sale: Sale) -> Mapping[str, int]:
    """The codes of those who may seal with a priority, with their ranks (R-BID-11)."""
    rows = sale.registrations.filter(state=Registration.State.QUALIFIED, rank__isnull=False)
    return {code: rank for code, rank in rows.values_list("code", "rank") if rank is not None}


def shares_for(actor: Actor, sale: Sale, now: datetime) -> list[dict[str, Any]]:
    """What a custodian decrypts: nothing before the end of the sealing, nor for anybody else. Raises Forbidden and Refused."""
    own = custody(actor, sale)
    require(may_hand_in, actor, own.key if own else None)
    assert own
    current = current_round(sale)
    require_to_open(sale, current, now)
    return [sealed_shares(one, own) for one in envelopes(current)]


def require_to_open(sale: Sale, current: Round, now: datetime) -> None:
    """Raises Refused unless the prices of a round may be opened now: sealing over, scores confirmed, not opened yet (R-BID-15, R-BID-16)."""
    if sale.is_over or current.opened_at is not None:
        raise Refused(_("本轮已经开标或已终止。"), rule=RULE, code="opened")
    if now < current.ends_at or sale.state == Sale.State.PAUSED:
        raise Refused(_("报价尚未截止，任何人不得开标。"), rule=RULE, code="sealing")
    if sale.method == Sale.Method.WEIGHTED and current.confirmed_at is None:
        raise Refused(_("评分须先于开标：请等待评分录入并经复核确认。"), rule="R-BID-16", code="not_scored")
    if not current.envelopes.exists():
        raise Refused(_("本轮没有报价信封。"), rule=RULE, code="no_envelope")
    require_on_offer(sale, now)


def require_on_offer(sale: Sale, now: datetime) -> None:
    """Raises Refused while the listing is suspended or withdrawn, or something has come up that will suspend it: nobody wins such a lot (R-LST-06)."""
    listing = sale.listing
    if listing.state == listing.State.PUBLISHED and (listing.unverified or unsettled(listing, now) is None):
        return
    message = _("挂牌已中止，或者有权利事项待核实，暂不开标。交易机构处理完毕后继续（规则 R-LST-06）。")
    raise Refused(message, rule="R-LST-06", code="listing_suspended")
