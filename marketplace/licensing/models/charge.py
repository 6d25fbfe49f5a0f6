"""Money due under a licence: the fixed price, or the royalty of a report, with what both sides' fees grow by (R-FEE-05)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from marketplace.catalogue.models import Listing
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel
from marketplace.fees.models import Quote
from marketplace.ledger.models import Transfer
from marketplace.licensing.models.licence import Licence, SalesReport


class ChargeState(models.TextChoices):
    DUE = "due", _("待付款")
    PAID = "paid", _("已到账")
    SETTLED = "settled", _("已划付")
    WITHDRAWN = "withdrawn", _("已撤回")


class Charge(StateModel):
    """What a licensee pays once: the amount to the licensor, and its own fee. Paid once, passed on once, by two persons."""

    State = ChargeState
    TRANSITIONS = (
        ("pay", {ChargeState.DUE}, ChargeState.PAID),
        ("settle", {ChargeState.PAID}, ChargeState.SETTLED),
        ("withdraw", {ChargeState.DUE}, ChargeState.WITHDRAWN),
    )

    number = NumberField(prefix="LF")
    state = models.CharField(max_length=9, choices=ChargeState, default=ChargeState.DUE)
    licence = models.ForeignKey(Licence, on_delete=models.PROTECT, related_name="charges")
    report = models.ForeignKey(SalesReport, on_delete=models.PROTECT, null=True, related_name="charges")
    amount_fen = models.BigIntegerField()
    licensee_fee_fen = models.BigIntegerField()
    licensor_fee_fen = models.BigIntegerField()
    licensee_quote = models.OneToOneField(Quote, on_delete=models.PROTECT, related_name="+")
    licensor_quote = models.OneToOneField(Quote, on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    overdue_at = models.DateTimeField(null=True)
    receipt = models.OneToOneField(Transfer, on_delete=models.PROTECT, null=True, related_name="+")
    paid_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    fee_receipt = models.OneToOneField(Transfer, on_delete=models.PROTECT, null=True, related_name="+")
    fee_confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="charge_is_an_amount_and_two_fees",
                condition=Q(amount_fen__gt=0, licensee_fee_fen__gte=0, licensor_fee_fen__gte=0),
            ),
            models.UniqueConstraint(name="one_charge_per_report", fields=["report"], condition=~Q(state="withdrawn")),
            models.UniqueConstraint(
                name="one_fixed_charge_per_licence",
                fields=["licence"],
                condition=Q(report__isnull=True) & ~Q(state="withdrawn"),
            ),
            models.CheckConstraint(
                name="paid_charge_has_its_receipt",
                condition=Q(state__in=["due", "withdrawn"], receipt__isnull=True)
                | Q(receipt__isnull=False, paid_at__isnull=False, confirmed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="four_eyes_settle_charge",
                condition=~Q(state="settled")
                | Q(settled_at__isnull=False, settled_by__isnull=False)
                & ~Q(settled_by=F("confirmed_by"))
                & (Q(fee_confirmed_by__isnull=True) | ~Q(settled_by=F("fee_confirmed_by"))),
            ),
        ]
        indexes = [models.Index(fields=["due_at"], name="charges_to_watch", condition=Q(state="due", overdue_at=None))]

    def __str__(self) -> str:
        return self.number

    @property
    def listing(self) -> Listing:
        """The achievement that brings the money, as a sale has it."""
        return self.licence.offer.listing

    @property
    def due_fen(self) -> int:
        """What the licensee pays."""
        return self.amount_fen + self.licensee_fee_fen

    @property
    def pool_fen(self) -> int:
        return self.licensee_fee_fen + self.licensor_fee_fen

    @property
    def waits_for_fee(self) -> bool:
        """Whether the licensor, who did not consent to netting, still has to pay its fee apart (R-SET-08)."""
        return not self.licence.offer.nets_fee and self.licensor_fee_fen > 0 and self.fee_receipt_id is None

    @property
    def paid_out_fen(self) -> int:
        """What goes to the licensor's account."""
        return self.amount_fen - (self.licensor_fee_fen if self.licence.offer.nets_fee else 0)
