"""A price paid in parts: what both sides agreed in the contract, and each part from its due day to its payee (R-SET-04)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel
from marketplace.fees.models import Quote
from marketplace.ledger.models import Transfer
from marketplace.trading.models.contract import Contract


class Security(models.TextChoices):
    """What stands behind the parts that are still to be paid."""

    BANK_GUARANTEE = "bank_guarantee", _("银行保函")
    GUARANTEE = "guarantee", _("第三方保证")
    PLEDGE = "pledge", _("质押")
    MORTGAGE = "mortgage", _("抵押")


class Plan(models.Model):
    """How a contract is paid in parts. It belongs to the terms that both sides sign, and is fixed with the first signature."""

    contract = models.OneToOneField(Contract, on_delete=models.PROTECT, related_name="plan")
    security = models.CharField(_("担保方式"), max_length=14, choices=Security)
    security_note = models.CharField(_("担保说明"), max_length=500)  # who stands in, by which instrument, for how much
    interest_bp = models.PositiveIntegerField(_("年利率（万分之一）"))  # of each later part, from the end of the first
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_side = models.CharField(max_length=6)
    proposed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="plan_says_its_security",
                condition=Q(security__in=Security.values)
                & ~Q(security_note="")
                & Q(proposed_side__in=["seller", "buyer"]),
            ),
            models.CheckConstraint(name="plan_bears_interest", condition=Q(interest_bp__gt=0, interest_bp__lte=10_000)),
        ]

    def __str__(self) -> str:
        return f"plan of {self.contract_id}"


class Instalment(StateModel):
    """One part of a price. Amounts of money are fixed as the contract takes effect; a part is paid once and passed on once."""

    class State(models.TextChoices):
        AGREED = "agreed", _("待付款")
        PAID = "paid", _("已到账")
        SETTLED = "settled", _("已划付")
        DROPPED = "dropped", _("不再收取")  # its contract was ended before it came
        BACK = "back", _("已退还")  # it had come, and went back to the buyer

    TRANSITIONS = (
        ("pay", {State.AGREED}, State.PAID),
        ("settle", {State.PAID}, State.SETTLED),
        ("drop", {State.AGREED}, State.DROPPED),
        ("return", {State.PAID}, State.BACK),
    )

    number = NumberField(prefix="IM")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="instalments")  # a draft is drawn up anew
    position = models.PositiveSmallIntegerField()  # 1 is the first
    months = models.PositiveSmallIntegerField()  # after the contract's effect; 0: with the days of a price paid at once
    state = models.CharField(max_length=7, choices=State, default=State.AGREED)
    amount_fen = models.BigIntegerField()  # of the price
    deposit_fen = models.BigIntegerField(default=0)  # counted towards the first part
    interest_fen = models.BigIntegerField(default=0)
    buyer_fee_fen = models.BigIntegerField(default=0)  # what the fee grows by with this part (R-FEE-05)
    seller_fee_fen = models.BigIntegerField(default=0)
    due_at = models.DateTimeField(null=True)  # from the contract's effect on
    buyer_quote = models.OneToOneField(Quote, null=True, on_delete=models.PROTECT, related_name="+")
    seller_quote = models.OneToOneField(Quote, null=True, on_delete=models.PROTECT, related_name="+")
    overdue_at = models.DateTimeField(null=True)  # when it was noted
    demanded_at = models.DateTimeField(null=True)
    demanded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    demand_ends_at = models.DateTimeField(null=True)
    receipt = models.OneToOneField(Transfer, null=True, on_delete=models.PROTECT, related_name="+")
    paid_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_instalment_per_place", fields=["plan", "position"]),
            models.CheckConstraint(
                name="instalment_amounts_are_none_below_zero",
                condition=Q(
                    amount_fen__gt=0,
                    deposit_fen__gte=0,
                    deposit_fen__lte=F("amount_fen"),
                    interest_fen__gte=0,
                    buyer_fee_fen__gte=0,
                    seller_fee_fen__gte=0,
                ),
            ),
            models.CheckConstraint(
                name="first_instalment_bears_no_interest",
                condition=Q(position=1, months=0, interest_fen=0) | Q(position__gt=1, months__gt=0, deposit_fen=0),
            ),
            models.CheckConstraint(
                name="paid_instalment_has_its_receipt",
                condition=Q(state__in=["agreed", "dropped"], receipt__isnull=True)
                | Q(receipt__isnull=False, paid_at__isnull=False, confirmed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="four_eyes_settle_instalment",
                condition=~Q(state="settled")
                | (Q(settled_at__isnull=False, settled_by__isnull=False) & ~Q(settled_by=F("confirmed_by"))),
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="instalments_to_watch", condition=Q(state="agreed", overdue_at=None))
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def due_fen(self) -> int:
        """What the buyer pays now: the part less the deposit, its interest, and what its fee grows by."""
        return self.amount_fen - self.deposit_fen + self.interest_fen + self.buyer_fee_fen

    @property
    def net_fen(self) -> int:
        """What the seller gets of it."""
        return self.amount_fen + self.interest_fen - self.seller_fee_fen

    @property
    def pool_fen(self) -> int:
        return self.buyer_fee_fen + self.seller_fee_fen

    @property
    def is_first(self) -> bool:
        return self.position == 1
