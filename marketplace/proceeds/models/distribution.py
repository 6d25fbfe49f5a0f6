"""收益分配: what a deal brought, what goes off, and who gets what of it (R-RWD-04, R-GEN-07)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from marketplace.catalogue.models import Listing
from marketplace.commissioning.models import Engagement, StagePayment
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel
from marketplace.files.models import File
from marketplace.licensing.models import Charge
from marketplace.proceeds.models.reward import NOTE_MAX, RewardRule, Team
from marketplace.rulebook.models import RuleVersion
from marketplace.rulebook.terms import term
from marketplace.trading.models import Sale

# A price that a sale brought, what was paid under a licence once, or for one milestone of commissioned work.
OF_ONE_DEAL = (
    Q(sale__isnull=False, charge__isnull=True, payment__isnull=True)
    | Q(sale__isnull=True, charge__isnull=False, payment__isnull=True)
    | Q(sale__isnull=True, charge__isnull=True, payment__isnull=False)
)
SettledDeal = Sale | Charge | StagePayment


class OfDeal(models.Model):
    """What belongs to a settled sale, to one settled charge of a licence, or to one settled milestone of commissioned work."""

    sale = models.ForeignKey(Sale, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    payment = models.ForeignKey(StagePayment, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True

    @property
    def deal(self) -> SettledDeal:
        found = self.sale or self.charge or self.payment
        assert found
        return found

    @property
    def of_deal(self) -> dict[str, SettledDeal | None]:
        """By what its like are found."""
        return {"sale": self.sale, "charge": self.charge, "payment": self.payment}

    @property
    def brought_by(self) -> Listing | Engagement:
        """The achievement, or the work, that brought the money."""
        return brought_by(self.deal)

    @property
    def in_shares(self) -> bool:
        """Whether what is distributed are shares in a company, counted in fen of its registered capital (R-RWD-01)."""
        return self.sale is not None and self.sale.in_kind

    @property
    def exchange(self) -> str:
        """The venue."""
        return self.brought_by.exchange


def brought_by(deal: SettledDeal) -> Listing | Engagement:
    return deal.engagement if isinstance(deal, StagePayment) else deal.listing


class DistributionState(models.TextChoices):
    DRAFT = "draft", _("待复核")
    APPROVED = "approved", _("已批准")
    REJECTED = "rejected", _("已退回")
    SUPERSEDED = "superseded", _("已被更正")


class Distribution(OfDeal, StateModel):
    """One unit's distribution of one deal. A correction is a new version with its reason; nothing is edited."""

    State = DistributionState
    TRANSITIONS = (
        ("approve", {DistributionState.DRAFT}, DistributionState.APPROVED),
        ("reject", {DistributionState.DRAFT}, DistributionState.REJECTED),
        ("supersede", {DistributionState.APPROVED}, DistributionState.SUPERSEDED),
    )

    number = NumberField(prefix="DS")
    state = models.CharField(max_length=10, choices=DistributionState, default=DistributionState.DRAFT)
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="distributions")
    version = models.PositiveSmallIntegerField(default=1)
    supersedes = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("更正原因"), max_length=NOTE_MAX, blank=True)
    price_fen = models.BigIntegerField(_("成交价款"))
    rule_version = models.ForeignKey(RuleVersion, on_delete=models.PROTECT, related_name="+")
    reward_rule = models.ForeignKey(RewardRule, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    announced_date = models.DateField(_("奖励公示开始日期"), null=True, blank=True)  # R-TAX-04
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=NOTE_MAX, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="distribution_is_of_one_deal", condition=OF_ONE_DEAL),
            models.UniqueConstraint(
                name="distribution_versions_in_turn",
                fields=["sale", "charge", "payment", "unit", "version"],
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                name="one_distribution_in_force",
                fields=["sale", "charge", "payment", "unit"],
                condition=Q(state=DistributionState.APPROVED),
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                name="one_distribution_waits",
                fields=["sale", "charge", "payment", "unit"],
                condition=Q(state=DistributionState.DRAFT),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="distribution_decided_by_another_person",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("drafted_by")),
            ),
            models.CheckConstraint(
                name="decided_distribution_says_by_whom",
                condition=Q(state=DistributionState.DRAFT) | Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_corrected_distribution_says_why", condition=Q(supersedes__isnull=True) | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Cost(models.Model):
    """What goes off: of all owners together, or the unit's `own`. Direct costs have their evidence."""

    distribution = models.ForeignKey(Distribution, on_delete=models.PROTECT, related_name="costs")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("类别"), max_length=20)  # a code of R-RWD-04
    amount_fen = models.BigIntegerField(_("金额"))
    own = models.BooleanField(_("仅由本单位负担"), default=False)
    note = models.CharField(_("说明"), max_length=300, blank=True)
    evidence = models.ForeignKey(File, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="cost_position_in_distribution", fields=["distribution", "position"]),
            models.CheckConstraint(name="cost_is_not_negative", condition=Q(amount_fen__gte=0)),
        ]

    def __str__(self) -> str:
        return self.kind

    @property
    def kind_label(self) -> str:
        """What it is, in words."""
        return term(self.kind)


class Receipt(OfDeal):
    """Money of the deal that reached the sellers: the price at once, or in parts."""

    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(_("到账凭证"), max_length=60)
    amount_fen = models.BigIntegerField(_("到账金额"))
    received_date = models.DateField(_("到账日期"))
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="receipt_is_of_one_deal", condition=OF_ONE_DEAL),
            models.UniqueConstraint(
                name="a_receipt_counts_once",
                fields=["sale", "charge", "payment", "unit", "reference"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(name="receipt_is_an_amount", condition=Q(amount_fen__gt=0)),
        ]

    def __str__(self) -> str:
        return self.reference


class PayoutState(models.TextChoices):
    DUE = "due", _("待发放")
    PAID = "paid", _("已发放")
    VOID = "void", _("已作废")


class Payout(StateModel):
    """What one payee gets of one step of a distribution, and how it came about; read by him and by the unit's money people.

    `entitled_fen` is what he has by now in all, `amount_fen` what this payout adds; by largest remainder a fen may go back.
    """

    class Role(models.TextChoices):
        UNIT = "unit", _("本单位留存")
        OWNER = "owner", _("共有权利人")
        CONTRIBUTOR = "contributor", _("完成人")

    State = PayoutState
    TRANSITIONS = (
        ("pay", {PayoutState.DUE}, PayoutState.PAID),
        ("void", {PayoutState.DUE}, PayoutState.VOID),
    )

    number = NumberField(prefix="PY")
    state = models.CharField(max_length=4, choices=PayoutState, default=PayoutState.DUE)
    distribution = models.ForeignKey(Distribution, on_delete=models.PROTECT, related_name="payouts")
    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, null=True, blank=True, related_name="payouts")
    role = models.CharField(max_length=11, choices=Role)
    payee = models.CharField(max_length=80)  # the same through all versions: user:U-…, organisation:O-…, or a name
    name = models.CharField(max_length=120)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    entitled_fen = models.BigIntegerField()
    amount_fen = models.BigIntegerField()
    steps = models.JSONField()
    income_date = models.DateField()  # when the money came: the 36 months of R-TAX-04 run from here
    paid_date = models.DateField(null=True, blank=True)
    paid_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    paid_reference = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="payout_is_to_a_person_or_an_organisation",
                condition=Q(user__isnull=True) | Q(organisation__isnull=True),
            ),
            models.CheckConstraint(name="nobody_is_entitled_to_less_than_nothing", condition=Q(entitled_fen__gte=0)),
            models.CheckConstraint(
                name="paid_payout_has_its_reference",
                condition=~Q(state=PayoutState.PAID)
                | (Q(paid_date__isnull=False, paid_by__isnull=False) & ~Q(paid_reference="")),
            ),
        ]
        indexes = [models.Index(fields=["user", "-id"], name="payouts_of_a_person")]

    def __str__(self) -> str:
        return self.number
