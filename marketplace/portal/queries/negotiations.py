"""The pages of negotiations: the list, one of them, the public notice of what is agreed, the deal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from django.forms import Form
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import OwnerCategory
from accounts.rules import is_signed_in
from marketplace.catalogue.in_house import Period
from marketplace.core.clock import SHANGHAI, market_clock
from marketplace.core.findings import Finding
from marketplace.core.presentation import market_date
from marketplace.core.rates import percent
from marketplace.portal.cards import language
from marketplace.portal.context import Link
from marketplace.portal.negotiation_forms import (
    DecidingForm,
    NoticeObjectionForm,
    OfferForm,
    ReasonForm,
)
from marketplace.portal.queries.listing import Step
from marketplace.trading.models import Negotiation, NoticeObjection, Offer, Publicity, Sale
from marketplace.trading.models.negotiation import Side, State
from marketplace.trading.negotiation_rules import (
    is_overdue_at_venue,
    is_venue_of,
    may_conclude,
    may_decide_objection,
    may_negotiate,
    may_screen,
    seat_of,
)
from marketplace.trading.queries import negotiations as trading
from marketplace.trading.queries.priority import awaited, matched_before, unrecorded
from marketplace.trading.screening_forms import ScreeningForm
from marketplace.trading.turns import may_accept, may_offer

TONES = {
    State.SCREENING: "waiting",
    State.OPEN: "active",
    State.PUBLICISED: "active",
    State.SUSPENDED: "failed",
    State.CONCLUDED: "done",
    State.ENDED: "plain",
}
LIST_MOST = 100


@dataclass(frozen=True, slots=True)
class Row:
    negotiation: Negotiation
    tone: str
    counterpart: str
    words: str


@dataclass(frozen=True, slots=True)
class OfferRow:
    offer: Offer
    own: bool
    state: str  # words: stands, accepted, over
    tone: str
    share: str = ""  # of the company, where the price is a contribution
    doubts: Sequence[Finding] = ()


@dataclass(frozen=True, slots=True)
class ObjectionRow:
    objection: NoticeObjection
    form: Form | None


@dataclass(frozen=True)
class NegotiationPage:
    """One negotiation as one of those concerned sees it; a form is there where its act is the reader's."""

    negotiation: Negotiation
    tone: str
    seat: str
    waits: str
    steps: Sequence[Step]
    offers: Sequence[OfferRow]
    publicity: Publicity | None
    stand: Period | None
    objections: Sequence[ObjectionRow]
    offer_form: OfferForm | None
    accepts: Offer | None
    concludes: bool
    withdraw_form: ReasonForm | None
    screening_form: ScreeningForm | None
    holders: str  # what the holders of priority still keep it from, in words
    inside: str  # the page on which the unit records its notice inside, once there is a price


def tone_of(one: Negotiation) -> str:
    return TONES[State.ENDED] if one.fell_away else TONES[State(one.state)]


def negotiation_rows(actor: Actor) -> list[Row]:
    """One's own, those that live first; for staff those at their exchange."""
    found = trading.negotiations_for(actor).order_by("-pk")[:LIST_MOST]
    rows = [row_of(actor, one) for one in found]
    return sorted(rows, key=lambda row: not row.negotiation.is_live)


def row_of(actor: Actor, one: Negotiation) -> Row:
    seat = seat_of(actor, one)
    other = one.listing.lister if seat == Side.BUYER else one.buyer
    return Row(one, tone_of(one), other.local_name, waits_for(one, seat, market_clock.read()))


def negotiation_page(actor: Actor, number: str, forms: Mapping[str, Form] | None = None) -> NegotiationPage:
    """Everything about one; `forms` are those that were sent and not taken, by their name. Raises Http404."""
    one, sent = trading.negotiation(actor, number), forms or {}
    now, seat = market_clock.read(), seat_of(actor, one)
    offers = trading.offers_of(one)
    last = trading.last_of(offers[-1] if offers else None)
    acts = may_negotiate(actor, one)
    open_here = acts and one.state == State.OPEN
    accepting = open_here and may_accept(seat, last, now)
    publicity = trading.publicity_of(one)
    unsigned = one.sale is not None and one.sale.state == one.sale.State.WON
    leaves = (acts and (one.is_live or unsigned)) or is_overdue_at_venue(actor, one, now)
    return NegotiationPage(
        negotiation=one,
        tone=tone_of(one),
        seat=seat,
        waits=waits_for(one, seat, now),
        steps=steps(one, now),
        offers=[offer_row(offer, one, seat, now, last=offer is offers[-1]) for offer in offers],
        publicity=publicity,
        stand=trading.stand_of(publicity, now) if publicity else None,
        objections=objection_rows(actor, one, sent),
        offer_form=(sent.get("offer") or OfferForm(modes=one.listing.transfer_modes))
        if open_here and may_offer(seat, last, now)
        else None,  # type: ignore[arg-type]
        accepts=offers[-1] if accepting else None,
        concludes=bool(
            one.state == State.PUBLICISED and one.signing_from and now >= one.signing_from and may_conclude(actor, one)
        ),
        withdraw_form=(sent.get("withdraw") or ReasonForm()) if leaves else None,  # type: ignore[arg-type]
        screening_form=(sent.get("screen") or ScreeningForm())  # type: ignore[arg-type]
        if one.state == State.SCREENING and may_screen(actor, one)
        else None,
        holders=holders_words(one, now),
        inside=inside_address(one, seat),
    )


def holders_words(one: Negotiation, now: datetime) -> str:
    """Why an agreement waits for a holder of priority, and what to do; empty where it does not (R-CON-05)."""
    offer = one.agreed_offer or trading.last_offer(one)
    if one.state not in {State.OPEN, *Negotiation.AGREED} or offer is None:
        return ""
    if names := unrecorded(one.listing):
        return _("完成人尚未登记为优先购买权人：{names}（规则 R-CON-05）。").format(names="、".join(names))
    if first := matched_before(one.listing, one.buyer):
        return _("优先购买权人 {name} 已以同等条件受让，须与其成交（规则 R-CON-05）。").format(name=first.name)
    waits = awaited(one.listing, one.buyer, offer.price_fen, now)
    told = _("优先购买权人尚未获知这一价格，或仍在答复期内：{names}（规则 R-CON-05）。")
    return told.format(names="、".join(holder.name for holder in waits)) if waits else ""


def inside_address(one: Negotiation, seat: str) -> str:
    """Where a university records the notice inside of the price that was agreed (R-PRI-02); empty before there is one."""
    agreed = one.state in Negotiation.AGREED and one.listing.owner_category == OwnerCategory.UNIVERSITY
    return reverse("reporting:duty", args=[one.listing.number]) if agreed and seat == Side.SELLER else ""


def objection_rows(actor: Actor, one: Negotiation, sent: Mapping[str, Form]) -> list[ObjectionRow]:
    rows = NoticeObjection.objects.filter(publicity__negotiation=one).select_related(
        "publicity__negotiation", "raised_by"
    )
    found = []
    for row in rows.order_by("-pk"):
        decides = row.state == NoticeObjection.State.WAITING and may_decide_objection(actor, row)
        form = (sent.get(row.number) or DecidingForm(number=row.number)) if decides else None
        found.append(ObjectionRow(row, form))
    return found


def offer_row(offer: Offer, one: Negotiation, seat: str, now: datetime, *, last: bool) -> OfferRow:
    row = _offer_row(offer, one, seat, now, last=last)
    if offer.share is None:
        return row
    return replace(row, share=percent(offer.share), doubts=trading.doubts(offer))


def _offer_row(offer: Offer, one: Negotiation, seat: str, now: datetime, *, last: bool) -> OfferRow:
    if offer.pk == one.agreed_offer_id:
        return OfferRow(offer, offer.side == seat, _("已接受"), "done")
    if last and one.state == State.OPEN and now < offer.expires_at and not hasattr(offer, "publicity"):
        return OfferRow(offer, offer.side == seat, _("待答复"), "waiting")
    return OfferRow(offer, offer.side == seat, _("已失效"), "plain")


def waits_for(one: Negotiation, seat: str, now: datetime) -> str:
    """What happens next, and who does it."""
    if one.state == State.OPEN:
        last = trading.last_of(trading.last_offer(one))
        if last is None or last.published or now >= last.expires_at:
            return _("等待任一方出价。")
        if not seat:
            return _("等待一方答复对方的出价。")
        return _("等待对方答复。") if last.side == seat else _("请答复对方的出价：接受、还价或退出。")
    if one.fell_away:
        return _("一方在签约前退出，协议终止；成果继续挂牌，需要时可以重新发起磋商。")
    return {
        State.SCREENING: _("等待交易机构涉外审查；审查完成之前不得谈判（规则 R-SEC-08）。"),
        State.PUBLICISED: _("名称和价格正在公示，期满后签约（规则 R-PRI-03）。"),
        State.SUSPENDED: _("公示收到异议，交易机构处理完毕之前不得签约（规则 R-PRI-04）。"),
        State.CONCLUDED: _("已成交，请按期签约、付款。"),
        State.ENDED: str(one.get_ending_display()),
    }[State(one.state)]


def steps(one: Negotiation, now: datetime) -> list[Step]:
    """磋商、达成、公示、签约: the road of a negotiated price."""
    over = one.state == State.ENDED
    agreed = one.agreed_at is not None
    public = one.state in Negotiation.AGREED
    done = one.state == State.CONCLUDED
    road = []
    if one.foreign_link != "none":
        road.append(Step(_("涉外审查"), state_of(done=bool(one.screened_at), now=not over), _day(one.screened_at)))
    road.append(Step(_("出价与还价"), state_of(done=agreed, now=one.state == State.OPEN, failed=over and not agreed)))
    road.append(Step(_("达成协议"), state_of(done=agreed), _day(one.agreed_at)))
    if one.publicities.exists() or (not done and one.listing.owner_category == "university"):
        note = _("自 {day} 起可签约").format(day=_day(one.signing_from)) if one.signing_from and public else ""
        road.append(Step(_("公示"), state_of(done=done, now=public, failed=over and agreed), note))
    road.append(Step(_("签约与结算"), state_of(done=False, now=done)))
    return road


def state_of(*, done: bool, now: bool = False, failed: bool = False) -> str:
    if done:
        return "done"
    if failed:
        return "failed"
    return "now" if now else "todo"


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time.min, SHANGHAI) if day else None


def _day(at: datetime | None) -> str:
    return market_date(at, language()) if at else ""


@dataclass(frozen=True, slots=True)
class PublicityPage:
    """The public notice of an agreement, for everybody; with the form for who has signed in while it runs."""

    publicity: Publicity
    stand: Period
    waiting: int
    raised: int
    form: NoticeObjectionForm | None
    asks_sign_in: bool
    signing_from: datetime | None
    inside: str  # the page of the negotiation, for whom it concerns


def publicity_page(actor: Actor, number: str, form: NoticeObjectionForm | None = None) -> PublicityPage:
    """One by the number of its notice. Raises Http404."""
    one, now = trading.publicity(number), market_clock.read()
    stand = trading.stand_of(one, one.ended_at or now)
    raised = list(one.objections.all())
    today = now.astimezone(SHANGHAI).date()
    running = one.state == Publicity.State.RUNNING and not stand.is_complete(today)
    inside = is_venue_of(actor, one.negotiation) or seat_of(actor, one.negotiation)
    return PublicityPage(
        publicity=one,
        stand=stand,
        waiting=sum(row.state == NoticeObjection.State.WAITING for row in raised),
        raised=len(raised),
        form=(form or NoticeObjectionForm()) if running and is_signed_in(actor) else None,
        asks_sign_in=running and not is_signed_in(actor),
        signing_from=None if one.state == Publicity.State.STOPPED else _midnight(stand.signing_from),
        inside=reverse("portal:negotiation", args=[one.negotiation.number]) if inside else "",
    )


def agreed_facts(actor: Actor, sale: Sale) -> dict[str, object]:
    """What the page of a negotiated deal links to besides: its public notice, and for those concerned the negotiation."""
    one = sale.negotiation
    publicity = trading.publicity_of(one)
    inside = is_venue_of(actor, one) or seat_of(actor, one)
    return {"negotiation": one, "publicity": publicity, "inside": bool(inside)}


def negotiations_trail() -> list[Link]:
    return [Link(_("工作台"), reverse("portal:workspace")), Link(_("协议磋商"), reverse("portal:negotiations"))]


def listings_trail() -> list[Link]:
    return [Link(_("首页"), reverse("portal:home")), Link(_("成果"), reverse("portal:listings"))]
