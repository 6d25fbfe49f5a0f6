"""What a side says to a match: yes, or no and why."""

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.rules import require_authority
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.matching.commands.contacts import open_contact
from marketplace.matching.commands.feedback import keep
from marketplace.matching.models import Decline, FeedbackKind, Match
from marketplace.matching.rules import may_answer, side_of


@atomic
def accept(*, match: Match, actor: Actor, clock: Clock) -> Match:
    """Say yes for the actor's side. When both have, each sees whom to reach, and a contact between the two begins (R-MAT-01)."""
    lock(match)
    now = clock.read()
    require_authority(actor, at=now)  # any: an introduction binds nobody
    require(may_answer, actor, match)
    side = side_of(actor, match)
    match.move(f"accept_as_{side}")
    audit.record(
        "matching.accepted",
        subject=match,
        actor=actor,
        private=True,
        side=side,
        connected=match.state == Match.State.CONNECTED,
    )
    keep(match, FeedbackKind.ACCEPTED, side, now, actor)
    if match.state == Match.State.CONNECTED:
        open_contact(match, now, actor)
    return match


@atomic
def decline(*, match: Match, reason: str, note: str = "", actor: Actor, clock: Clock) -> Match:
    """Say no for the actor's side, with a coded reason; the other side sees that it is over, and why.

    Raises Invalid for an unknown reason or a note that is too long, Refused once it is over.
    """
    if reason not in Decline.values:
        raise Invalid(fields={"reason": [_("请选择一个谢绝原因。")]})
    lock(match)
    now = clock.read()
    require(may_answer, actor, match)
    side = side_of(actor, match)
    note = words(note, field="note", most=300)
    match.move("decline", declined_by=side, decline_reason=reason, decline_note=note)
    audit.record("matching.declined", subject=match, actor=actor, private=True, side=side, reason=reason)
    keep(match, FeedbackKind.DECLINED, side, now, actor, reason=reason, note=note)
    return match
