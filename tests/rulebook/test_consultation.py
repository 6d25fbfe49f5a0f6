"""Comments on a draft, and their answers (R-GEN-09)."""

import pytest
from django.db import DatabaseError, transaction

from accounts.actor import ANONYMOUS
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.rulebook.commands import answer_comment, approve_version, comment_on_version, publish_version
from marketplace.rulebook.models import RuleComment
from marketplace.rulebook.queries import in_consultation
from tests.accounts.factories import actor, officer, reviewer
from tests.rulebook.test_changes import CLOCK, EFFECT, drafted

pytestmark = pytest.mark.django_db


def published():
    version = drafted({("R-BID-07", "extension_seconds"): 180})
    publish_version(version=version, actor=officer(), clock=CLOCK)
    return version


def said(version, **fields):
    return comment_on_version(
        version=version, **{"text": "延时太短，远程报价人来不及。", "actor": actor(), "clock": CLOCK, **fields}
    )


def test_anybody_who_signed_in_comments_and_is_answered_once():
    comment = said(published(), rule="R-BID-07")

    answer_comment(comment=comment, answer="已调整为 240 秒。", actor=officer("CQ"), clock=CLOCK)

    with pytest.raises(Refused, match="已经答复"):
        answer_comment(comment=comment, answer="再答", actor=officer("CQ"), clock=CLOCK)
    with pytest.raises(Forbidden):
        answer_comment(comment=said(comment.version), answer="不是规则制定者", actor=actor(), clock=CLOCK)


def test_comment_of_nobody_is_forbidden():
    with pytest.raises(Forbidden):
        said(published(), actor=ANONYMOUS)


def test_comment_needs_words_and_a_rule_of_the_version():
    version = published()

    with pytest.raises(Invalid, match="请填写意见"):
        said(version, text="  ")
    with pytest.raises(Invalid, match="没有规则 R-XXX-01"):
        said(version, rule="R-XXX-01")
    with pytest.raises(Invalid, match="2000"):
        said(version, text="长" * 2001)


def test_comment_on_a_draft_or_after_approval_is_refused():
    draft, version = drafted({}, edition="2028"), published()
    approve_version(version=version, actor=reviewer(), clock=CLOCK)

    for closed in (draft, version):
        with pytest.raises(Refused, match="征求意见期"):
            said(closed)


def test_twenty_comments_of_one_person_are_enough():
    version, person = published(), actor()
    for _n in range(20):
        said(version, actor=person)

    with pytest.raises(Refused, match="20 条"):
        said(version, actor=person)


def test_comment_stays_as_it_was_made():
    comment = said(published())

    with pytest.raises(DatabaseError, match="stays as it was made"), transaction.atomic():
        RuleComment.objects.filter(pk=comment.pk).update(text="别的")


def test_consultation_ends_when_the_version_would_take_effect():
    version = published()

    assert [list(in_consultation(at)) for at in (CLOCK.at, EFFECT)] == [[version], []]
