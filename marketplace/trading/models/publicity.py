"""公示 of an agreement: name and price before the public, and what the public objects (R-PRI-02..04)."""

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel
from marketplace.desk.models import PublicNotice
from marketplace.trading.models.negotiation import NOTE_MOST, Negotiation, Offer


class Publicity(StateModel):
    """One full period of public notice of one agreed offer. Another price is another offer, and another period (R-PRI-04)."""

    class State(models.TextChoices):
        RUNNING = "running", _("公示中")
        COMPLETE = "complete", _("公示期满")
        STOPPED = "stopped", _("已终止公示")

    TRANSITIONS = (
        ("complete", {State.RUNNING}, State.COMPLETE),
        ("stop", {State.RUNNING}, State.STOPPED),
    )

    negotiation = models.ForeignKey(Negotiation, on_delete=models.PROTECT, related_name="publicities")
    offer = models.OneToOneField(Offer, on_delete=models.PROTECT, related_name="publicity")
    notice = models.OneToOneField(PublicNotice, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.RUNNING)
    days = models.PositiveSmallIntegerField()  # of R-PRI-03 in the version that the listing was accepted under
    published_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_running_publicity", fields=["negotiation"], condition=Q(state="running")),
            models.CheckConstraint(name="publicity_of_a_day_at_least", condition=Q(days__gte=1)),
            models.CheckConstraint(
                name="running_publicity_has_no_end", condition=Q(state="running") ^ Q(ended_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"publicity of {self.negotiation_id}"


class NoticeObjection(StateModel):
    """异议: the period stands still until the venue decides. Unfounded, it goes on; upheld, it starts anew or the deal ends."""

    class State(models.TextChoices):
        WAITING = "waiting", _("待处理")
        DISMISSED = "dismissed", _("异议不成立")
        UPHELD = "upheld", _("异议成立")

    class Effect(models.TextChoices):
        """What an objection that is upheld leads to."""

        RESTART = "restart", _("重新磋商并重新公示")
        END = "end", _("终止交易")

    TRANSITIONS = (
        ("dismiss", {State.WAITING}, State.DISMISSED),
        ("uphold", {State.WAITING}, State.UPHELD),
    )

    number = NumberField(prefix="OB")
    publicity = models.ForeignKey(Publicity, on_delete=models.PROTECT, related_name="objections")
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    raised_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    raised_for = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    content = models.TextField(_("异议内容"), validators=[MaxLengthValidator(NOTE_MOST)])
    effect = models.CharField(max_length=7, choices=Effect, blank=True)
    reasons = models.TextField(blank=True)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_waiting_objection_per_person",
                fields=["publicity", "raised_by"],
                condition=Q(state="waiting"),
            ),
            models.CheckConstraint(
                name="decided_objection_says_why",
                condition=Q(state="waiting", decided_at__isnull=True, decided_by__isnull=True, reasons="")
                | (~Q(state="waiting") & Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(reasons="")),
            ),
            models.CheckConstraint(name="upheld_objection_has_an_effect", condition=Q(state="upheld") ^ Q(effect="")),
            models.CheckConstraint(
                name="nobody_decides_his_objection",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=models.F("raised_by")),
            ),
        ]

    def __str__(self) -> str:
        return self.number
