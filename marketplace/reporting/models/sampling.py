"""Random sampling (双随机): which cases are inspected, and by whom, is drawn so that anybody can recompute it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode, Organisation, User
from marketplace.catalogue.models import Listing
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel


class Sampling(StateModel):
    """A draw of cases and inspectors. The hash of its seed and both lists are public before; docs/algorithms/sampling.md says how."""

    class State(models.TextChoices):
        PLANNED = "planned", _("待抽取")
        DRAWN = "drawn", _("已抽取")

    TRANSITIONS = (("draw", {State.PLANNED}, State.DRAWN),)

    number = NumberField(prefix="SM")
    state = models.CharField(max_length=7, choices=State, default=State.PLANNED)
    title = models.CharField(_("抽查名称"), max_length=120)
    exchange = models.CharField(_("交易机构"), max_length=2, choices=ExchangeCode, blank=True)
    first_date = models.DateField(_("起始日期"))
    last_date = models.DateField(_("截止日期"))
    size = models.PositiveSmallIntegerField(_("抽取案件数"))
    per_case = models.PositiveSmallIntegerField(_("每案检查人员数"))
    cases = models.JSONField(default=list)  # [[listing, exchange, seller, buyer], …] in order of their numbers
    inspectors = models.JSONField(default=list)  # [[user, organisation, exchange], …] in order of their numbers
    lists_sha256 = models.CharField(max_length=64)
    commitment = models.CharField(max_length=64)  # SHA-256 of the seed, public at once
    seed_ciphertext = models.TextField()
    planned_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()

    seed = models.CharField(max_length=64, blank=True)  # hexadecimal, public after the draw
    beacon_seq = models.BigIntegerField(null=True)  # the last line of the log before the draw
    beacon = models.CharField(max_length=64, blank=True)  # and its hash
    drawn_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="another_person_draws", condition=Q(drawn_by__isnull=True) | ~Q(drawn_by=F("planned_by"))
            ),
            models.CheckConstraint(
                name="drawn_sampling_shows_its_seed",
                condition=Q(state="planned", seed="")
                | (Q(state="drawn", beacon_seq__isnull=False, drawn_by__isnull=False) & ~Q(seed="") & ~Q(beacon="")),
            ),
            models.CheckConstraint(name="sampling_draws_somebody", condition=Q(size__gte=1, per_case__gte=1)),
        ]

    def __str__(self) -> str:
        return self.number


class Inspection(StateModel):
    """One case that was drawn, until its inspectors have written down what they found."""

    class State(models.TextChoices):
        ASSIGNED = "assigned", _("待检查")
        RECORDED = "recorded", _("已记录")

    class Result(models.TextChoices):
        NONE = "none", _("未发现问题")
        MINOR = "minor", _("轻微问题，已要求改正")
        SERIOUS = "serious", _("严重问题，建议移送")

    TRANSITIONS = (("record", {State.ASSIGNED}, State.RECORDED),)

    number = NumberField(prefix="IS")
    state = models.CharField(max_length=8, choices=State, default=State.ASSIGNED)
    sampling = models.ForeignKey(Sampling, on_delete=models.PROTECT, related_name="inspections")
    position = models.PositiveSmallIntegerField()
    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="+")
    result = models.CharField(_("检查结果"), max_length=7, choices=Result, blank=True)
    findings = models.CharField(_("检查情况"), max_length=2000, blank=True)
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_inspection_per_case_drawn", fields=["sampling", "listing"]),
            models.CheckConstraint(
                name="recorded_inspection_has_findings",
                condition=Q(state="assigned") | (~Q(result="") & ~Q(findings="") & Q(recorded_by__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Inspector(models.Model):
    """A person assigned to an inspection, acting for the organisation he was drawn with."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="inspectors")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="inspector_once_per_inspection", fields=["inspection", "user"])]

    def __str__(self) -> str:
        return f"{self.inspection_id} {self.user_id}"
