"""A line of a bank statement, known once by its exchange and the bank's reference, and what the ledger did about it."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode
from marketplace.cashier.models.statement import BankStatement
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel
from marketplace.ledger.models import Transfer


class Direction(models.TextChoices):
    IN = "in", _("收入")
    OUT = "out", _("支出")


class State(models.TextChoices):
    OPEN = "open", _("待认领")
    SUSPENSE = "suspense", _("不明款")
    BOOKED = "booked", _("已入账")
    RETURNED = "returned", _("已原路退回")


class BankLineQuerySet(models.QuerySet["BankLine"]):
    def incoming(self) -> Self:
        return self.filter(direction=Direction.IN)

    def outgoing(self) -> Self:
        return self.filter(direction=Direction.OUT)

    def unclaimed(self) -> Self:
        """Open ones about which nobody has proposed anything."""
        return self.filter(state=State.OPEN).exclude(proposals__state="proposed")


class BankLine(StateModel):
    """Money that came or went, as the bank says it. Triggers keep what the bank said (migrations/cashier.sql)."""

    State = State
    TRANSITIONS = (
        ("park", {State.OPEN}, State.SUSPENSE),
        ("book", {State.OPEN, State.SUSPENSE}, State.BOOKED),
        ("give_back", {State.SUSPENSE}, State.RETURNED),
        ("reopen", {State.BOOKED}, State.OPEN),  # its receipt was undone by a correction
    )

    number = NumberField(prefix="BL")
    statement = models.ForeignKey(
        BankStatement, on_delete=models.PROTECT, related_name="lines"
    )  # the first that had it
    exchange = models.CharField(_("交易机构"), max_length=2, choices=ExchangeCode)
    row = models.PositiveIntegerField()  # of that file
    booked_date = models.DateField(_("交易日期"))
    booked_at = models.DateTimeField(_("交易时间"))
    direction = models.CharField(_("借贷方向"), max_length=3, choices=Direction)
    amount_fen = models.BigIntegerField(_("金额"))
    party_name = models.CharField(_("对方户名"), max_length=120, blank=True)
    party_account = models.CharField(_("对方账号"), max_length=40, blank=True)
    bank_reference = models.CharField(_("银行流水号"), max_length=60)
    remark = models.CharField(_("摘要"), max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)

    reported_at = models.DateTimeField(null=True)  # as money that lay in suspense too long

    objects = BankLineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="bank_line_known_once", fields=["exchange", "bank_reference"]),
            models.CheckConstraint(name="bank_line_moves_money", condition=Q(amount_fen__gt=0)),
            models.CheckConstraint(name="bank_line_has_a_reference", condition=~Q(bank_reference="")),
            models.CheckConstraint(
                name="only_what_came_in_is_claimed",
                condition=Q(direction=Direction.IN) | Q(direction=Direction.OUT, state__in=["open", "booked"]),
            ),
        ]
        indexes = [
            models.Index(fields=["exchange", "booked_date"], name="bank_lines_of_a_day"),
            models.Index(
                fields=["exchange", "state"], name="bank_lines_that_wait", condition=Q(state__in=["open", "suspense"])
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def told_state(self) -> str:
        """Its state in a word; what went out is not claimed but linked."""
        waits = self.direction == Direction.OUT and self.state == State.OPEN
        return str(_("待关联")) if waits else str(self.get_state_display())

    @property
    def signed_fen(self) -> int:
        """Positive as it came in."""
        return self.amount_fen if self.direction == Direction.IN else -self.amount_fen


class LinePosting(models.Model):
    """A transfer of the ledger that stands for a line: its receipt, its time in suspense and the end of that, its pay-out."""

    line = models.ForeignKey(BankLine, on_delete=models.PROTECT, related_name="postings")
    exchange = models.CharField(max_length=2, choices=ExchangeCode)
    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            # A transfer between two exchanges stands on the statements of both.
            models.UniqueConstraint(name="transfer_stands_for_one_line", fields=["transfer", "exchange"]),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} · {self.transfer_id}"
