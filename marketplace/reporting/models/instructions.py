"""A supervisor's instruction to suspend a case or an organisation, and what each exchange did about it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode, Organisation, User
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel


class Instruction(models.Model):
    """An instruction to suspend: what, on which legal basis, why, for how long. The exchanges named carry it out by `due_at`."""

    number = NumberField(prefix="IT")
    subject = models.CharField(max_length=40)  # listing:L-…, organisation:O-…
    subject_title = models.CharField(max_length=200)
    exchanges = ArrayField(models.CharField(max_length=2, choices=ExchangeCode), verbose_name=_("交易机构"))
    legal_basis = models.CharField(_("法律依据"), max_length=300)
    reason = models.CharField(_("理由"), max_length=1000)
    until_date = models.DateField(_("中止至"), null=True, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    due_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="instruction_has_basis_reason_and_addressee",
                condition=~Q(legal_basis="") & ~Q(reason="") & Q(exchanges__len__gte=1),
            )
        ]

    def __str__(self) -> str:
        return self.number


class Execution(StateModel):
    """One exchange's answer to an instruction: carried out, or why it cannot be, which the supervisor sees at once."""

    class State(models.TextChoices):
        WAITING = "waiting", _("待执行")
        EXECUTED = "executed", _("已执行")
        OBJECTED = "objected", _("已说明不能执行的原因")

    TRANSITIONS = (
        ("execute", {State.WAITING, State.OBJECTED}, State.EXECUTED),
        ("object", {State.WAITING}, State.OBJECTED),
    )

    instruction = models.ForeignKey(Instruction, on_delete=models.PROTECT, related_name="executions")
    exchange = models.CharField(max_length=2, choices=ExchangeCode)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    correction = models.CharField(
        max_length=20, blank=True
    )  # CO-…: the suspension that the supervisor proposed to the desk
    note = models.CharField(max_length=1000, blank=True)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_execution_per_exchange", fields=["instruction", "exchange"]),
            models.CheckConstraint(
                name="answered_instruction_says_by_whom",
                condition=Q(state="waiting", by__isnull=True) | Q(by__isnull=False, at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["correction"], name="execution_by_correction", condition=~Q(correction=""))]

    def __str__(self) -> str:
        return f"{self.instruction_id} {self.exchange}"
