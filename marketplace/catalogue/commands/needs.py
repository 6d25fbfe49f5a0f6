"""Technology needs."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.rules import require_authority
from marketplace.audit import commands as audit
from marketplace.catalogue import rules
from marketplace.catalogue.checking import fill_need
from marketplace.catalogue.drafts import NeedDraft
from marketplace.catalogue.models import Need
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Invalid, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words


@atomic
def post_need(*, draft: NeedDraft, actor: Actor, clock: Clock) -> Need:
    """Publish a need of the actor's organisation. Raises Invalid field by field."""
    now = clock.read()
    require_authority(actor, at=now)  # any: a need binds nobody
    require(rules.may_post_need, actor)
    assert actor.organisation is not None
    need = Need(organisation=actor.organisation, posted_at=now)
    fill_need(need, draft)
    need.exchange = need.exchange or actor.organisation.home_exchange
    _check_posting(need, now)
    need.save()
    audit.record("catalogue.need_posted", subject=need, actor=actor, **public_facts(need))
    return need


def _check_posting(need: Need, now: datetime) -> None:
    if not need.content:
        raise Invalid(fields={"content": [_("请写明要解决的问题和期望的指标。")]})
    if need.deadline_date and need.deadline_date < now.astimezone(SHANGHAI).date():
        raise Invalid(fields={"deadline_date": [_("截止日期已过，请填写今天或以后的日期。")]})


def public_facts(need: Need) -> dict[str, Any]:
    """What the log tells everybody of an open need."""
    return {
        "title": need.title,
        "exchange": need.exchange,
        "technology_field": need.technology_field_id,
        "unverified": need.unverified,
    }


@atomic
def close_need(*, need: Need, reason: str, actor: Actor, clock: Clock) -> None:
    """End a need, by its organisation, or by the sweep once its last day is over. Raises Invalid for a reason that is too long."""
    lock(need)
    now = clock.read()
    require(rules.may_close_need, actor, need)
    need.move("close", closed_at=now, close_reason=words(reason, field="reason", most=500))
    audit.record("catalogue.need_closed", subject=need, actor=actor, reason=need.close_reason)


@atomic
def meet_need(*, need: Need, by: str, actor: Actor, clock: Clock) -> None:
    """Close an open need because it was met, by a deal of that number. A step of the deal's command, which has locked the need."""
    now = clock.read()
    need.move("close", closed_at=now, close_reason=_met(by))
    audit.record("catalogue.need_closed", subject=need, actor=actor, reason=need.close_reason)


def _met(by: str) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return _("已达成合作：{number}").format(number=by)


def due_needs(now: datetime) -> QuerySet[Need]:
    """Open needs whose last day is over."""
    return Need.objects.open().filter(deadline_date__lt=now.astimezone(SHANGHAI).date())


@atomic
def close_due_needs(*, actor: Actor, clock: Clock, limit: int = 100) -> int:
    """Close needs whose last day is over; a row another sweep holds is left to it. Returns how many."""
    now = clock.read()
    due = list(due_needs(now).select_for_update(skip_locked=True, no_key=True).order_by("id")[:limit])
    for need in due:
        need.move("close", closed_at=now, close_reason=_("截止日期已到"))
        audit.record("catalogue.need_closed", subject=need, actor=actor, reason=need.close_reason)
    return len(due)
