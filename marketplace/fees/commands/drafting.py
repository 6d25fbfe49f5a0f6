"""A schedule while it is a draft: written down, changed, taken back."""

import re
from datetime import date, datetime
from fractions import Fraction
from typing import TypedDict, Unpack

from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import validate, words
from marketplace.fees.models import Band, DealLimit, Rate, Relief, Schedule
from marketplace.fees.queries import day_of
from marketplace.fees.rules import may_discard, may_draft, may_edit
from marketplace.fees.terms import RateTerms, Terms, require_sound
from marketplace.rulebook.queries import value as rule_value

CODE = re.compile(r"[A-Z0-9]{1,8}", re.ASCII)
MOST = {"title": 80, "title_en": 120, "calibre": 120, "calibre_en": 160, "source": 200, "source_en": 300}  # characters


class Heads(TypedDict):
    """What a draft says about itself: pairs in Chinese and English."""

    titles: tuple[str, str]
    calibres: tuple[str, str]
    sources: tuple[str, str]
    effective_from: date


@atomic
def draft_schedule(
    *, code: str, exchange: str, terms: Terms, actor: Actor, clock: Clock, **heads: Unpack[Heads]
) -> Schedule:
    """Write down the next version of a schedule; `exchange` is whose it is, empty for the unified structure.

    Raises Invalid, with every fault by field (`rates.0.bands.1.above`), for bands that overlap or leave a gap, a rate above
    the ceiling (R-FEE-04), a discount for locals only (R-FEE-10), a side without rates, a code of another exchange, a first
    day that has passed; Forbidden unless the actor may draft for that exchange.
    """
    now = clock.read()
    require(may_draft, actor, exchange)
    if not CODE.fullmatch(code):
        raise Invalid(fields={"code": [_("代码须为 1 至 8 个大写字母或数字，例如 E1。")]}, rule="R-GEN-08")
    versions = Schedule.objects.filter(code=code)
    if versions.exclude(exchange=exchange).exists():
        raise Invalid(fields={"code": [_("收费标准代码“{code}”已由其他机构使用。").format(code=code[:20])]})
    version = (versions.aggregate(last=Max("version"))["last"] or 0) + 1
    schedule = Schedule(code=code, version=version, exchange=exchange, is_example=False, drafted_by=actor.user)
    _write(schedule, heads, terms, now)
    first = schedule.effective_from
    audit.record(
        "fees.schedule_drafted", subject=schedule, actor=actor, private=True, exchange=exchange, from_day=first
    )
    return schedule


@atomic
def edit_schedule(*, schedule: Schedule, terms: Terms, actor: Actor, clock: Clock, **heads: Unpack[Heads]) -> None:
    """Write a draft anew; code, version and whose it is stay.

    Only who drafted it changes it, so that four eyes stay one comparison. Raises Refused once it is published (R-GEN-08),
    Invalid as `draft_schedule` does.
    """
    lock(schedule)
    now = clock.read()
    require(may_edit, actor, schedule)
    if schedule.state != Schedule.State.DRAFT:
        raise Refused(_("该收费标准已公布，不能再修改。如需改动，请另行起草。"), rule="R-GEN-08", code="published")
    _write(schedule, heads, terms, now)
    audit.record("fees.schedule_edited", subject=schedule, actor=actor, private=True, from_day=schedule.effective_from)


@atomic
def discard_schedule(*, schedule: Schedule, reason: str, actor: Actor, clock: Clock) -> None:
    """Take back a draft, or take down what is in consultation: it never applies, and its version number is not used again.

    Raises Invalid without a reason, Refused once it was approved: then it gets a last day (`end_schedule`).
    """
    lock(schedule)
    clock.read()
    require(may_discard, actor, schedule)
    said = words(reason, field="reason", most=200, lack=_("请说明撤下的理由。"), rule="R-GEN-08")
    was_public = schedule.published_at is not None
    schedule.move("discard")
    audit.record("fees.schedule_discarded", subject=schedule, actor=actor, private=not was_public, reason=said)


def _write(schedule: Schedule, heads: Heads, terms: Terms, now: datetime) -> None:
    _take_heads(schedule, heads)
    if schedule.effective_from <= day_of(now):
        raise Invalid(fields={"effective_from": [_("生效日须晚于今天，并留足公布的天数。")]}, rule="R-GEN-09")
    ceiling = Fraction(rule_value("R-FEE-04", "ceiling_bp", now), 10_000)
    require_sound(terms, ceiling=ceiling, effective_from=schedule.effective_from)
    validate(schedule, exclude=["drafted_by", "approved_by", "published_at", "effective_to"])
    schedule.save()
    write_terms(schedule, terms)


def _take_heads(schedule: Schedule, heads: Heads) -> None:
    pairs = {"title": heads["titles"], "calibre": heads["calibres"], "source": heads["sources"]}
    for name, (chinese, english) in pairs.items():
        for field, text in ((name, chinese), (f"{name}_en", english)):
            setattr(schedule, field, words(text, field=field, most=MOST[field], lack=_("必填。")))
    schedule.effective_from = heads["effective_from"]


def write_terms(schedule: Schedule, terms: Terms) -> None:
    """The rows of a draft, in place of those that were there."""
    Band.objects.filter(of__schedule=schedule).delete()
    for known in (Rate, DealLimit, Relief):
        known.objects.filter(schedule=schedule).delete()
    for rate in terms.rates:
        _write_rate(schedule, rate)
    DealLimit.objects.bulk_create(
        DealLimit(
            schedule=schedule,
            method=limit.method,
            service=limit.service,
            minimum_fen=limit.minimum_fen,
            maximum_fen=limit.maximum_fen,
        )
        for limit in terms.limits
    )
    Relief.objects.bulk_create(
        Relief(
            schedule=schedule,
            criterion=relief.criterion,
            method=relief.method,
            numerator=relief.share.numerator,
            denominator=relief.share.denominator,
            from_date=relief.from_date,
            to_date=relief.to_date,
        )
        for relief in terms.reliefs
    )


def _write_rate(schedule: Schedule, terms: RateTerms) -> None:
    rate = Rate.objects.create(
        schedule=schedule,
        side=terms.side,
        method=terms.method,
        service=terms.service,
        base=terms.base,
        minimum_fen=terms.minimum_fen,
        maximum_fen=terms.maximum_fen,
        whole_amount=terms.whole_amount,
    )
    Band.objects.bulk_create(
        Band(
            of=rate,
            lower_fen=band.lower_fen,
            upper_fen=band.upper_fen,
            numerator=band.rate.numerator,
            denominator=band.rate.denominator,
        )
        for band in terms.bands
    )
