"""What a holder offers to everybody who keeps the terms: an open licence, or use first and payment later (R-LIC-01, R-LIC-06)."""

from datetime import date
from fractions import Fraction

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode, Organisation, User
from marketplace.catalogue.models import Encumbrance, Listing, Right
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel
from marketplace.fees.models import Method as FeeMethod
from marketplace.fees.models import Schedule
from marketplace.licensing.royalties import TrialTerms
from marketplace.rulebook.models import RuleVersion

SCOPE_MAX = 1_000
NOTE_MAX = 500
TERM_MOST = 240  # months
CYCLES = ((1, _("每月")), (3, _("每季度")), (6, _("每半年")), (12, _("每年")))


class OfferState(models.TextChoices):
    DECLARED = "declared", _("待挂牌机构核对")
    OPEN = "open", _("生效中")
    RETURNED = "returned", _("已退回")
    WITHDRAWN = "withdrawn", _("已撤回")


class Kind(models.TextChoices):
    OPEN = "open", _("专利开放许可")
    TRIAL = "trial", _("先使用后付费")


class Base(models.TextChoices):
    """What a royalty is counted on (R-CON-04)."""

    NET_SALES = "net_sales", _("净销售额")
    PROFIT = "profit", _("新增利润")


class Offer(StateModel):
    """Terms of an ordinary licence that anybody who qualifies may take. Fixed as they were declared (trigger); withdrawal ends no licence.

    Either `fixed_fen` once, or `rate_bp` of sales or profit by the reports of each `report_months`; of a trial nothing is owed until
    `trigger_fen` is reached within `trigger_months`.
    """

    State = OfferState
    Kind = Kind
    TRANSITIONS = (
        ("publish", {OfferState.DECLARED}, OfferState.OPEN),
        ("return", {OfferState.DECLARED}, OfferState.RETURNED),
        ("withdraw", {OfferState.DECLARED, OfferState.OPEN}, OfferState.WITHDRAWN),
    )

    number = NumberField(prefix="LO")
    state = models.CharField(max_length=9, choices=OfferState, default=OfferState.DECLARED)
    kind = models.CharField(_("许可方式"), max_length=5, choices=Kind)
    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="licence_offers")
    right = models.ForeignKey(Right, on_delete=models.PROTECT, related_name="+")
    exchange = models.CharField(_("挂牌交易机构"), max_length=2, choices=ExchangeCode)
    licensor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="licence_offers")
    rule_version = models.ForeignKey(RuleVersion, on_delete=models.PROTECT, related_name="+")
    schedule = models.ForeignKey(Schedule, on_delete=models.PROTECT, related_name="+")

    scope = models.CharField(_("许可范围"), max_length=SCOPE_MAX)  # field, territory, volume
    term_months = models.PositiveSmallIntegerField(_("许可期限（月）"))
    fixed_fen = models.BigIntegerField(_("固定费用"), null=True)
    base = models.CharField(_("提成基数"), max_length=9, choices=Base, blank=True)
    rate_bp = models.PositiveIntegerField(_("提成比例（万分之一）"), null=True)
    trigger_fen = models.BigIntegerField(_("触发金额"), default=0)  # cumulative base
    trigger_months = models.PositiveSmallIntegerField(_("试用期（月）"), null=True)
    retroactive = models.BooleanField(_("触发后追溯"), default=True)
    cap_fen = models.BigIntegerField(_("封顶金额"), null=True)
    report_months = models.PositiveSmallIntegerField(_("报告周期"), choices=CYCLES, null=True)
    nets_fee = models.BooleanField(_("从许可费中扣收许可方服务费"), default=True)  # the licensor's consent (R-SET-08)
    evaluation = models.CharField(_("专利权评价报告"), max_length=NOTE_MAX, blank=True)  # utility models, designs

    encumbrance = models.OneToOneField(Encumbrance, on_delete=models.PROTECT, null=True, related_name="+")
    declared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    declared_at = models.DateTimeField()
    announcement = models.CharField(_("公告号和日期"), max_length=NOTE_MAX, blank=True)  # by CNIPA
    checked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    reasons = models.CharField(max_length=NOTE_MAX, blank=True)  # why it was returned or withdrawn
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_live_offer_per_right_and_kind",
                fields=["right", "kind"],
                condition=Q(state__in=[OfferState.DECLARED, OfferState.OPEN]),
            ),
            models.CheckConstraint(
                name="offer_is_paid_at_once_or_by_reports",
                condition=Q(
                    fixed_fen__gt=0, rate_bp__isnull=True, base="", report_months__isnull=True, cap_fen__isnull=True
                )
                | Q(
                    fixed_fen__isnull=True,
                    rate_bp__gt=0,
                    rate_bp__lte=10_000,
                    base__in=Base.values,
                    report_months__in=[1, 3, 6, 12],
                ),
            ),
            models.CheckConstraint(
                name="trial_has_its_trigger",
                condition=Q(kind=Kind.TRIAL, fixed_fen__isnull=True, trigger_fen__gt=0, trigger_months__gt=0)
                | Q(kind=Kind.OPEN, trigger_fen=0, trigger_months__isnull=True),
            ),
            models.CheckConstraint(
                name="open_licence_is_an_encumbrance",
                condition=Q(kind=Kind.OPEN, encumbrance__isnull=False) | Q(kind=Kind.TRIAL, encumbrance__isnull=True),
            ),
            models.CheckConstraint(
                name="offer_has_scope_and_term",
                condition=~Q(scope="") & Q(term_months__gt=0, term_months__lte=TERM_MOST),
            ),
            models.CheckConstraint(
                name="offer_amounts_are_above_zero",
                condition=(Q(cap_fen__isnull=True) | Q(cap_fen__gt=0)) & Q(trigger_fen__gte=0),
            ),
            models.CheckConstraint(
                name="another_person_publishes_the_offer",
                condition=~Q(state="open") | Q(checked_at__isnull=False, checked_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_trial(self) -> bool:
        return self.kind == Kind.TRIAL

    @property
    def is_by_reports(self) -> bool:
        return self.rate_bp is not None

    @property
    def fee_method(self) -> FeeMethod:
        """As which kind of deal the fees are charged (R-FEE-02)."""
        return FeeMethod.LICENCE if self.is_trial else FeeMethod.OPEN_LICENCE

    def terms(self, trigger_by: date) -> TrialTerms:
        """What a licence owes of its reports; `trigger_by` is the last day of its trial, or of its term."""
        assert self.rate_bp is not None
        return TrialTerms(
            rate=Fraction(self.rate_bp, 10_000),
            trigger_fen=self.trigger_fen,
            trigger_by=trigger_by,
            cap_fen=self.cap_fen,
            retroactive=self.retroactive,
        )
