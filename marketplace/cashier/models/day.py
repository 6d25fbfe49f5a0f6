"""The reconciliation of one exchange's settlement account for one day (日终对账)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode, User
from marketplace.cashier.models.proposal import NOTE_MAX
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel
from marketplace.ledger.reconciling import Fault

FAULTS = [
    (Fault.MISSING_HERE.value, _("银行有，账上无")),
    (Fault.MISSING_THERE.value, _("账上有，银行无")),
    (Fault.AMOUNT.value, _("金额不符")),
    (Fault.DOUBLED_HERE.value, _("账上重复")),
    (Fault.DOUBLED_THERE.value, _("银行重复")),
]


class State(models.TextChoices):
    CLOSED = "closed", _("待复核")
    CHECKED = "checked", _("已复核")
    SENT_BACK = "sent_back", _("已退回")


class Day(StateModel):
    """Closed by one person, checked by another. What was closed is never altered (triggers); one sent back is closed anew."""

    State = State
    TRANSITIONS = (
        ("check", {State.CLOSED}, State.CHECKED),
        ("send_back", {State.CLOSED}, State.SENT_BACK),
    )

    number = NumberField(prefix="DR")
    exchange = models.CharField(_("交易机构"), max_length=2, choices=ExchangeCode)
    date = models.DateField(_("日期"))
    state = models.CharField(max_length=9, choices=State, default=State.CLOSED)
    bank_fen = models.BigIntegerField()  # what the statement's lines of the day sum to
    ledger_fen = models.BigIntegerField()  # what the sub-ledger has of that day
    matched_count = models.PositiveIntegerField()
    suspense_fen = models.BigIntegerField()  # in suspense as the day was closed
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField()
    checked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True)
    answer = models.CharField(_("理由"), max_length=NOTE_MAX, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_day_is_closed_once", fields=["exchange", "date"], condition=~Q(state=State.SENT_BACK)
            ),
            models.CheckConstraint(
                name="day_checked_by_another_person",
                condition=Q(state=State.CLOSED, checked_by__isnull=True, checked_at__isnull=True)
                | (Q(checked_by__isnull=False, checked_at__isnull=False) & ~Q(checked_by=F("closed_by"))),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class DayDifference(models.Model):
    """A difference as it stood when the day was closed, with its explanation."""

    day = models.ForeignKey(Day, on_delete=models.PROTECT, related_name="differences")
    place = models.PositiveIntegerField()
    reference = models.CharField(max_length=120)
    fault = models.CharField(max_length=13, choices=FAULTS)
    bank_fen = models.BigIntegerField(null=True)
    ledger_fen = models.BigIntegerField(null=True)
    explanation = models.CharField(max_length=NOTE_MAX)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="difference_has_its_place", fields=["day", "place"]),
            models.CheckConstraint(name="difference_is_explained", condition=~Q(explanation="")),
        ]

    def __str__(self) -> str:
        return f"{self.day_id} {self.reference}"

    @property
    def difference_fen(self) -> int:
        return (self.bank_fen or 0) - (self.ledger_fen or 0)
