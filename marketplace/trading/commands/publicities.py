"""公示 of an agreed name and price: posted, stopped by an objection, decided, resumed (R-PRI-02..04)."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor, system_actor
from marketplace.audit import commands as audit
from marketplace.catalogue import in_house
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.money import yuan
from marketplace.core.rates import percent
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.desk.commands import pass_stage, post_notice
from marketplace.desk.models import NoticeKind, Stage
from marketplace.desk.official import official
from marketplace.trading.commands.quiet import quiet_from
from marketplace.trading.models import Negotiation, NoticeObjection, Offer, Publicity
from marketplace.trading.models.negotiation import NOTE_MOST, Ending, State
from marketplace.trading.negotiation_rules import may_decide_objection, may_object
from marketplace.trading.queries.negotiations import publicities, stand_of

RULE = "R-PRI-03"
SYSTEM = "trading.publicise"


def publicise(
    negotiation: Negotiation, offer: Offer, agreed: Mapping[str, Any], now: datetime, actor: Actor, clock: Clock
) -> Publicity:
    """Make name and price public for the days of the rules under which the listing was accepted. A step of the acceptance."""
    listing = negotiation.listing
    days = int(negotiation.rule_version.value(RULE, "notice_days"))
    stand = in_house.period(now.astimezone(SHANGHAI).date(), days, [], now.astimezone(SHANGHAI).date())
    signing_from = _midnight(stand.signing_from)
    assert signing_from
    notice = _post(negotiation, offer, days, now, signing_from, clock)
    publicity = Publicity.objects.create(
        negotiation=negotiation, offer=offer, notice=notice, days=days, published_at=now
    )
    negotiation.move("publicise", **agreed, signing_from=signing_from, quiet_at=None)
    pass_stage(
        listing=listing,
        stage=Stage.TRADING,
        actor=actor,
        now=now,
        subject=audit.ref(negotiation),
        note=_said("publicised"),
        ends_at=signing_from,
    )
    audit.record(
        "trading.agreement_publicised",
        subject=listing,
        actor=system_actor(SYSTEM),
        notice=notice.number,
        price_fen=offer.price_fen,
        days=days,
        signing_from=signing_from.isoformat(),
    )
    return publicity


@atomic
def object_to_notice(*, publicity: Publicity, content: str, actor: Actor, clock: Clock) -> NoticeObjection:
    """Object to an agreement that is before the public: the period stands still from today until the venue decides (R-PRI-04).

    Raises Invalid without a reason, Forbidden for strangers, Refused once the period is over or while one's own objection waits.
    """
    negotiation = publicity.negotiation
    lock(negotiation)
    lock(publicity)
    now = clock.read()
    require(may_object, actor, publicity)
    over = negotiation.signing_from is not None and now >= negotiation.signing_from
    if publicity.state != Publicity.State.RUNNING or over:
        raise Refused(_("公示已结束，不能再提出异议。"), rule=RULE, code="notice_over")
    assert actor.user
    if publicity.objections.filter(raised_by=actor.user, state=NoticeObjection.State.WAITING).exists():
        raise Refused(_("您的异议正在处理，无需重复提出。"), rule=RULE, code="objected_already")
    said = words(content, field="content", most=NOTE_MOST, lack=_("请写明异议的内容和依据。"), rule=RULE)
    objection = NoticeObjection.objects.create(
        publicity=publicity, raised_by=actor.user, raised_for=actor.organisation, raised_at=now, content=said
    )
    negotiation.move("suspend", signing_from=None)
    audit.record(
        "trading.notice_objected",
        subject=negotiation,
        actor=actor,
        private=True,
        objection=objection.number,
        notice=publicity.notice.number,
    )
    return objection


@atomic
def dismiss_objection(*, objection: NoticeObjection, reasons: str, actor: Actor, clock: Clock) -> NoticeObjection:
    """Find an objection unfounded: the period goes on tomorrow, unless another one waits (R-PRI-04).

    Raises Invalid without reasons, Forbidden for anybody but the staff of the venue and for who raised it, Refused once decided.
    """
    negotiation, publicity, now, said = _deciding(objection, reasons, actor, clock)
    objection.move("dismiss", reasons=said, decided_by=actor.user, decided_at=now)
    stand = stand_of(publicities().get(pk=publicity.pk), now)
    if stand.signing_from:
        negotiation.move("resume", signing_from=_midnight(stand.signing_from))
    _note_decision(objection, actor, stand.signing_from)
    return objection


@atomic
def uphold_objection(
    *, objection: NoticeObjection, effect: str, reasons: str, actor: Actor, clock: Clock
) -> NoticeObjection:
    """Uphold an objection: the notice has ended. With the effect `restart` the two negotiate on, and what they agree is made public

    for the full period again; with `end` the negotiation is over (R-PRI-04). Other objections to the notice are settled with
    it. Raises as `dismiss_objection` does, Invalid for another effect.
    """
    if effect not in NoticeObjection.Effect.values:
        raise Invalid(fields={"effect": [_("请选择重新公示或终止交易。")]}, rule=RULE)
    negotiation, publicity, now, said = _deciding(objection, reasons, actor, clock)
    for one in publicity.objections.filter(state=NoticeObjection.State.WAITING).order_by("pk"):
        if one.raised_by != actor.user:
            one.move("uphold", effect=effect, reasons=said, decided_by=actor.user, decided_at=now)
    objection.refresh_from_db()
    if effect == NoticeObjection.Effect.END:
        negotiation.move(
            "end", ending=Ending.OBJECTION, end_reason=said, ended_at=now, ended_by=actor.user, signing_from=None
        )
    else:
        freed = {"agreed_offer": None, "agreed_by": None, "agreed_at": None, "signing_from": None}
        negotiation.move("restart", **freed, quiet_at=quiet_from(negotiation.listing, now), reminded_at=None)
    stop_publicity(negotiation, effect, now, clock)
    _note_decision(objection, actor, None)
    return objection


def stop_publicity(negotiation: Negotiation, why: str, now: datetime, clock: Clock) -> None:
    """End a notice that runs, and say so in public. A step of what ends the agreement."""
    publicity = negotiation.publicities.filter(state=Publicity.State.RUNNING).select_related("notice").first()
    if publicity is None:
        return
    publicity.move("stop", ended_at=now)
    _post_stop(negotiation, publicity, why, now, clock)
    pass_stage(
        listing=negotiation.listing,
        stage=Stage.INTEREST,
        actor=system_actor(SYSTEM),
        now=now,
        subject=audit.ref(negotiation),
        note=_said("stopped"),
        failed=True,
    )


def _deciding(
    objection: NoticeObjection, reasons: str, actor: Actor, clock: Clock
) -> tuple[Negotiation, Publicity, datetime, str]:
    publicity = objection.publicity
    negotiation = publicity.negotiation
    lock(negotiation)
    lock(objection)
    now = clock.read()
    require(may_decide_objection, actor, objection)
    if objection.state != NoticeObjection.State.WAITING:
        raise Refused(_("该异议已处理。"), rule=RULE, code="decided_already")
    if negotiation.state != State.SUSPENDED:
        raise Refused(_("磋商已终止，异议不再处理。"), rule=RULE, code="negotiation_ended")
    return (
        negotiation,
        publicity,
        now,
        words(reasons, field="reasons", most=NOTE_MOST, lack=_("请写明处理理由。"), rule=RULE),
    )


def _note_decision(objection: NoticeObjection, actor: Actor, signing_from: date | None) -> None:
    audit.record(
        "trading.objection_decided",
        subject=objection.publicity.negotiation,
        actor=actor,
        private=True,
        objection=objection.number,
        objector=f"user:{objection.raised_by.number}",
        outcome=objection.state,
        effect=objection.effect,
        signing_from=signing_from.isoformat() if signing_from else None,
        reasons=objection.reasons,
    )


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time.min, SHANGHAI) if day else None


@official
def _said(what: str) -> str:
    return {"publicised": _("协议价格已公示。"), "stopped": _("公示终止，继续挂牌。")}[what]


@official
def _post(
    negotiation: Negotiation, offer: Offer, days: int, now: datetime, signing_from: datetime, clock: Clock
) -> Any:
    listing = negotiation.listing
    rows = [
        _("成果名称：{title}").format(title=listing.title),
        _("成果所有单位：{name}").format(name=listing.lister.name),
        _("定价方式：协议定价"),
        _("拟交易价格：{price} 元").format(price=yuan(offer.price_fen)),
        *_in_kind(offer),
        _("公示期：{days} 日，公示当日不计；期内有异议的，自提出之日起至处理完毕之日止不计入公示期。").format(
            days=days
        ),
        _("异议可登录平台在本公示页面提出，也可与发布机构联系（规则 R-PRI-03）。"),
    ]
    return post_notice(
        kind=NoticeKind.PUBLICITY,
        exchange=negotiation.exchange,
        title=_("{title}协议定价公示（{project}）").format(title=listing.title[:200], project=listing.project_number),
        body="\n".join(rows),
        subject=listing,
        project_number=listing.project_number,
        starts_at=now,
        ends_at=signing_from,
        actor=system_actor(SYSTEM),
        clock=clock,
    )


def _in_kind(offer: Offer) -> list[str]:
    """Of technology as equity: the price is its value, for a share of the capital (R-PRI-02, R-FEE-06)."""
    if offer.share is None or offer.capital_fen is None:
        return []
    text = _("转化方式：作价入股，上述价格为出资额，占注册资本 {capital} 元的 {share}")
    return [text.format(capital=yuan(offer.capital_fen), share=percent(offer.share))]


@official
def _post_stop(negotiation: Negotiation, publicity: Publicity, why: str, now: datetime, clock: Clock) -> None:
    listing = negotiation.listing
    restarts = why == NoticeObjection.Effect.RESTART
    body = (
        _("异议成立，本次公示终止；双方重新协商的，将重新公示完整期限（规则 R-PRI-04）。")
        if restarts
        else _("本次协议未能达成交易，公示终止。")
    )
    post_notice(
        kind=NoticeKind.CHANGE,
        exchange=negotiation.exchange,
        title=_("{title}协议定价公示终止（{project}）").format(
            title=listing.title[:200], project=listing.project_number
        ),
        body=body,
        subject=listing,
        project_number=listing.project_number,
        starts_at=now,
        corrects=publicity.notice,
        actor=system_actor(SYSTEM),
        clock=clock,
    )
