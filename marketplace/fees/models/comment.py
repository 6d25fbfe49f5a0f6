"""What people say to a schedule while it is open for consultation (R-GEN-09)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from marketplace.core.numbers import NumberField
from marketplace.fees.models.schedule import Schedule

COMMENT_MOST = 2_000


class ScheduleComment(models.Model):
    """One comment on a schedule in consultation; public with its answer. Kept: only the answer is added, once."""

    number = NumberField(prefix="FC")
    schedule = models.ForeignKey(Schedule, on_delete=models.PROTECT, related_name="comments")
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
                name="schedule_comment_answered_as_a_whole",
                condition=Q(answer="", answered_by__isnull=True, answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.number
