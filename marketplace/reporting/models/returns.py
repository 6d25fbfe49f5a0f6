"""Returns to the supervisor: frozen figures with the cases behind them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode, User
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel
from marketplace.jobs.models import Job
from marketplace.reporting.periods import Period


class PeriodKind(models.TextChoices):
    MONTH = "month", _("月报")
    QUARTER = "quarter", _("季报")
    YEAR = "year", _("年报")


class Return(StateModel):
    """A monthly, quarterly or yearly return of one exchange or of all four; drafted, checked by a second person, filed (报送).

    Its figures and rows never change once they were counted; what was filed wrongly is corrected by a new version with a reason.
    """

    class State(models.TextChoices):
        COUNTING = "counting", _("统计中")
        DRAFT = "draft", _("待复核")
        CHECKED = "checked", _("待报送")
        FILED = "filed", _("已报送")
        REJECTED = "rejected", _("复核退回")

    TRANSITIONS = (
        ("freeze", {State.COUNTING}, State.DRAFT),
        ("check", {State.DRAFT}, State.CHECKED),
        ("reject", {State.DRAFT, State.CHECKED}, State.REJECTED),
        ("file", {State.CHECKED}, State.FILED),
    )

    number = NumberField(prefix="RT")
    state = models.CharField(max_length=8, choices=State, default=State.COUNTING)
    kind = models.CharField(_("报表类型"), max_length=7, choices=PeriodKind)
    first_date = models.DateField()
    exchange = models.CharField(_("交易机构"), max_length=2, choices=ExchangeCode, blank=True)  # empty: all four
    version = models.PositiveSmallIntegerField(default=1)
    supersedes = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="successors")
    reason = models.CharField(_("更正理由"), max_length=300, blank=True)
    job = models.OneToOneField(Job, null=True, on_delete=models.PROTECT, related_name="+")

    figures = models.JSONField(default=dict)  # see reporting.figures
    row_count = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)  # of period, figures and rows, hexadecimal
    counted_at = models.DateTimeField(null=True)

    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    checked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True)
    filed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField(null=True)
    rejection = models.CharField(_("退回理由"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_return_at_work_per_period",
                fields=["kind", "first_date", "exchange"],
                condition=Q(state__in=["counting", "draft", "checked"]),
            ),
            models.UniqueConstraint(
                name="one_filed_return_per_version",
                fields=["kind", "first_date", "exchange", "version"],
                condition=Q(state="filed"),
            ),
            models.CheckConstraint(
                name="second_person_checks_a_return",
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("drafted_by")),
            ),
            models.CheckConstraint(
                name="counted_return_has_its_hash", condition=Q(state__in=["counting", "rejected"]) | ~Q(sha256="")
            ),
            models.CheckConstraint(
                name="filed_return_was_checked",
                condition=~Q(state="filed") | Q(checked_by__isnull=False, filed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="new_version_of_a_return_says_why",
                condition=Q(version=1, supersedes__isnull=True)
                | (Q(version__gt=1, supersedes__isnull=False) & ~Q(reason="")),
            ),
        ]
        indexes = [models.Index(fields=["-first_date", "-id"], name="returns_by_period")]

    def __str__(self) -> str:
        return self.number

    @property
    def period(self) -> Period:
        return Period(self.kind, self.first_date)

    @property
    def is_superseded(self) -> bool:
        """Whether a later version was filed."""
        return self.successors.filter(state=Return.State.FILED).exists()


class ReturnRow(models.Model):
    """A case behind the figures of a return, as it stood when they were counted. A day stands where its event lies in the period."""

    of = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="rows", db_index=False)
    listing = models.CharField(max_length=20)
    case = models.CharField(max_length=20, blank=True)
    project_number = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=200)
    exchange = models.CharField(max_length=2)
    seller = models.CharField(max_length=120)
    buyer = models.CharField(max_length=120, blank=True)
    seller_region = models.CharField(max_length=2, blank=True)  # see reporting.regions
    buyer_region = models.CharField(max_length=2, blank=True)
    field = models.CharField(max_length=30, blank=True)
    mode = models.CharField(max_length=20, blank=True)  # of transfer; `several` if more than one
    route = models.CharField(max_length=10)  # how the price was found
    owner = models.CharField(max_length=14, blank=True)
    start_fen = models.BigIntegerField(null=True)
    price_fen = models.BigIntegerField(null=True)
    fee_fen = models.BigIntegerField(null=True)  # of both sides
    registrations = models.PositiveIntegerField(default=0)
    failures = models.PositiveSmallIntegerField(default=0)
    suspensions = models.PositiveSmallIntegerField(default=0)
    accepted_date = models.DateField(null=True)
    published_date = models.DateField(null=True)
    sold_date = models.DateField(null=True)
    contracted_date = models.DateField(null=True)
    settled_date = models.DateField(null=True)
    certified_date = models.DateField(null=True)
    terminated_date = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_row_per_case_of_a_return", fields=["of", "listing"])]

    def __str__(self) -> str:
        return f"{self.of_id}/{self.listing}"
