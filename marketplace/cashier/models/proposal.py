"""What one person proposes and another confirms: to whom money belongs, or that it goes back."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode, User
from marketplace.cashier.models.line import BankLine
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel
from marketplace.ledger.models import Transfer

NOTE_MAX = 300


class Action(models.TextChoices):
    RECEIPT = "receipt", _("到账确认")
    RETURN = "return", _("原路退回")


class State(models.TextChoices):
    PROPOSED = "proposed", _("待复核")
    CONFIRMED = "confirmed", _("已确认")
    REJECTED = "rejected", _("未通过")


class Proposal(StateModel):
    """With four eyes: who confirms is never who proposed."""

    State = State
    TRANSITIONS = (
        ("confirm", {State.PROPOSED}, State.CONFIRMED),
        ("reject", {State.PROPOSED}, State.REJECTED),
    )

    number = NumberField(prefix="CP")
    state = models.CharField(max_length=9, choices=State, default=State.PROPOSED)
    exchange = models.CharField(_("交易机构"), max_length=2, choices=ExchangeCode)
    action = models.CharField(_("事项"), max_length=7, choices=Action)
    line = models.ForeignKey(BankLine, null=True, on_delete=models.PROTECT, related_name="proposals")  # none: by hand
    kind = models.CharField(max_length=20, blank=True)  # of `expecting.KINDS`
    subject = models.CharField(max_length=20, blank=True)  # number of what is paid: RG-…, S-…
    payer_name = models.CharField(_("付款户名"), max_length=120)
    payer_account = models.CharField(_("付款账号"), max_length=40, blank=True)
    bank_reference = models.CharField(_("银行流水号"), max_length=60)
    amount_fen = models.BigIntegerField(_("金额"))
    score = models.PositiveSmallIntegerField(default=0)
    reasons = models.JSONField(default=list)  # codes of `matching.Reason`
    note = models.CharField(_("说明"), max_length=NOTE_MAX, blank=True)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.CharField(_("理由"), max_length=NOTE_MAX, blank=True)
    transfer = models.OneToOneField(Transfer, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_open_proposal_per_line", fields=["line"], condition=Q(state=State.PROPOSED)
            ),
            models.UniqueConstraint(
                name="one_open_proposal_per_reference",
                fields=["exchange", "bank_reference"],
                condition=Q(state=State.PROPOSED),
            ),
            models.CheckConstraint(
                name="receipt_confirmed_by_another_person",
                condition=~Q(state=State.CONFIRMED)
                | (
                    Q(decided_by__isnull=False, decided_at__isnull=False, transfer__isnull=False)
                    & ~Q(decided_by=F("proposed_by"))
                ),
            ),
            models.CheckConstraint(
                name="receipt_says_what_is_paid",
                condition=(Q(action=Action.RECEIPT) & ~Q(kind="") & ~Q(subject=""))
                | Q(action=Action.RETURN, kind="", subject="", line__isnull=False),
            ),
            models.CheckConstraint(name="proposal_moves_money", condition=Q(amount_fen__gt=0)),
        ]

    def __str__(self) -> str:
        return self.number
