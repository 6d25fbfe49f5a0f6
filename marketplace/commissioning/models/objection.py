"""An objection to the result of a call while it is before the public: the period stands still until it is decided."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from marketplace.commissioning.models.call import NOTE_MAX, OpenCall
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel
from marketplace.desk.models import PublicNotice


class CallObjection(StateModel):
    """Raised by anybody who signed in, decided by the venue. Upheld, the scoring is done anew or nobody is found."""

    class State(models.TextChoices):
        WAITING = "waiting", _("待处理")
        DISMISSED = "dismissed", _("异议不成立")
        UPHELD = "upheld", _("异议成立")

    class Effect(models.TextChoices):
        RESCORE = "rescore", _("重新评分并重新公示")
        FAIL = "fail", _("终止，不确定承担方")

    TRANSITIONS = (
        ("dismiss", {State.WAITING}, State.DISMISSED),
        ("uphold", {State.WAITING}, State.UPHELD),
    )

    number = NumberField(prefix="OJ")
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    call = models.ForeignKey(OpenCall, on_delete=models.PROTECT, related_name="objections")
    notice = models.ForeignKey(PublicNotice, on_delete=models.PROTECT, related_name="+")  # of which result
    content = models.CharField(_("异议内容"), max_length=NOTE_MAX)
    raised_for = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    raised_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    effect = models.CharField(max_length=7, choices=Effect, blank=True)
    reasons = models.CharField(max_length=NOTE_MAX, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_waiting_call_objection_per_person", fields=["call", "raised_by"], condition=Q(state="waiting")
            ),
            models.CheckConstraint(
                name="decided_call_objection_says_why",
                condition=Q(state="waiting", decided_by__isnull=True, reasons="")
                | ~Q(state="waiting") & Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(reasons=""),
            ),
            models.CheckConstraint(
                name="upheld_call_objection_has_an_effect", condition=Q(state="upheld") ^ Q(effect="")
            ),
            models.CheckConstraint(
                name="nobody_decides_his_call_objection",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("raised_by")),
            ),
        ]

    def __str__(self) -> str:
        return self.number
