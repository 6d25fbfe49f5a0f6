"""What a venue has looked up or seen confirmed: the status of a right in its register, the readiness level by an evaluator."""

from datetime import date, timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode, User
from marketplace.catalogue.models.choices import RightKind, RightStatus
from marketplace.catalogue.models.listing import Listing
from marketplace.core.numbers import NumberField

PAPER_MAX = 300


class RightCheck(models.Model):
    """That somebody looked up the status of a right, by kind and number, whoever lists it (R-LST-08). Insert-only; the latest counts."""

    number = NumberField(prefix="CK")
    right_kind = models.CharField(_("权利类型"), max_length=14, choices=RightKind)
    right_number = models.CharField(_("申请号或登记号"), max_length=40)
    status = models.CharField(_("法律状态"), max_length=12, choices=RightStatus)
    register = models.CharField(_("查询的登记簿或公告"), max_length=PAPER_MAX)  # with its date or number
    checked_date = models.DateField(_("核查日期"))
    exchange = models.CharField(max_length=2, choices=ExchangeCode)
    checked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="check_names_right_and_register", condition=~Q(right_number="") & ~Q(register="")
            )
        ]
        indexes = [models.Index(fields=["right_number", "-id"], name="checks_of_a_right")]

    def __str__(self) -> str:
        return self.number


class ReadinessReview(models.Model):
    """A readiness level that an evaluator set, with its paper (R-VAL-02). Insert-only; the latest of a listing is in force."""

    number = NumberField(prefix="RA")
    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="readiness_reviews")
    level = models.PositiveSmallIntegerField(_("技术就绪度"), validators=[MinValueValidator(1), MaxValueValidator(9)])
    evaluator = models.CharField(_("评价机构或专家组"), max_length=120)
    paper = models.CharField(_("评价报告"), max_length=PAPER_MAX)  # its name and number
    reviewed_date = models.DateField(_("评价日期"))
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="readiness_review_is_whole",
                condition=Q(level__gte=1, level__lte=9) & ~Q(evaluator="") & ~Q(paper=""),
            )
        ]

    def __str__(self) -> str:
        return self.number


def is_stale(checked: date | None, today: date, valid_days: int) -> bool:
    """Whether a status has to be looked up again: never was, or longer ago than the rulebook allows (R-LST-08)."""
    return checked is None or checked + timedelta(days=valid_days) < today
