"""Who brought a deal about, and to what part."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from marketplace.agency.models.practitioner import Practitioner
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel


class Attribution(StateModel):
    """A practitioner's share of one deal. The shares of a deal sum to at most one (migrations/attributions.sql)."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("待本人确认")
        CONFIRMED = "confirmed", _("已确认")
        DECLINED = "declined", _("本人未确认")
        FROZEN = "frozen", _("已随出证锁定")

    class Role(models.TextChoices):
        FOR_SELLER = "for_seller", _("转让方经理人")
        FOR_BUYER = "for_buyer", _("受让方经理人")
        MATCHING = "matching", _("撮合")
        CUSTODY = "custody", _("托管")
        OTHER = "other", _("其他服务")

    TRANSITIONS = (
        ("confirm", {State.PROPOSED}, State.CONFIRMED),
        ("decline", {State.PROPOSED}, State.DECLINED),
        ("freeze", {State.CONFIRMED}, State.FROZEN),
        ("lapse", {State.PROPOSED}, State.DECLINED),
    )

    number = NumberField(prefix="AT")
    state = models.CharField(max_length=9, choices=State, default=State.PROPOSED)
    subject = models.CharField(max_length=60)  # sale:S-2027-000042
    practitioner = models.ForeignKey(Practitioner, on_delete=models.PROTECT, related_name="attributions")
    role = models.CharField(_("作用"), max_length=10, choices=Role)
    share_numerator = models.PositiveIntegerField(_("份额分子"))
    share_denominator = models.PositiveIntegerField(_("份额分母"))
    amount_fen = models.BigIntegerField(null=True)  # the price of the deal, once it is certified
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_for = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    frozen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="attributed_share_is_a_part",
                condition=Q(share_numerator__gt=0, share_denominator__gt=0)
                & Q(share_numerator__lte=F("share_denominator"), share_denominator__lte=1_000_000),
            ),
            models.UniqueConstraint(
                name="one_attribution_per_deal_and_person",
                fields=["subject", "practitioner"],
                condition=~Q(state="declined"),
            ),
            models.CheckConstraint(
                name="frozen_attribution_has_its_amount",
                condition=~Q(state="frozen") | Q(amount_fen__isnull=False, frozen_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["subject"], name="attributions_of_a_deal")]

    @property
    def sale_number(self) -> str:
        """The number of the sale that it is about; empty for another matter."""
        kind, _colon, number = self.subject.partition(":")
        return number if kind == "sale" else ""

    def __str__(self) -> str:
        return self.number

    @property
    def share(self) -> str:
        """The share as people write it: 1/3, 100%."""
        if self.share_numerator == self.share_denominator:
            return "100%"
        return f"{self.share_numerator}/{self.share_denominator}"
