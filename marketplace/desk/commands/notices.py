"""Public notices and subscriptions to them."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Organisation
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic
from marketplace.core.validation import validate, words
from marketplace.desk import rules
from marketplace.desk.models import NoticeSubscription, PublicNotice
from marketplace.desk.models.notice import BODY_MAX, CORRECTING, TITLE_MAX

SUBSCRIPTIONS_MOST = 50


@atomic
def post_notice(
    *,
    kind: str,
    exchange: str,
    title: str,
    body: str,
    subject: models.Model | str,
    starts_at: datetime,
    ends_at: datetime | None = None,
    corrects: PublicNotice | None = None,
    project_number: str = "",
    document: str = "",
    contact: str = "",
    actor: Actor,
    clock: Clock,
) -> PublicNotice:
    """Make something public in the name of an exchange; `ends_at` is the end of its period, if it has one.

    `subject` is what it is about, a thing with a number or its plain text; `contact` is that of the exchange unless said.
    A correction names the notice it corrects. Raises Forbidden unless staff of that exchange or a sweep acts, Invalid field
    by field, Refused for a correction of another exchange's notice.
    """
    now = clock.read()
    require(rules.may_post_notice, actor, exchange)
    _refuse_if_unfit(kind, exchange, corrects)
    notice = PublicNotice(
        kind=kind,
        exchange=exchange,
        title=words(title, field="title", most=TITLE_MAX, lack=_("请填写标题。")),
        body=words(body, field="body", most=BODY_MAX, lack=_("请填写正文。")),
        subject=subject if isinstance(subject, str) else audit.ref(subject),
        project_number=project_number,
        starts_at=starts_at,
        ends_at=ends_at,
        corrects=corrects,
        document=document,
        contact=contact or contact_of(exchange),
        posted_by=actor.ref,
        posted_at=now,
    )
    validate(notice, exclude=["number"])
    notice.save()
    audit.record(
        "desk.notice_posted",
        subject=notice,
        actor=actor,
        about=notice.subject,
        kind=kind,
        exchange=exchange,
        title=notice.title,
        number=notice.number,
    )
    return notice


def _refuse_if_unfit(kind: str, exchange: str, corrects: PublicNotice | None) -> None:
    if corrects is not None and corrects.exchange != exchange:
        raise Refused(_("公告 {number} 由另一家机构发布，只能由该机构更正。").format(number=corrects.number))
    if corrects is not None and kind not in CORRECTING:
        raise Invalid(fields={"kind": [_("只有更正公告和变更公告可以指向另一份公告。")]})


def contact_of(exchange: str) -> str:
    """How to reach an exchange with an objection: `张示范 · 028-0000 0000 · desk@sw.example`."""
    found = Organisation.objects.filter(exchange_code=exchange).first()
    said = [found.contact_name, found.contact_phone, found.contact_email] if found else []
    return " · ".join(part for part in said if part)[:300]


@atomic
def subscribe(
    *, kind: str = "", exchange: str = "", keyword: str = "", actor: Actor, clock: Clock
) -> NoticeSubscription:
    """Be told of notices of a kind, an exchange, with a word in their title; asked twice it stays one.

    Raises Forbidden for a stranger, Invalid field by field, Refused beyond fifty.
    """
    now = clock.read()
    require(rules.may_subscribe, actor)
    assert actor.user is not None
    chosen = {"kind": kind, "exchange": exchange, "keyword": words(keyword, field="keyword", most=60)}
    wanted = NoticeSubscription(user=actor.user, created_at=now, **chosen)
    mine = NoticeSubscription.objects.filter(user=actor.user)
    if found := mine.filter(**chosen).first():
        return found
    if mine.count() >= SUBSCRIPTIONS_MOST:
        raise Refused(_("订阅已达 {most} 条，请先取消不再需要的订阅。").format(most=SUBSCRIPTIONS_MOST))
    validate(wanted, exclude=["number"])
    wanted.save()
    audit.record("desk.notices_subscribed", subject=wanted, actor=actor, private=True, **chosen)
    return wanted


@atomic
def unsubscribe(*, subscription: NoticeSubscription, actor: Actor) -> None:
    """End one's own subscription. Raises Forbidden for anybody else's."""
    require(rules.may_unsubscribe, actor, subscription)
    _end(subscription, actor)


@atomic
def end_subscription(*, token: str, actor: Actor) -> NoticeSubscription | None:
    """End the subscription whose token a message carried, whoever holds it and signed in or not; None if it is gone."""
    found = NoticeSubscription.objects.select_related("user").filter(token=token).first()
    if found is not None:
        _end(found, actor)
    return found


def _end(subscription: NoticeSubscription, actor: Actor) -> None:
    subject = audit.ref(subscription)
    subscription.delete()
    audit.record("desk.notices_unsubscribed", subject=subject, actor=actor, private=True)
