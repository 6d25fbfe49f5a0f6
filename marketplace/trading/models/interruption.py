"""When a sale stood still."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from marketplace.trading.bidding import Pause
from marketplace.trading.models.sale import Sale

REASON_MAX = 500


class Cause(models.TextChoices):
    FAULT = "fault", _("系统故障")
    SUSPENSION = "suspension", _("挂牌中止")  # the listing is off offer: nobody's decision about the sale (R-LST-06)


class Interruption(models.Model):
    """A pause and its end: on a fault of the system (R-BID-17), or as long as the listing is suspended (R-LST-06).

    Triggers (migrations/interruptions.sql, sealed.sql) hold the time left and the days.
    """

    Cause = Cause

    sale = models.ForeignKey(Sale, on_delete=models.PROTECT, related_name="interruptions")
    position = models.PositiveSmallIntegerField()  # from 1
    cause = models.CharField(max_length=10, choices=Cause, default=Cause.FAULT)
    reason = models.CharField(_("暂停原因"), max_length=REASON_MAX)
    before_opening = models.BooleanField(default=False)
    moved_by = models.DurationField(null=True)  # of one before the opening: by how much all times of the sale are later
    paused_at = models.DateTimeField()
    paused_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    after_sequence = models.PositiveIntegerField()  # the bids before it
    resume_by = models.DateTimeField()
    resumed_at = models.DateTimeField(null=True)
    resumed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    until_sequence = models.PositiveIntegerField(null=True)  # with those that were refused meanwhile
    ends_at = models.DateTimeField(null=True)  # of the sale, from the resumption on

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_interruption_per_place", fields=["sale", "position"]),
            models.UniqueConstraint(
                name="one_interruption_at_a_time", fields=["sale"], condition=Q(resumed_at__isnull=True)
            ),
            models.CheckConstraint(
                name="resumption_says_all",
                condition=Q(
                    resumed_at__isnull=True, resumed_by__isnull=True, until_sequence__isnull=True, ends_at__isnull=True
                )
                | Q(
                    resumed_at__gte=F("paused_at"),
                    resumed_at__lt=F("resume_by"),
                    until_sequence__gte=F("after_sequence"),
                    ends_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="only_what_was_held_before_the_opening_moves",
                condition=Q(before_opening=False, moved_by__isnull=True)
                | Q(before_opening=True, resumed_at__isnull=True, moved_by__isnull=True)
                | Q(before_opening=True, resumed_at__isnull=False, moved_by__isnull=False),
            ),
            models.CheckConstraint(
                name="fault_is_found_and_ended_by_a_person",
                condition=Q(cause=Cause.SUSPENSION, paused_by__isnull=True, resumed_by__isnull=True)
                | Q(cause=Cause.FAULT, paused_by__isnull=False, before_opening=False)
                & (Q(resumed_at__isnull=True) | Q(resumed_by__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sale_id}/{self.position}"

    @property
    def pause(self) -> Pause:
        return Pause(self.after_sequence, self.until_sequence, self.ends_at)
