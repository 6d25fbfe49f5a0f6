"""What two persons of the venue undo: a fee given back, a default lifted, a price returned whose contract was ended (R-FEE-08, R-SET-05, R-SET-09)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel
from marketplace.ledger.models import Transfer
from marketplace.trading.models.settlement import Settlement


class Unwinding(StateModel):
    """Proposed with its reason by one person, decided by another; the ledger keeps both the posting and what undoes it."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("待复核")
        APPROVED = "approved", _("已办理")
        REJECTED = "rejected", _("未批准")

    class Kind(models.TextChoices):
        REFUND_BUYER = "refund_buyer", _("退还受让方服务费")
        REFUND_SELLER = "refund_seller", _("退还转让方服务费")
        LIFT_DEFAULT = "lift_default", _("撤销违约认定")
        RETURN_PRICE = "return_price", _("合同解除，退还已收价款和保证金")
        KEEP_PRICE = "keep_price", _("合同解除，已收各期价款归转让方")

    TRANSITIONS = (
        ("approve", {State.PROPOSED}, State.APPROVED),
        ("reject", {State.PROPOSED}, State.REJECTED),
    )

    number = NumberField(prefix="UW")
    settlement = models.ForeignKey(Settlement, on_delete=models.PROTECT, related_name="unwindings")
    kind = models.CharField(max_length=13, choices=Kind)
    state = models.CharField(max_length=8, choices=State, default=State.PROPOSED)
    amount_fen = models.BigIntegerField()  # to the party
    reason = models.TextField(_("理由"))
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision_reason = models.TextField(blank=True)
    transfer = models.OneToOneField(Transfer, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_unwinding_of_a_kind", fields=["settlement", "kind"], condition=~Q(state="rejected")
            ),
            models.CheckConstraint(
                name="four_eyes_unwind", condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by"))
            ),
            models.CheckConstraint(
                name="approved_unwinding_has_its_transfer",
                condition=~Q(state="approved")
                | Q(transfer__isnull=False, decided_at__isnull=False)
                | Q(amount_fen=0, decided_at__isnull=False)
                | Q(kind="keep_price", decided_at__isnull=False),  # the parts are passed on one by one
            ),
            models.CheckConstraint(
                name="unwinding_gives_back",  # a default without deposit is lifted, parts that were passed on are kept, without money
                condition=Q(amount_fen__gt=0) | Q(amount_fen=0, kind__in=["lift_default", "keep_price"]),
            ),
        ]

    def __str__(self) -> str:
        return self.number
