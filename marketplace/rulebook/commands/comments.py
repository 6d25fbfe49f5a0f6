"""Consultation: anybody who signed in comments on a draft that is open, a rule maker answers (R-GEN-09)."""

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.rules import is_signed_in
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.rulebook.models import COMMENT_MOST, RuleComment, RuleVersion
from marketplace.rulebook.rules import may_draft_rules

COMMENTS_MOST = 20  # of one person on one version


@atomic
def comment_on_version(*, version: RuleVersion, text: str, rule: str = "", actor: Actor, clock: Clock) -> RuleComment:
    """Comment on a version, or on one of its rules, while it is open for consultation; public at once.

    Raises Refused once the consultation is over or after too many comments of one person, Invalid for an empty text, one
    of more than 2,000 characters or a rule that the version does not have.
    """
    lock(version)
    now = clock.read()
    require(is_signed_in, actor)
    if version.state != RuleVersion.State.CONSULTATION or now >= version.effective_from:
        raise Refused(_("该版本不在征求意见期内，不能再提意见。"), rule="R-GEN-09", code="consultation_over")
    said = words(text, field="text", most=COMMENT_MOST, lack=_("请填写意见。"), rule="R-GEN-09")
    if rule and not version.values.filter(rule=rule).exists():
        raise Invalid(fields={"rule": [_("该版本没有规则 {rule}。").format(rule=rule[:20])]}, rule="R-GEN-09")
    if version.comments.filter(author=actor.user).count() >= COMMENTS_MOST:
        raise Refused(
            _("您对该版本已提 {most} 条意见。请把其余意见寄给任一交易机构。").format(most=COMMENTS_MOST),
            rule="R-GEN-09",
            code="too_many_comments",
        )
    assert actor.user is not None
    comment = RuleComment.objects.create(
        version=version, rule=rule, text=said, author=actor.user, organisation=actor.organisation, made_at=now
    )
    audit.record("rulebook.comment_made", subject=comment, actor=actor, private=True, version=version.number)
    return comment


@atomic
def answer_comment(*, comment: RuleComment, answer: str, actor: Actor, clock: Clock) -> None:
    """Answer a comment, once and in public. Raises Refused if it was answered, Invalid without words."""
    lock(comment)
    now = clock.read()
    require(may_draft_rules, actor)
    if comment.answer:
        raise Refused(_("这条意见已经答复。"), rule="R-GEN-09", code="already_answered")
    comment.answer = words(answer, field="answer", most=COMMENT_MOST, lack=_("请填写答复。"), rule="R-GEN-09")
    comment.answered_by, comment.answered_at = actor.user, now
    comment.save(update_fields=["answer", "answered_by", "answered_at"])
    audit.record(
        "rulebook.comment_answered", subject=comment, actor=actor, private=True, version=comment.version.number
    )
