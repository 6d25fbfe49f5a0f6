"""Silence in a contact goes to a technology manager: raised by the sweep, taken, nudged, closed (R-MAT-01)."""

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.matching.commands.contacts import RULE, quiet_from
from marketplace.matching.models import Contact, ContactState, Silence
from marketplace.matching.models.silence import NOTE_MAX
from marketplace.matching.rules import may_attend


@atomic
def raise_silence(*, contact: Contact, actor: Actor, clock: Clock) -> Silence:
    """Hand a contact that is silent for the days of the rules to the technology managers, once. Raises Refused while it is not silent, or over."""
    lock(contact)
    now = clock.read()
    if contact.state != ContactState.OPEN or contact.quiet_at is None or now < contact.quiet_at:
        raise Refused(_("该对接没有长期无人行动。"), rule=RULE, code="not_silent")
    contact.quiet_at = None
    contact.save(update_fields=["quiet_at"])
    raised = Silence.objects.create(contact=contact, raised_at=now)
    audit.record("matching.contact_silent", subject=raised, actor=actor, private=True, contact=contact.number)
    return raised


@atomic
def take_silence(*, silence: Silence, actor: Actor, clock: Clock) -> Silence:
    """Take a silent contact up, or over from a colleague. Raises Forbidden for anybody but a manager of theirs, Refused once it is over."""
    lock(silence)
    now = clock.read()
    require(may_attend, actor, silence)
    silence.move("take", taken_by=actor.user, taken_at=now)
    audit.record("matching.silence_taken", subject=silence, actor=actor, private=True)
    return silence


@atomic
def nudge(*, silence: Silence, words_to_both: str, note: str = "", actor: Actor, clock: Clock) -> Silence:
    """Ask both sides to go on, in one's own words, and keep a note for colleagues.

    Raises Invalid for empty or too long words, Forbidden for anybody but whoever took it, Refused once it is over.
    """
    lock(silence)
    now = clock.read()
    require(may_attend, actor, silence)
    require_own(silence, actor)
    said = words(words_to_both, field="words_to_both", most=NOTE_MAX, lack=_("请写明想对双方说什么。"), rule=RULE)
    kept = words(note, field="note", most=NOTE_MAX) or silence.note
    silence.move("nudge", note=kept, nudges=silence.nudges + 1, nudged_at=now)
    audit.record("matching.nudged", subject=silence, actor=actor, private=True, reason=said)
    return silence


@atomic
def close_silence(*, silence: Silence, note: str, actor: Actor, clock: Clock) -> Silence:
    """Leave a silent contact alone; it comes back when it stays silent for the days of the rules again.

    Raises Invalid without a note, Forbidden for anybody but whoever took it, Refused once it is over.
    """
    lock(silence.contact)
    lock(silence)
    now = clock.read()
    require(may_attend, actor, silence)
    require_own(silence, actor)
    said = words(note, field="note", most=NOTE_MAX, lack=_("请写明跟进的结果。"), rule=RULE)
    silence.move("close", note=said, over_at=now)
    contact = silence.contact
    if contact.state == ContactState.OPEN:
        contact.quiet_at = quiet_from(contact, now)
        contact.save(update_fields=["quiet_at"])
    audit.record("matching.silence_closed", subject=silence, actor=actor, private=True)
    return silence


def require_own(silence: Silence, actor: Actor) -> None:
    if actor.user is None or silence.taken_by_id != actor.user.pk:
        raise Refused(_("请先认领，再跟进。"), rule=RULE, code="not_taken")
