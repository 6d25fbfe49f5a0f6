"""What two sides do once both have accepted: write, plan the next step, report outcomes, end it (R-MAT-01)."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.rules import require_authority
from marketplace.audit import commands as audit
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.files import commands as files
from marketplace.files.models import File
from marketplace.matching.commands.feedback import keep
from marketplace.matching.models import (
    Contact,
    ContactMessage,
    ContactState,
    Ending,
    FeedbackKind,
    Match,
    Side,
    Silence,
)
from marketplace.matching.models.contact import FILES_MOST, MESSAGES_MOST, STEP_MAX, TEXT_MAX
from marketplace.matching.models.feedback import NOTE_MAX, REPORTED
from marketplace.matching.rules import may_take_part, side_of
from marketplace.rulebook.models import Family
from marketplace.rulebook.queries import deadline, version_in_force

RULE = "R-MAT-01"
PURPOSE = "contact"
STEP_DAYS_MOST = 366  # a next step lies within a year


def open_contact(match: Match, now: datetime, actor: Actor) -> Contact:
    """Begin the thread of a match that both sides have accepted; a step of `accept`."""
    rules = version_in_force(now, exchange=match.listing.exchange, family=Family.MATCHING)
    contact = Contact(match=match, rule_version=rules, opened_at=now, acted_at=now)
    contact.quiet_at = quiet_from(contact, now)
    contact.save()
    audit.record("matching.contact_opened", subject=contact, actor=actor, private=True, match=match.number)
    return contact


def quiet_from(contact: Contact, since: datetime) -> datetime:
    """When silence is attended to: the days of the rules after the last act, or after the last day of a planned step."""
    start = since
    if contact.next_due_date:
        start = max(since, datetime.combine(contact.next_due_date, time(), SHANGHAI))
    return deadline(start, days=contact.rule_version.value(RULE, "silence_days")).at


def break_silence(contact: Contact, now: datetime) -> None:
    """Whoever attends to a silent contact has no more to do: a side has acted, or it is over."""
    for silence in contact.silences.filter(state__in=sorted(Silence.RUNNING)):
        silence.move("break", over_at=now)


def stir(contact: Contact, side: str, now: datetime) -> None:
    """A side has acted: silence counts anew. A step of commands that hold the row."""
    contact.acted_at, contact.acted_side = now, side
    contact.quiet_at = quiet_from(contact, now)
    contact.save(update_fields=["acted_at", "acted_side", "quiet_at", "next_step", "next_side", "next_due_date"])
    break_silence(contact, now)


def begin(contact: Contact, actor: Actor, clock: Clock) -> tuple[datetime, str]:
    """What every act of a side begins with: lock, read the clock, ask who acts; returns the instant and the side."""
    lock(contact)
    now = clock.read()
    require_authority(actor, at=now)  # any: talking binds nobody
    require(may_take_part, actor, contact)
    if contact.state != ContactState.OPEN:
        told = _("当前状态为“{state}”，不能再办理。").format(state=contact.get_state_display())
        raise Refused(told, rule=RULE, code="contact_over")
    return now, side_of(actor, contact.match)


@atomic
def write_message(
    *,
    contact: Contact,
    text: str,
    papers: Sequence[File] = (),
    uploads: Sequence[Any] = (),
    actor: Actor,
    clock: Clock,
) -> ContactMessage:
    """Write to the other side, with at most five files: `papers` that the actor's side handed in before, `uploads` that come with the words.

    Both sides read them from now on. Raises Invalid for empty or too long words, too many files or one that is not taken, Forbidden for
    anybody but the two sides, Refused once it is over or holds five hundred messages.
    """
    now, side = begin(contact, actor, clock)
    said = words(text, field="text", most=TEXT_MAX, lack=_("请写明内容。"), rule=RULE)
    if len(papers) + len(uploads) > FILES_MOST:
        raise Invalid(fields={"files": [_("每条消息的附件不超过 {most} 个。").format(most=FILES_MOST)]}, rule=RULE)
    if contact.messages.count() >= MESSAGES_MOST:
        told = _("消息已达 {most} 条，请改用电话或会面，并在这里登记结果。").format(most=MESSAGES_MOST)
        raise Refused(told, rule=RULE, code="too_many_messages")
    assert actor.user
    sent = contact.messages.create(side=side, text=said, sent_at=now, sent_by=actor.user)
    about = audit.ref(contact)
    for paper in papers:
        files.attach(file=paper, subject=about, actor=actor)
    kept = [files.store(upload=one, purpose=PURPOSE, subject=about, actor=actor, clock=clock) for one in uploads]
    sent.files.set([*papers, *kept])
    keep(contact.match, FeedbackKind.CONTACTED, side, now, actor)
    stir(contact, side, now)
    audit.record(
        "matching.message_written",
        subject=contact,
        actor=actor,
        private=True,
        side=side,
        files=[one.number for one in (*papers, *kept)],
    )
    return sent


@atomic
def plan_step(*, contact: Contact, step: str, by: str, due_date: date, actor: Actor, clock: Clock) -> Contact:
    """Say what comes next, which side does it and by which day; it replaces the step before. Whoever does it is reminded (R-DSK-21).

    Raises Invalid for empty words, an unknown side and a day that is past or more than a year away; Forbidden for anybody but the two
    sides, Refused once it is over.
    """
    now, side = begin(contact, actor, clock)
    said = words(step, field="step", most=STEP_MAX, lack=_("请写明下一步做什么。"), rule=RULE)
    today = now.astimezone(SHANGHAI).date()
    wrong = {}
    if by not in Side.values:
        wrong["by"] = [_("请选择由哪一方办理。")]
    if not today <= due_date <= today + timedelta(days=STEP_DAYS_MOST):
        wrong["due_date"] = [_("完成日期须在今天至一年之内。")]
    if wrong:
        raise Invalid(fields=wrong, rule=RULE)
    contact.next_step, contact.next_side, contact.next_due_date = said, by, due_date
    stir(contact, side, now)
    audit.record(
        "matching.step_planned", subject=contact, actor=actor, private=True, side=side, by=by, due_date=str(due_date)
    )
    return contact


@atomic
def finish_step(*, contact: Contact, actor: Actor, clock: Clock) -> Contact:
    """Say that the next step is done. Raises Forbidden for anybody but the two sides, Refused where none is planned or it is over."""
    now, side = begin(contact, actor, clock)
    if not contact.next_step:
        raise Refused(_("没有待办的下一步。"), rule=RULE, code="no_step")
    _clear_step(contact)
    stir(contact, side, now)
    audit.record("matching.step_finished", subject=contact, actor=actor, private=True, side=side)
    return contact


@atomic
def report_outcome(
    *, contact: Contact, kind: str, happened_date: date, note: str = "", actor: Actor, clock: Clock
) -> Contact:
    """Report that the two have met, tried a sample, negotiate or signed a contract, and on which day; both sides see it.

    A contract ends the contact: what follows has pages of its own. Raises Invalid for an unknown kind and a day before the contact or in the
    future, Forbidden for anybody but the two sides, Refused if that side has said so already or it is over.
    """
    now, side = begin(contact, actor, clock)
    if kind not in REPORTED:
        raise Invalid(fields={"kind": [_("请选择一种进展。")]}, rule=RULE)
    first, last = contact.opened_at.astimezone(SHANGHAI).date(), now.astimezone(SHANGHAI).date()
    if not first <= happened_date <= last:
        told = _("日期须在对接开始（{first}）至今天（{last}）之间。").format(first=first, last=last)
        raise Invalid(fields={"happened_date": [told]}, rule=RULE)
    said = words(note, field="note", most=NOTE_MAX)
    outcome = FeedbackKind(kind)
    if not keep(contact.match, outcome, side, now, actor, happened=happened_date, note=said):
        raise Refused(_("贵方已登记过这项进展。"), rule=RULE, code="reported_already")
    stir(contact, side, now)
    audit.record("matching.outcome_reported", subject=contact, actor=actor, private=True, side=side, kind=kind)
    if outcome == FeedbackKind.CONTRACTED:
        _over(contact, "contract", now)
    return contact


@atomic
def end_contact(*, contact: Contact, reason: str, note: str = "", actor: Actor, clock: Clock) -> Contact:
    """End the contact for a coded reason; the other side sees it, and the ranking learns from it.

    Raises Invalid for an unknown reason or a note that is too long, Forbidden for anybody but the two sides, Refused once it is over.
    """
    now, side = begin(contact, actor, clock)
    if reason not in Ending.values:
        raise Invalid(fields={"reason": [_("请选择结束对接的原因。")]}, rule=RULE)
    said = words(note, field="note", most=NOTE_MAX)
    keep(contact.match, FeedbackKind.ENDED, side, now, actor, reason=reason, note=said)
    contact.acted_at, contact.acted_side = now, side
    _over(contact, "end", now)
    audit.record("matching.contact_ended", subject=contact, actor=actor, private=True, side=side, reason=reason)
    return contact


@atomic
def note_contract(*, matches: Sequence[Match], actor: Actor, clock: Clock) -> int:
    """Note that the market itself saw a contract of both papers come into force; returns of how many matches. A step of the deal's command.

    What the two had begun to talk about is thereby concluded. A second contract of the same papers changes nothing.
    """
    now = clock.read()
    noted = 0
    for match in matches:
        if not keep(match, FeedbackKind.CONTRACTED, "", now, actor):
            continue
        noted += 1
        contact = Contact.objects.filter(match=match).first()
        if contact:
            lock(contact)
        if contact and contact.state == ContactState.OPEN:
            _over(contact, "contract", now)
        audit.record("matching.contract_noted", subject=match, actor=actor, private=True)
    return noted


def _over(contact: Contact, verb: str, now: datetime) -> None:
    _clear_step(contact)
    more = {
        name: getattr(contact, name) for name in ("acted_at", "acted_side", "next_step", "next_side", "next_due_date")
    }
    contact.move(verb, ended_at=now, quiet_at=None, **more)
    break_silence(contact, now)


def _clear_step(contact: Contact) -> None:
    contact.next_step, contact.next_side, contact.next_due_date = "", "", None
