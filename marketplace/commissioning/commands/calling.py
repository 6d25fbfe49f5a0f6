"""An open call is made of a need, checked and published by two persons of the exchange, or withdrawn (R-CALL-01)."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Scope as Acts
from accounts.rules import require_authority
from marketplace.audit import commands as audit
from marketplace.catalogue.models import Need
from marketplace.commissioning import rules
from marketplace.commissioning.checking import faults
from marketplace.commissioning.commands.notices import post_call, post_end
from marketplace.commissioning.drafts import CallDraft
from marketplace.commissioning.models import CallState, Criterion, NeedThread, OpenCall, SolutionState, ThreadState
from marketplace.commissioning.models.call import NOTE_MAX, TEXT_MAX, TITLE_MAX
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Refused, require
from marketplace.core.findings import refuse
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.rulebook.models import CapabilityCode, RuleVersion
from marketplace.rulebook.queries import deadline, require_capability, version_in_force
from marketplace.trading.commands.tariffs import tariff_at


@atomic
def draft_call(*, need: Need, draft: CallDraft, actor: Actor, clock: Clock) -> OpenCall:
    """Make an open call of an open need and hand it to its exchange for checking; criteria and weights are fixed from now on.

    Raises Invalid field by field: criteria that point to a place or an ownership (R-LST-05, R-BID-16), weights that do not sum
    to a hundred, a deadline too near; Forbidden for anybody but the poster of the need; Refused for a need that is closed,
    unverified, at an exchange that may not settle (R-LST-11), or that has a call already.
    """
    lock(need)
    now = clock.read()
    require_authority(actor, Acts.BID, draft.budget_fen, at=now)
    require(rules.may_call, actor, need)
    if need.state != Need.State.OPEN or need.unverified:
        raise Refused(_("只有征集中、已核实的需求可以发起揭榜。"), rule="R-CALL-01", code="need_not_open")
    if OpenCall.objects.filter(need=need, state__in=OpenCall.LIVE).exists():
        raise Refused(_("该需求已有进行中的揭榜。"), rule="R-CALL-01", code="called_already")
    if NeedThread.objects.filter(need=need, state=ThreadState.AGREED).exists():
        raise Refused(_("该需求已与承担方达成一致，不能再发起揭榜。"), rule="R-CALL-01", code="agreed_already")
    require_capability(need.exchange, CapabilityCode.SETTLEMENT, now)
    tariff_at(need.exchange, now)  # what it comes to is charged for
    version = version_in_force(now, exchange=need.exchange)
    limits = {
        "teams_most": version.value("R-CALL-04", "teams_most"),
        "minority_budget_most_fen": version.value("R-CALL-06", "budget_most_fen"),
    }
    refuse(faults(draft, earliest_due=earliest_due(version, now), **limits))
    assert actor.user
    call = OpenCall.objects.create(
        need=need,
        poster=need.organisation,
        exchange=need.exchange,
        rule_version=version,
        mode=draft.mode,
        budget_fen=draft.budget_fen,
        teams=draft.teams,
        due_at=draft.due_at,
        drafted_by=actor.user,
        drafted_at=now,
        **_texts(draft),
    )
    Criterion.objects.bulk_create(
        Criterion(call=call, position=place, name=one.name.strip(), weight=one.weight, by_price=one.by_price)
        for place, one in enumerate(draft.criteria, 1)
    )
    audit.record("commissioning.call_drafted", subject=call, actor=actor, private=True, need=need.number)
    return call


def _texts(draft: CallDraft) -> dict[str, str]:
    return {
        "title": words(draft.title, field="title", most=TITLE_MAX, lack=_("请填写榜题。"), rule="R-CALL-01"),
        "problem": words(
            draft.problem, field="problem", most=TEXT_MAX, lack=_("请写明要解决的问题。"), rule="R-CALL-01"
        ),
        "indicators": words(
            draft.indicators, field="indicators", most=TEXT_MAX, lack=_("请写明可以检验的结果指标。"), rule="R-CALL-01"
        ),
        "conditions": words(draft.conditions, field="conditions", most=NOTE_MAX),
        "secrecy": words(
            draft.secrecy,
            field="secrecy",
            most=NOTE_MAX,
            lack=_("请写明保密审查人和日期，确认公告不含国家秘密和商业秘密。"),
            rule="R-LST-07",
        ),
    }


def earliest_due(version: RuleVersion, now: datetime) -> datetime:
    """The first instant at which the deadline of a call that were published now may lie (R-CALL-01)."""
    return deadline(now, days=int(version.value("R-CALL-01", "proposal_days"))).at.astimezone(SHANGHAI)


@atomic
def check_call(*, call: OpenCall, actor: Actor, clock: Clock) -> OpenCall:
    """Find a call fit to be published; another person publishes it. Raises Forbidden for members of the poster and other exchanges, Refused once checked."""
    lock(call)
    now = clock.read()
    require(rules.may_check_call, actor, call)
    call.move("check", checked_by=actor.user, checked_at=now)
    audit.record("commissioning.call_checked", subject=call, actor=actor, private=True)
    return call


@atomic
def return_call(*, call: OpenCall, reasons: str, actor: Actor, clock: Clock) -> OpenCall:
    """Send a call back before it is public; it may be made anew. Raises Invalid without reasons, Forbidden as `check_call` does, Refused afterwards."""
    lock(call)
    now = clock.read()
    require(rules.may_check_call, actor, call)
    said = words(reasons, field="reasons", most=NOTE_MAX, lack=_("请写明退回的理由。"), rule="R-SEC-11")
    call.move("return", reasons=said, ended_at=now)
    audit.record("commissioning.call_returned", subject=call, actor=actor, private=True, reason=said)
    return call


@atomic
def publish_call(*, call: OpenCall, actor: Actor, clock: Clock) -> OpenCall:
    """Put a checked call before everybody by a public notice of the exchange, until its deadline.

    Raises Forbidden for who checked it (four eyes), Refused unless it was checked and its deadline leaves the days of R-CALL-01.
    """
    lock(call)
    now = clock.read()
    require(rules.may_publish_call, actor, call)
    if call.state == CallState.CHECKED and call.due_at < earliest_due(call.rule_version, now):
        told = _("距提交截止已不足规定的天数，请退回发起单位调整截止时间。")
        raise Refused(told, rule="R-CALL-01", code="too_late")
    notice = post_call(call, now, clock)
    call.move("publish", published_by=actor.user, published_at=now, call_notice=notice)
    audit.record(
        "commissioning.call_published",
        subject=call,
        actor=actor,
        need=call.need.number,
        notice=notice.number,
        mode=call.mode,
        due_at=call.due_at.isoformat(),
    )
    return call


@atomic
def withdraw_call(*, call: OpenCall, reasons: str, actor: Actor, clock: Clock) -> OpenCall:
    """Take a call back before its deadline, in public if it was public; what was handed in is never opened.

    Raises Invalid without reasons, Forbidden for anybody but the poster, Refused from the deadline on.
    """
    lock(call)
    now = clock.read()
    require_authority(actor, Acts.BID, at=now)
    require(rules.may_act_as_poster, actor, call)
    if call.state == CallState.OPEN and now >= call.due_at:
        raise Refused(_("提交截止后不能撤回；可在评审后说明理由，不确定承担方。"), rule="R-CALL-01", code="due_already")
    said = words(reasons, field="reasons", most=NOTE_MAX, lack=_("请写明撤回的理由。"), rule="R-SEC-11")
    was_public = call.is_public
    call.move("withdraw", reasons=said, ended_at=now)
    for one in call.solutions.filter(state=SolutionState.SEALED).order_by("pk"):
        one.move("withdraw", ended_at=now)
    if was_public:
        post_end(call, said, now, clock)
    audit.record("commissioning.call_withdrawn", subject=call, actor=actor, private=not was_public, reason=said)
    return call
