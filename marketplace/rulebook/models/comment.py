"""What people say to a draft of the rules while it is open for consultation (R-GEN-09)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from marketplace.core.numbers import NumberField
from marketplace.rulebook.models.version import RuleVersion

COMMENT_MOST = 2_000


class RuleComment(models.Model):
    """One comment on a version in consultation; public with its answer. Kept: only the answer is added, once."""

    number = NumberField(prefix="RC")
    version = models.ForeignKey(RuleVersion, on_delete=models.PROTECT, related_name="comments")
    rule = models.CharField(_("涉及条款"), max_length=10, blank=True)  # R-BID-07; empty: the whole
    text = models.TextField(_("意见"), max_length=COMMENT_MOST)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")  # not public
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")  # acted for
    made_at = models.DateTimeField()
    answer = models.TextField(_("答复"), max_length=COMMENT_MOST, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="comment_answered_as_a_whole",
                condition=Q(answer="", answered_by__isnull=True, answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.number
