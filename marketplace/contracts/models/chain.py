"""From the contract to the register: each patent's entry at the patent office (R-CON-07, R-CON-08)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from marketplace.contracts.models.choices import Side
from marketplace.contracts.models.deed import Deed
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel

REFERENCE_MAX = 120


class StepState(models.TextChoices):
    WAITING = "waiting", _("待申报")
    FILED = "filed", _("已申报")
    REGISTERED = "registered", _("已登记")
    DROPPED = "dropped", _("不再办理")


class RightStep(StateModel):
    """One right of a contract on its way into the register: a transfer that takes effect with the entry, or a licence's record."""

    class Act(models.TextChoices):
        TRANSFER = "transfer", _("权利转移登记")
        RECORD = "record", _("许可合同备案")

    State = StepState
    TRANSITIONS = (
        ("file", {StepState.WAITING, StepState.FILED}, StepState.FILED),
        ("register", {StepState.FILED}, StepState.REGISTERED),
        ("drop", {StepState.WAITING, StepState.FILED}, StepState.DROPPED),
    )

    number = NumberField(prefix="RS")
    deed = models.ForeignKey(Deed, on_delete=models.PROTECT, related_name="steps")
    position = models.PositiveSmallIntegerField()
    right_number = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    act = models.CharField(max_length=8, choices=Act)
    state = models.CharField(max_length=10, choices=StepState, default=StepState.WAITING)
    due_at = models.DateTimeField(null=True)  # by when it is filed; of a transfer known once the price is paid
    reminded_at = models.DateTimeField(null=True)

    filed_date = models.DateField(_("申报日期"), null=True)
    filed_reference = models.CharField(_("受理编号"), max_length=REFERENCE_MAX, blank=True)
    filed_side = models.CharField(_("申报方"), max_length=8, choices=Side, blank=True)
    filed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField(null=True)
    entry_due_at = models.DateTimeField(null=True)  # by when the entry is expected
    registered_date = models.DateField(_("登记日期"), null=True)
    notice_number = models.CharField(_("手续合格通知书编号"), max_length=REFERENCE_MAX, blank=True)
    registered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_step_per_right", fields=["deed", "position"]),
            models.CheckConstraint(
                name="filed_step_says_when_and_where",
                condition=~Q(state__in=[StepState.FILED, StepState.REGISTERED])
                | Q(filed_date__isnull=False, filed_at__isnull=False) & ~Q(filed_reference="") & ~Q(filed_side=""),
            ),
            models.CheckConstraint(
                name="registered_step_has_its_notice",
                condition=~Q(state=StepState.REGISTERED)
                | Q(registered_date__gte=F("filed_date"), registered_at__isnull=False) & ~Q(notice_number=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], name="steps_to_file", condition=Q(state="waiting", reminded_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return self.number
