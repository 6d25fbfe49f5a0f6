"""Technology contributed to a company for a share of it, from the contract to the paid-in capital (R-CON-07, R-VAL-10, story S7)."""

from fractions import Fraction

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel
from marketplace.trading.models.sale import Sale

ENTRY_MOST = 300


class ContributionState(models.TextChoices):
    AGREED = "agreed", _("待权利变更登记")
    TRANSFERRED = "transferred", _("权利已变更登记")
    PAID_IN = "paid_in", _("已实缴")


class Contribution(StateModel):
    """What a sale in kind is paid with. The capital counts as paid in only after the register of the right has followed (R-CON-07)."""

    State = ContributionState
    TRANSITIONS = (
        ("transfer", {ContributionState.AGREED}, ContributionState.TRANSFERRED),
        ("pay_in", {ContributionState.TRANSFERRED}, ContributionState.PAID_IN),
    )

    number = NumberField(prefix="EC")
    state = models.CharField(max_length=11, choices=ContributionState, default=ContributionState.AGREED)
    sale = models.OneToOneField(Sale, on_delete=models.PROTECT, related_name="contribution")
    value_fen = models.BigIntegerField()  # the price of the sale
    capital_fen = models.BigIntegerField()
    valuation_fen = models.BigIntegerField(null=True)
    register_entry = models.CharField(_("权利变更登记"), max_length=ENTRY_MOST, blank=True)  # number and day
    transferred_at = models.DateTimeField(null=True)
    transferred_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    capital_entry = models.CharField(_("实缴登记"), max_length=ENTRY_MOST, blank=True)  # of the company's registration
    paid_in_at = models.DateTimeField(null=True)
    paid_in_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="contribution_is_less_than_the_capital",
                condition=Q(value_fen__gt=0, capital_fen__gt=F("value_fen")),
            ),
            models.CheckConstraint(
                name="paid_in_after_the_register_followed",
                condition=Q(state="agreed", register_entry="", capital_entry="")
                | Q(state="transferred", transferred_at__isnull=False, capital_entry="") & ~Q(register_entry="")
                | Q(state="paid_in", transferred_at__isnull=False, paid_in_at__isnull=False)
                & ~Q(register_entry="")
                & ~Q(capital_entry=""),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def share(self) -> Fraction:
        return Fraction(self.value_fen, self.capital_fen)
