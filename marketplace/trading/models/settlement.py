"""Who owes whom what after a sale, to the fen."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode, User
from marketplace.core.states import StateModel
from marketplace.fees.models import Quote
from marketplace.ledger.models import Transfer
from marketplace.trading.models.sale import Sale


class Settlement(StateModel):
    """The money of one won sale; amounts are fixed when the sale closes, constraints keep them consistent."""

    class State(models.TextChoices):
        DUE = "due", _("待付款")
        PAID = "paid", _("价款已到账")
        RUNNING = "running", _("分期履行中")  # the first part has come
        SETTLED = "settled", _("已结算")
        VOID = "void", _("已终止")  # the deal came to nothing

    TRANSITIONS = (
        ("pay", {State.DUE}, State.PAID),
        ("settle", {State.PAID}, State.SETTLED),
        ("begin", {State.DUE}, State.RUNNING),
        ("complete", {State.RUNNING}, State.SETTLED),
        ("void", {State.DUE, State.PAID, State.RUNNING}, State.VOID),
        ("close", {State.RUNNING}, State.SETTLED),  # no further part is asked for: its contract was ended
    )

    sale = models.OneToOneField(Sale, on_delete=models.PROTECT, related_name="settlement")
    state = models.CharField(max_length=7, choices=State, default=State.DUE)
    price_fen = models.BigIntegerField()
    in_kind = models.BooleanField(default=False)  # paid in shares: no money but the fees passes (R-FEE-06)
    deposit_fen = models.BigIntegerField()  # the winner's, counted towards the price
    buyer_quote = models.OneToOneField(Quote, on_delete=models.PROTECT, related_name="+")
    seller_quote = models.OneToOneField(Quote, on_delete=models.PROTECT, related_name="+")
    buyer_fee_fen = models.BigIntegerField()
    seller_fee_fen = models.BigIntegerField()
    buyer_due_fen = models.BigIntegerField()  # still to pay: price - deposit + fee
    seller_net_fen = models.BigIntegerField()  # price - fee
    pool_fen = models.BigIntegerField()  # both fees, to be split between the exchanges
    # The contract says so: the seller's fee comes out of the price, or the price goes out in full and the fee is paid apart (R-SET-08).
    nets_fee = models.BooleanField(default=True)
    seller_fee_receipt = models.OneToOneField(Transfer, null=True, on_delete=models.PROTECT, related_name="+")
    seller_fee_confirmed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField(null=True)  # from the contract's effect (R-SET-04)
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
            models.CheckConstraint(
                name="buyer_pays_the_rest_and_the_fee",
                condition=Q(in_kind=False, buyer_due_fen=F("price_fen") - F("deposit_fen") + F("buyer_fee_fen"))
                | Q(in_kind=True, deposit_fen=0, buyer_due_fen=F("buyer_fee_fen")),
            ),
            models.CheckConstraint(
                name="seller_gets_the_price_less_the_fee",
                condition=Q(in_kind=False, seller_net_fen=F("price_fen") - F("seller_fee_fen"))
                | Q(in_kind=True, seller_net_fen=0, nets_fee=False),
            ),
            models.CheckConstraint(
                name="pool_is_both_fees", condition=Q(pool_fen=F("buyer_fee_fen") + F("seller_fee_fen"))
            ),
            models.CheckConstraint(
                name="four_eyes_settle",
                condition=Q(settled_by__isnull=True) | ~Q(settled_by=F("confirmed_by")),
            ),
            models.CheckConstraint(
                name="fee_is_netted_or_has_come",
                condition=Q(nets_fee=True, seller_fee_receipt__isnull=True)
                | Q(nets_fee=False)
                & (Q(settled_at__isnull=True) | Q(seller_fee_receipt__isnull=False) | Q(seller_fee_fen=0)),
            ),
            models.CheckConstraint(
                name="four_eyes_settle_the_fee",
                condition=Q(settled_by__isnull=True)
                | Q(seller_fee_confirmed_by__isnull=True)
                | ~Q(settled_by=F("seller_fee_confirmed_by")),
            ),
            models.CheckConstraint(
                name="demand_of_a_price_says_its_end",
                condition=Q(demanded_at__isnull=True, demanded_by__isnull=True, demand_ends_at__isnull=True)
                | Q(demanded_at__isnull=False, demanded_by__isnull=False, demand_ends_at__gt=F("demanded_at")),
            ),
            models.CheckConstraint(
                name="paid_settlement_has_its_receipt",
                condition=Q(state__in=["due", "void"])
                | Q(receipt__isnull=False, paid_at__isnull=False, confirmed_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="prices_to_watch", condition=Q(state="due", overdue_at=None)),
        ]

    def __str__(self) -> str:
        return f"settlement of {self.sale_id}"

    @property
    def waits_for_fee(self) -> bool:
        """Whether the seller still has to pay its fee apart."""
        return not self.nets_fee and self.seller_fee_receipt_id is None and self.seller_fee_fen > 0

    @property
    def cash_fen(self) -> int:
        """The part of the price that is money: all of it, or of a contribution in kind nothing."""
        return 0 if self.in_kind else self.price_fen

    @property
    def paid_out_fen(self) -> int:
        """What goes to the seller's account: the price in full, or what is left of it after the fee."""
        return self.seller_net_fen if self.nets_fee else self.cash_fen


class Share(models.Model):
    """A part of the pool: the listing exchange, the referring exchange, the alliance's fund (R-FEE-14)."""

    class Payee(models.TextChoices):
        LISTING = "listing", _("挂牌机构")
        REFERRAL = "referral", _("推荐机构")
        FUND = "fund", _("联盟基金")

    settlement = models.ForeignKey(Settlement, on_delete=models.PROTECT, related_name="shares")
    payee = models.CharField(max_length=8, choices=Payee)
    exchange = models.CharField(max_length=2, choices=ExchangeCode, blank=True)  # empty: the fund
    amount_fen = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_share_per_payee", fields=["settlement", "payee"]),
            models.CheckConstraint(name="fund_is_of_no_exchange", condition=Q(payee="fund") ^ ~Q(exchange="")),
            models.CheckConstraint(name="share_is_not_negative", condition=Q(amount_fen__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.payee} {self.amount_fen}"
