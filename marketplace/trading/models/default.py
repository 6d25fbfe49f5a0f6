"""A winner who defaults: who said so, what became of the deposit, what stays to be claimed (R-SET-05)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel
from marketplace.ledger.models import Transfer
from marketplace.trading.models.sale import Sale
from marketplace.trading.models.settlement import Settlement


class Grounds(models.TextChoices):
    """What the winner did not do in time (R-BID-04)."""

    NOT_SIGNED = "not_signed", _("逾期未签署合同")
    NOT_PAID = "not_paid", _("逾期未支付价款")


class Default(StateModel):
    """The default of one won deal, found by one person of the venue and declared by another.

    As it is declared the deposit pays fees and costs, and the rest waits for the seller; as it is concluded, after the second
    sale, the rest is paid out and the open claim is fixed.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("待复核")
        REJECTED = "rejected", _("未获认定")
        DECLARED = "declared", _("已认定")
        CONCLUDED = "concluded", _("已了结")
        LIFTED = "lifted", _("已撤销")

    TRANSITIONS = (
        ("declare", {State.PROPOSED}, State.DECLARED),
        ("reject", {State.PROPOSED}, State.REJECTED),
        ("conclude", {State.DECLARED}, State.CONCLUDED),
        ("lift", {State.DECLARED}, State.LIFTED),
    )
    STANDING = frozenset({State.DECLARED, State.CONCLUDED})

    number = NumberField(prefix="DF")
    settlement = models.ForeignKey(Settlement, on_delete=models.PROTECT, related_name="defaults")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="defaults")
    state = models.CharField(max_length=9, choices=State, default=State.PROPOSED)
    grounds = models.CharField(_("违约情形"), max_length=10, choices=Grounds)
    reason = models.TextField(_("事实和理由"))
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision_reason = models.TextField(blank=True)

    deposit_fen = models.BigIntegerField()
    fees_fen = models.BigIntegerField()  # of both sides of the first sale
    costs_fen = models.BigIntegerField()
    fees_taken_fen = models.BigIntegerField(default=0)
    costs_taken_fen = models.BigIntegerField(default=0)
    rest_fen = models.BigIntegerField(default=0)  # the seller's: held until the second sale is known
    forfeit = models.OneToOneField(Transfer, null=True, on_delete=models.PROTECT, related_name="+")

    second_sale = models.OneToOneField(Sale, null=True, on_delete=models.PROTECT, related_name="concludes")
    second_price_fen = models.BigIntegerField(null=True)
    shortfall_fen = models.BigIntegerField(null=True)
    claim_fen = models.BigIntegerField(null=True)  # of the seller, open after the deposit
    fees_claim_fen = models.BigIntegerField(
        default=0
    )  # of the exchanges: fees and costs that the deposit did not reach
    concluded_at = models.DateTimeField(null=True)
    concluded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_default_per_deal", fields=["settlement"], condition=~Q(state__in=["rejected"])
            ),
            models.CheckConstraint(
                name="four_eyes_declare_default",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="default_amounts_are_none_below_zero",
                condition=Q(
                    deposit_fen__gte=0,  # none of an agreed deal: all of it is a claim
                    fees_fen__gte=0,
                    costs_fen__gte=0,
                    fees_taken_fen__gte=0,
                    costs_taken_fen__gte=0,
                    rest_fen__gte=0,
                    fees_claim_fen__gte=0,
                ),
            ),
            models.CheckConstraint(
                name="forfeited_deposit_is_used_up",
                condition=Q(state__in=["proposed", "rejected"], forfeit__isnull=True)
                | Q(
                    forfeit__isnull=True,
                    decided_at__isnull=False,
                    deposit_fen=0,
                    fees_taken_fen=0,
                    costs_taken_fen=0,
                    rest_fen=0,
                )
                | Q(
                    forfeit__isnull=False,
                    decided_at__isnull=False,
                    deposit_fen=F("fees_taken_fen") + F("costs_taken_fen") + F("rest_fen"),
                ),
            ),
            models.CheckConstraint(
                name="concluded_default_says_its_claim",
                condition=~Q(state="concluded")
                | Q(claim_fen__gte=0, concluded_at__isnull=False, concluded_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def sale(self) -> Sale:
        return self.settlement.sale
