"""What a schedule would have done: one question of an exchange, its long work, and the figures that came of it."""

from fractions import Fraction

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode, User
from marketplace.core.numbers import NumberField
from marketplace.fees.models import Schedule
from marketplace.files.models import File
from marketplace.jobs.models import Job


class Source(models.TextChoices):
    """Which deals are replayed."""

    QUOTES = "quotes", _("平台已有的全部计费")
    FILE = "file", _("上传的成交文件")


class Baseline(models.TextChoices):
    """What the schedule is compared with, at each venue."""

    PRESENT = "present", _("各机构现行标准")
    OWN = "own", _("各机构自行制定的原标准")


class Simulation(models.Model):
    """A schedule beside what is charged now, over many deals. Asked by one exchange and seen by it alone."""

    number = NumberField(prefix="FS")
    exchange = models.CharField(max_length=2, choices=ExchangeCode)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    title = models.CharField(_("名称"), max_length=80)
    schedule = models.ForeignKey(Schedule, on_delete=models.PROTECT, related_name="+")
    baseline = models.CharField(max_length=7, choices=Baseline, default=Baseline.PRESENT)
    day = models.DateField()  # whose schedules in force are the baseline
    weights = models.JSONField(default=list)  # of the periods, as fractions in text: "1/3" (R-FEE-13)
    lower_of_for_small_firms = models.BooleanField(default=True)  # between the first and the last weight
    source = models.CharField(max_length=6, choices=Source)
    file = models.ForeignKey(File, null=True, on_delete=models.PROTECT, related_name="+")
    last_quote = models.BigIntegerField(default=0)  # what was quoted later has no part in it, also after a break
    job = models.OneToOneField(Job, on_delete=models.PROTECT, related_name="simulation")

    bad = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list)  # [[line, column, reason, rule], …] of the first bad rows
    result = models.JSONField(null=True)  # `outcome.Outcome`, once every deal was counted

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_file_exactly_if_deals_are_uploaded",
                condition=Q(source="file", file__isnull=False) | Q(source="quotes", file__isnull=True),
            ),
            models.CheckConstraint(
                name="no_figures_of_a_file_with_faults", condition=Q(result__isnull=True) | Q(bad=0)
            ),
        ]
        indexes = [models.Index(fields=["exchange", "-id"], name="simulations_of_an_exchange")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def steps(self) -> list[Fraction]:
        return [Fraction(weight) for weight in self.weights]


class Part(models.Model):
    """The figures of some of the deals, until all are counted: what was done before a break is not done again."""

    simulation = models.ForeignKey(Simulation, on_delete=models.CASCADE, related_name="parts")
    position = models.BigIntegerField()  # of the last deal it counts
    content = models.BinaryField()  # `weighing.Sums`, packed

    class Meta:
        constraints = [models.UniqueConstraint(name="one_part_per_position", fields=["simulation", "position"])]

    def __str__(self) -> str:
        return f"{self.simulation_id} · {self.position}"
