"""What a party pays whoever brought its deal about: apart from the fee, agreed, and disclosed to both sides (R-FEE-09)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from marketplace.agency.models import Attribution
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel
from marketplace.fees.models import Side
from marketplace.ledger.models import Transfer
from marketplace.trading.models.sale import Sale

AGREEMENT_MAX = 200


class CommissionState(models.TextChoices):
    PROPOSED = "proposed", _("待经理人同意")
    AGREED = "agreed", _("已约定")
    DECLINED = "declined", _("经理人未同意")
    WITHDRAWN = "withdrawn", _("已撤回")
    PAID = "paid", _("已由交易机构划付")
    VOID = "void", _("交易终止，不再支付")


class Commission(StateModel):
    """A broker's commission of one deal: who pays, how much, by which agreement. It is no fee and enters no pool of fees.

    `through_exchange`: it comes out of the seller's price as the deal is settled; else payer and broker settle it between them.
    """

    State = CommissionState
    TRANSITIONS = (
        ("agree", {State.PROPOSED}, State.AGREED),
        ("decline", {State.PROPOSED}, State.DECLINED),
        ("withdraw", {State.PROPOSED}, State.WITHDRAWN),
        ("pay", {State.AGREED}, State.PAID),
        ("void", {State.PROPOSED, State.AGREED}, State.VOID),
    )
    OPEN = (State.PROPOSED, State.AGREED, State.PAID)

    number = NumberField(prefix="CM")
    state = models.CharField(max_length=9, choices=CommissionState, default=CommissionState.PROPOSED)
    sale = models.ForeignKey(Sale, on_delete=models.PROTECT, related_name="commissions")
    attribution = models.ForeignKey(Attribution, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(_("支付方"), max_length=6, choices=Side)
    payer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    payee = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )  # the broker's, if any
    amount_fen = models.BigIntegerField(_("佣金"))
    through_exchange = models.BooleanField(_("由交易机构从价款中划付"), default=False)
    agreement = models.CharField(_("居间合同"), max_length=AGREEMENT_MAX)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    transfer = models.OneToOneField(Transfer, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="commission_is_an_amount", condition=Q(amount_fen__gt=0)),
            models.CheckConstraint(name="commission_has_its_agreement", condition=~Q(agreement="")),
            models.UniqueConstraint(
                name="one_commission_per_broker_and_side",
                fields=["attribution", "side"],
                condition=Q(state__in=["proposed", "agreed", "paid"]),
            ),
            models.CheckConstraint(
                name="commission_out_of_the_price_is_the_seller_s",
                condition=Q(through_exchange=False) | Q(side=Side.SELLER, payee__isnull=False),
            ),
            models.CheckConstraint(
                name="paid_commission_has_its_transfer",
                condition=Q(state="paid", transfer__isnull=False, through_exchange=True)
                | Q(transfer__isnull=True) & ~Q(state="paid"),
            ),
            models.CheckConstraint(
                name="answered_commission_says_when", condition=Q(state="proposed") | Q(answered_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.number
