"""A contact in which nobody acts any more, in the hands of a technology manager (R-MAT-01)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel
from marketplace.matching.models.contact import Contact

NOTE_MAX = 500


class SilenceState(models.TextChoices):
    WAITING = "waiting", _("待认领")
    TAKEN = "taken", _("跟进中")
    BROKEN = "broken", _("双方已继续")
    CLOSED = "closed", _("不再跟进")


class Silence(StateModel):
    """Raised by the sweep, taken by a manager of an exchange of the two papers or of the supplier's custodian; over as soon as a side acts.

    Whoever attends to it learns the titles, the two organisations, the outcomes and when somebody acted last, never the messages.
    """

    State = SilenceState
    RUNNING = frozenset({SilenceState.WAITING, SilenceState.TAKEN})
    TRANSITIONS = (
        ("take", RUNNING, SilenceState.TAKEN),
        ("nudge", {SilenceState.TAKEN}, SilenceState.TAKEN),
        ("break", RUNNING, SilenceState.BROKEN),
        ("close", {SilenceState.TAKEN}, SilenceState.CLOSED),
    )

    number = NumberField(prefix="SN")
    state = models.CharField(max_length=7, choices=SilenceState, default=SilenceState.WAITING)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="silences")
    raised_at = models.DateTimeField()
    taken_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(null=True)
    note = models.CharField(_("跟进记录"), max_length=NOTE_MAX, blank=True)  # for colleagues
    nudges = models.PositiveSmallIntegerField(default=0)
    nudged_at = models.DateTimeField(null=True)
    over_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_running_silence_per_contact", fields=["contact"], condition=Q(state__in=["taken", "waiting"])
            ),
            models.CheckConstraint(
                name="a_taken_silence_has_its_manager",
                condition=~Q(state__in=["taken", "closed"]) | Q(taken_by__isnull=False, taken_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_silence_is_over_at_a_time",
                condition=Q(state__in=["taken", "waiting"], over_at__isnull=True)
                | Q(state__in=["broken", "closed"], over_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["raised_at"], name="running_silences", condition=Q(over_at__isnull=True))]

    def __str__(self) -> str:
        return self.number
