"""Consultation: anybody who signed in comments on a schedule that is open, a rule maker answers (R-GEN-09)."""

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.rules import is_signed_in
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.fees.models import Schedule, ScheduleComment
from marketplace.fees.models.comment import COMMENT_MOST
from marketplace.fees.queries import in_consultation
from marketplace.fees.rules import may_answer

COMMENTS_MOST = 20  # of one person on one version


@atomic
def comment_on_schedule(*, schedule: Schedule, text: str, actor: Actor, clock: Clock) -> ScheduleComment:
    """Comment on a schedule while it is open for consultation; public at once.

    Raises Refused once the consultation is over or after too many comments of one person, Invalid for an empty text or one
    of more than 2,000 characters.
    """
    lock(schedule)
    now = clock.read()
    require(is_signed_in, actor)
    if not in_consultation(schedule, now):
        raise Refused(_("该收费标准不在征求意见期内，不能再提意见。"), rule="R-GEN-09", code="consultation_over")
    said = words(text, field="text", most=COMMENT_MOST, lack=_("请填写意见。"), rule="R-GEN-09")
    if schedule.comments.filter(author=actor.user).count() >= COMMENTS_MOST:
        raise Refused(
            _("您对该收费标准已提 {most} 条意见。请把其余意见寄给任一交易机构。").format(most=COMMENTS_MOST),
            rule="R-GEN-09",
            code="too_many_comments",
        )
    assert actor.user is not None
    comment = ScheduleComment.objects.create(
        schedule=schedule, text=said, author=actor.user, organisation=actor.organisation, made_at=now
    )
    audit.record("fees.comment_made", subject=comment, actor=actor, private=True, schedule=schedule.number)
    return comment


@atomic
def answer_schedule_comment(*, comment: ScheduleComment, answer: str, actor: Actor, clock: Clock) -> None:
    """Answer a comment, once and in public. Raises Refused if it was answered, Invalid without words."""
    lock(comment)
    now = clock.read()
    require(may_answer, actor, comment.schedule)
    if comment.answer:
        raise Refused(_("这条意见已经答复。"), rule="R-GEN-09", code="already_answered")
    comment.answer = words(answer, field="answer", most=COMMENT_MOST, lack=_("请填写答复。"), rule="R-GEN-09")
    comment.answered_by, comment.answered_at = actor.user, now
    comment.save(update_fields=["answer", "answered_by", "answered_at"])
    audit.record("fees.comment_answered", subject=comment, actor=actor, private=True, schedule=comment.schedule.number)
