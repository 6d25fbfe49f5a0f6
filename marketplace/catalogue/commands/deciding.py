"""A unit's own decision and its public notice inside (R-PRI-02..04)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.catalogue import rules
from marketplace.catalogue.models import Decision, InHouseNotice, Listing, ListingState, Objection
from marketplace.catalogue.queries.decisions import notice_period
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import validate, words
from marketplace.rulebook.queries import version_in_force


@atomic
def record_decision(
    *,
    listing: Listing,
    body: str,
    meeting: str,
    decided_date: date,
    route: str,
    price_fen: int | None,
    deciders: Sequence[str],
    recusals: Sequence[str] = (),
    document_number: str = "",
    valuation: str = "",
    actor: Actor,
    clock: Clock,
) -> Decision:
    """Record what the unit decided about its achievement; a later decision takes the place of an earlier one (R-PRI-06).

    `price_fen` is the intended price of an agreement, or the floor of a listing or an auction. Raises Invalid for a day to come, a
    name that decided and withdrew at once, or an agreement without a price; Refused once the listing is withdrawn.
    """
    lock(listing)
    now = clock.read()
    require(rules.may_speak_for_lister, actor, listing)
    if listing.state == ListingState.WITHDRAWN:
        raise Refused(_("该成果已撤回，不能再登记决策。"), rule="R-PRI-06")
    _not_after("decided_date", decided_date, now)
    persons, withdrew = _names(deciders), _names(recusals)
    if both := [name for name in persons if any(line.startswith(name) for line in withdrew)]:
        told = _("{names} 已回避，不能同时列为参与决策人。").format(names="、".join(both))
        raise Invalid(fields={"deciders": [told]}, rule="R-PRI-06")
    decision = Decision(
        listing=listing,
        body=body.strip(),
        meeting=meeting.strip(),
        decided_date=decided_date,
        document_number=document_number.strip(),
        route=route,
        price_fen=price_fen,
        deciders=persons,
        recusals=withdrew,
        valuation=valuation.strip(),
        recorded_by=actor.user,
        recorded_at=now,
    )
    validate(decision)
    decision.save()
    facts = {"listing": listing.number, "route": route, "price_fen": price_fen, "decided_date": decided_date}
    audit.record("catalogue.decision_recorded", subject=decision, actor=actor, private=True, **facts)
    return decision


@atomic
def post_in_house_notice(
    *, decision: Decision, name: str, price_fen: int, place: str, published_date: date, actor: Actor, clock: Clock
) -> InHouseNotice:
    """Record that name and intended price were made public inside the unit, and start the period of R-PRI-03.

    A new notice starts the full period anew (R-PRI-04). Raises Invalid where name, price or day do not agree with the decision,
    Refused if a later decision took the place of this one.
    """
    lock(decision.listing)
    now = clock.read()
    require(rules.may_speak_for_lister, actor, decision.listing)
    if Decision.objects.filter(listing=decision.listing_id, pk__gt=decision.pk).exists():
        raise Refused(_("该决策已被新的决策取代，请在新的决策下公示。"), rule="R-PRI-04")
    _not_after("published_date", published_date, now)
    faults = {}
    if decision.price_fen is not None and price_fen != decision.price_fen:
        faults["price_fen"] = [_("公示价格须与决策的拟交易价格一致；价格有变的，请先登记新的决策。")]
    if published_date < decision.decided_date:
        faults["published_date"] = [_("公示不能早于决策日期。")]
    if faults:
        raise Invalid(fields=faults, rule="R-PRI-02")
    version = decision.listing.rule_version or version_in_force(now, decision.listing.exchange)
    notice = InHouseNotice(
        decision=decision,
        name=name.strip(),
        price_fen=price_fen,
        place=place.strip(),
        published_date=published_date,
        days=version.value("R-PRI-03", "notice_days"),
        rule_version=version,
        recorded_by=actor.user,
        recorded_at=now,
    )
    validate(notice)
    notice.save()
    facts = {"decision": decision.number, "price_fen": price_fen, "published_date": published_date, "days": notice.days}
    audit.record("catalogue.in_house_notice_posted", subject=notice, actor=actor, private=True, **facts)
    return notice


@atomic
def record_objection(
    *, notice: InHouseNotice, raised_date: date, raised_by: str, content: str, actor: Actor, clock: Clock
) -> Objection:
    """Record an objection to a notice; the period stands still until it is answered (R-PRI-04).

    Raises Invalid for a day outside of the period, Refused for a notice that was replaced.
    """
    lock(notice.decision.listing)
    now = clock.read()
    require(rules.may_speak_for_lister, actor, notice.decision.listing)
    _current(notice)
    _not_after("raised_date", raised_date, now)
    stand = notice_period(notice, raised_date)
    if raised_date < notice.published_date or stand.is_complete(raised_date):
        raise Invalid(fields={"raised_date": [_("异议须在公示期内提出。")]}, rule="R-PRI-03")
    last = notice.objections.aggregate(top=Max("position"))["top"] or 0
    objection = Objection(
        notice=notice,
        position=last + 1,
        raised_date=raised_date,
        raised_by=raised_by.strip(),
        content=words(content, field="content", most=1000, lack=_("请写明异议内容。")),
        recorded_by=actor.user,
    )
    validate(objection, exclude=["resolved_by"])
    objection.save()
    facts = {"position": objection.position, "raised_date": raised_date}
    audit.record("catalogue.objection_recorded", subject=notice, actor=actor, private=True, **facts)
    return objection


@atomic
def resolve_objection(
    *, objection: Objection, outcome: str, resolved_date: date, handling: str, actor: Actor, clock: Clock
) -> None:
    """Answer an objection: unfounded, and the period goes on with the next day; upheld, and the notice has ended (R-PRI-04).

    Raises Invalid for a day before the objection or to come, Refused if it was answered already.
    """
    lock(objection.notice.decision.listing)
    lock(objection)
    now = clock.read()
    require(rules.may_speak_for_lister, actor, objection.notice.decision.listing)
    if objection.outcome:
        raise Refused(_("该异议已处理。"), rule="R-PRI-04", code="resolved")
    _not_after("resolved_date", resolved_date, now)
    if resolved_date < objection.raised_date:
        raise Invalid(fields={"resolved_date": [_("处理日期不能早于提出日期。")]})
    if outcome not in (Objection.Outcome.UNFOUNDED, Objection.Outcome.UPHELD):
        raise Invalid(fields={"outcome": [_("请选择处理结果。")]})
    objection.outcome, objection.resolved_date = outcome, resolved_date
    objection.handling = words(handling, field="handling", most=1000, lack=_("请写明处理情况。"))
    objection.resolved_by = actor.user
    objection.save()
    facts = {"position": objection.position, "outcome": outcome, "resolved_date": resolved_date}
    audit.record("catalogue.objection_resolved", subject=objection.notice, actor=actor, private=True, **facts)


def _current(notice: InHouseNotice) -> None:
    newer = InHouseNotice.objects.filter(decision__listing=notice.decision.listing_id, pk__gt=notice.pk)
    if (
        newer.exists()
        or Decision.objects.filter(listing=notice.decision.listing_id, pk__gt=notice.decision_id).exists()
    ):
        raise Refused(_("该公示已被新的决策或公示取代。"), rule="R-PRI-04", code="replaced")


def _not_after(field: str, day: date, now: datetime) -> None:
    if day > now.astimezone(SHANGHAI).date():
        raise Invalid(fields={field: [_("日期不能晚于今天。")]})


def _names(given: Sequence[str]) -> list[str]:
    # A NUL is no letter of any name, and the database takes none.
    return list(dict.fromkeys(said for name in given if (said := name.replace("\x00", "").strip())))
