"""What a unit decided about an achievement, and what it made public inside (R-PRI-02..04, R-PRI-06).

Records of the unit's own acts: never edited, a change is a new decision with a new notice. Papers hang on their numbers
(`decision:DC-…`, `inhousenotice:IN-…`) in the area of files.
"""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from marketplace.catalogue.models.choices import PriceMode
from marketplace.catalogue.models.listing import Listing
from marketplace.core.money import MAX_FEN
from marketplace.core.numbers import NumberField
from marketplace.rulebook.models import RuleVersion

PERSONS_MAX = 40


class Decision(models.Model):
    """A decision of the unit on how an achievement is converted and at what price. The latest one of a listing is in force."""

    number = NumberField(prefix="DC")
    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="decisions")
    body = models.CharField(_("决策机构"), max_length=80)
    meeting = models.CharField(_("会议名称或届次"), max_length=120)
    decided_date = models.DateField(_("决策日期"))
    document_number = models.CharField(_("文号"), max_length=60, blank=True)
    route = models.CharField(_("定价方式"), max_length=10, choices=PriceMode)
    price_fen = models.BigIntegerField(
        _("拟交易价格或底价"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(MAX_FEN)]
    )
    deciders = ArrayField(models.CharField(max_length=60), verbose_name=_("参与决策人"), size=PERSONS_MAX)
    recusals = ArrayField(
        models.CharField(max_length=200), verbose_name=_("回避情况"), size=PERSONS_MAX, default=list, blank=True
    )  # who withdrew and why, or that nobody had to
    valuation = models.CharField(_("评估情况"), max_length=300, blank=True)  # report, appraiser, base date (R-PRI-06)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="negotiated_decision_has_its_price",
                condition=~Q(route=PriceMode.NEGOTIATED) | Q(price_fen__isnull=False),
                violation_error_message=_("协议定价的，决策须写明拟交易价格（规则 R-PRI-02）。"),
            ),
            models.CheckConstraint(
                name="somebody_decided",
                condition=Q(deciders__len__gte=1),
                violation_error_message=_("请填写参与决策的人员。"),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class InHouseNotice(models.Model):
    """The public notice of name and intended price inside the unit (R-PRI-02). The latest one of a decision counts."""

    number = NumberField(prefix="IN")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="notices")
    name = models.CharField(_("公示的成果名称"), max_length=200)
    price_fen = models.BigIntegerField(_("公示的拟交易价格"), validators=[MinValueValidator(1)])
    place = models.CharField(_("公示载体"), max_length=200)  # address or board
    published_date = models.DateField(_("公示发布日期"))
    days = models.PositiveSmallIntegerField()  # of R-PRI-03 in the version below
    rule_version = models.ForeignKey(RuleVersion, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="notice_of_a_day_at_least", condition=Q(days__gte=1, price_fen__gte=1))
        ]

    def __str__(self) -> str:
        return self.number


class Objection(models.Model):
    """An objection to a notice: it waits, is unfounded and only suspended the period, or is upheld and ended the notice."""

    class Outcome(models.TextChoices):
        WAITING = "", _("待处理")
        UNFOUNDED = "unfounded", _("异议不成立")
        UPHELD = "upheld", _("异议成立")

    notice = models.ForeignKey(InHouseNotice, on_delete=models.PROTECT, related_name="objections")
    position = models.PositiveSmallIntegerField()
    raised_date = models.DateField(_("提出日期"))
    raised_by = models.CharField(_("提出人"), max_length=60)
    content = models.CharField(_("异议内容"), max_length=1000)
    outcome = models.CharField(max_length=9, choices=Outcome, blank=True, default=Outcome.WAITING)
    resolved_date = models.DateField(_("处理日期"), null=True, blank=True)
    handling = models.CharField(_("处理情况"), max_length=1000, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    resolved_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_objection_per_place", fields=["notice", "position"]),
            models.CheckConstraint(
                name="resolved_objection_says_how",
                condition=Q(outcome="", resolved_date__isnull=True, handling="")
                | (
                    Q(resolved_date__isnull=False, resolved_date__gte=F("raised_date"))
                    & ~Q(outcome="")
                    & ~Q(handling="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id}/{self.position}"
