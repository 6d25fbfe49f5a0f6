"""What could not be sent: telling the operators, and what they decide."""

import logging
from collections.abc import Sequence

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Membership, Role, User
from marketplace.audit import commands as audit
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Refused, require
from marketplace.core.states import atomic, lock
from marketplace.jobs.models import RealNow
from marketplace.messages.commands.posting import post
from marketplace.messages.models import Channel, Delivery
from marketplace.messages.notes import Note
from marketplace.messages.rules import may_tend

logger = logging.getLogger(__name__)
KIND = "messages.trouble"


def operators() -> Sequence[User]:
    """Who looks after what cannot be sent: the staff of the system, and the reviewers of the exchanges."""
    reviewers = Membership.objects.filter(role=Role.REVIEWER, ended_at__isnull=True, organisation__exchange_code__gt="")
    return list(
        (User.objects.filter(is_staff=True) | User.objects.filter(pk__in=reviewers.values("user")))
        .filter(is_active=True)
        .order_by("pk")
    )


@atomic
def report_trouble(*, delivery: Delivery, clock: Clock) -> None:
    """Tell the operators, once a day and channel as long as nobody has looked, that deliveries wait for them."""
    logger.error("delivery %s by %s: %s", delivery.number, delivery.channel, delivery.last_error)
    if delivery.message.kind == KIND:
        return
    day = clock.read().astimezone(SHANGHAI).date()
    data = {"channel": Channel(delivery.channel).label, "error": delivery.last_error, "number": delivery.number}
    notes = [
        Note(
            kind=KIND,
            key=f"trouble:{delivery.number}:{delivery.attempts}:{user.number}",
            to=user,
            data=data,
            link="/messages/troubles/",
            subject=f"trouble:{delivery.channel}:{day}",
            gathered=True,
        )
        for user in operators()
    ]
    post(notes=notes, clock=clock)


@atomic
def retry_delivery(*, delivery: Delivery, actor: Actor, clock: Clock) -> None:
    """Send again what was given up or is in doubt, after somebody has looked. Raises Refused for a code that is gone."""
    lock(delivery)
    now = clock.read()
    require(may_tend, actor)
    if delivery.message.secret_until is not None and not delivery.message.secret:
        raise Refused(_("验证码类消息已失效，不能重发；请本人重新获取。"), code="secret_is_gone")
    delivery.move("retry", next_at=now, attempts=0, begun_at=None, ended_at=None, last_error="")
    audit.record("messages.delivery_retried", subject=delivery, actor=actor, private=True, channel=delivery.channel)


@atomic
def settle_delivery(*, delivery: Delivery, actor: Actor) -> None:
    """Say that a delivery in doubt has arrived, or reached the person otherwise: nothing is sent any more."""
    lock(delivery)
    require(may_tend, actor)
    delivery.move("settle", ended_at=RealNow())
    audit.record("messages.delivery_settled", subject=delivery, actor=actor, private=True, channel=delivery.channel)
