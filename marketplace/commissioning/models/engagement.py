"""委托项目: what an award or an agreement comes to, with its contract, and the money of its milestones (R-CON-04, R-FEE-05)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode, Organisation, User
from marketplace.catalogue.models import Need
from marketplace.commissioning.models.call import NOTE_MAX
from marketplace.commissioning.models.solution import Solution
from marketplace.commissioning.models.thread import NeedThread, WorkKind
from marketplace.contracts.models import Deed, DeedMilestone
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel
from marketplace.fees.models import Quote, Schedule
from marketplace.ledger.models import Transfer
from marketplace.rulebook.models import RuleVersion


class EngagementState(models.TextChoices):
    SIGNING = "signing", _("待签订合同")
    IN_FORCE = "in_force", _("履行中")
    COMPLETED = "completed", _("已完成")
    TERMINATED = "terminated", _("已终止")


class Engagement(StateModel):
    """Work that a supplier does for a client by milestones. Its text is a deed of `contracts`, its sides and price are fixed (trigger)."""

    State = EngagementState
    TRANSITIONS = (
        ("start", {EngagementState.SIGNING}, EngagementState.IN_FORCE),
        ("complete", {EngagementState.IN_FORCE}, EngagementState.COMPLETED),
        ("terminate", {EngagementState.SIGNING, EngagementState.IN_FORCE}, EngagementState.TERMINATED),
    )

    number = NumberField(prefix="EG")
    state = models.CharField(max_length=10, choices=EngagementState, default=EngagementState.SIGNING)
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="engagements")
    solution = models.OneToOneField(Solution, on_delete=models.PROTECT, null=True, related_name="engagement")
    thread = models.OneToOneField(NeedThread, on_delete=models.PROTECT, null=True, related_name="engagement")
    client = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    supplier = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    exchange = models.CharField(_("受理交易机构"), max_length=2, choices=ExchangeCode)
    via_exchange = models.CharField(_("推荐交易机构"), max_length=2, choices=ExchangeCode)
    rule_version = models.ForeignKey(RuleVersion, on_delete=models.PROTECT, related_name="+")
    schedule = models.ForeignKey(Schedule, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("合作类型"), max_length=12, choices=WorkKind)
    title = models.CharField(max_length=200)
    price_fen = models.BigIntegerField(_("价款"))
    deed = models.OneToOneField(Deed, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()  # whose fees and shares are those of this day
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="engagement_comes_of_one_thing", condition=Q(solution__isnull=True) ^ Q(thread__isnull=True)
            ),
            models.CheckConstraint(
                name="engagement_is_between_two", condition=~Q(client=F("supplier")) & Q(price_fen__gt=0)
            ),
            models.CheckConstraint(
                name="engagement_in_force_has_its_contract",
                condition=~Q(state__in=["in_force", "completed"]) | Q(deed__isnull=False, started_at__isnull=False),
            ),
            models.CheckConstraint(
                name="ended_engagement_has_its_time",
                condition=Q(state__in=["completed", "terminated"]) ^ Q(ended_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def local_title(self) -> str:
        """As a listing says its title; a project has no other language."""
        return self.title


class PaymentState(models.TextChoices):
    DUE = "due", _("待付款")
    PAID = "paid", _("已到账，待验收划付")
    SETTLED = "settled", _("已划付")
    REFUNDED = "refunded", _("已退还")
    WITHDRAWN = "withdrawn", _("已撤回")


class StagePayment(StateModel):
    """What the client pays for one milestone: the amount and its own fee. It waits in escrow for the acceptance, then it is passed on once.

    `before_fen` is what was received for milestones before it: both fees are what F grows by (R-FEE-05). Another person than who
    confirmed it passes it on; two persons refund it once the contract has ended without the acceptance.
    """

    State = PaymentState
    TRANSITIONS = (
        ("pay", {PaymentState.DUE}, PaymentState.PAID),
        ("settle", {PaymentState.PAID}, PaymentState.SETTLED),
        ("refund", {PaymentState.PAID}, PaymentState.REFUNDED),
        ("withdraw", {PaymentState.DUE}, PaymentState.WITHDRAWN),
    )

    number = NumberField(prefix="EP")
    state = models.CharField(max_length=9, choices=PaymentState, default=PaymentState.DUE)
    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="payments")
    milestone = models.ForeignKey(DeedMilestone, on_delete=models.PROTECT, related_name="+")
    amount_fen = models.BigIntegerField()
    before_fen = models.BigIntegerField()
    client_fee_fen = models.BigIntegerField()
    supplier_fee_fen = models.BigIntegerField()
    client_quote = models.OneToOneField(Quote, on_delete=models.PROTECT, related_name="+")
    supplier_quote = models.OneToOneField(Quote, on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    overdue_at = models.DateTimeField(null=True)
    receipt = models.OneToOneField(Transfer, on_delete=models.PROTECT, null=True, related_name="+")
    paid_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    refund_proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    refund_reason = models.CharField(max_length=NOTE_MAX, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="stage_payment_is_an_amount_and_two_fees",
                condition=Q(amount_fen__gt=0, before_fen__gte=0, client_fee_fen__gte=0, supplier_fee_fen__gte=0),
            ),
            models.UniqueConstraint(
                name="one_payment_per_milestone",
                fields=["milestone"],
                condition=~Q(state__in=["withdrawn", "refunded"]),
            ),
            models.UniqueConstraint(
                name="one_open_payment_per_engagement", fields=["engagement"], condition=Q(state__in=["due", "paid"])
            ),
            models.CheckConstraint(
                name="paid_stage_has_its_receipt",
                condition=Q(state__in=["due", "withdrawn"], receipt__isnull=True)
                | Q(receipt__isnull=False, paid_at__isnull=False, confirmed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="four_eyes_settle_a_stage",
                condition=~Q(state__in=["settled", "refunded"])
                | Q(settled_at__isnull=False, settled_by__isnull=False) & ~Q(settled_by=F("confirmed_by")),
            ),
            models.CheckConstraint(
                name="four_eyes_refund_a_stage",
                condition=~Q(state="refunded")
                | Q(refund_proposed_by__isnull=False) & ~Q(refund_reason="") & ~Q(refund_proposed_by=F("settled_by")),
            ),
        ]
        indexes = [models.Index(fields=["due_at"], name="stages_to_watch", condition=Q(state="due", overdue_at=None))]

    def __str__(self) -> str:
        return self.number

    @property
    def due_fen(self) -> int:
        """What the client pays."""
        return self.amount_fen + self.client_fee_fen

    @property
    def paid_out_fen(self) -> int:
        """What the supplier gets: its fee comes out of it, as the contract says."""
        return self.amount_fen - self.supplier_fee_fen
