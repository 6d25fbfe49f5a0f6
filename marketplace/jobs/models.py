"""Anything long: an import, a matching run, a simulation. Its times are real time, whatever market time says."""

from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel


class RealNow(Func):
    """The clock of the database: heartbeats do not follow a sandbox's market time."""

    template = "clock_timestamp()"
    output_field = models.DateTimeField()


class Job(StateModel):
    """How far one piece of long work has come, whether somebody wants it to stop, and where it would go on."""

    class State(models.TextChoices):
        QUEUED = "queued", _("排队中")
        RUNNING = "running", _("进行中")
        DONE = "done", _("已完成")
        FAILED = "failed", _("失败")
        CANCELLED = "cancelled", _("已取消")

    TRANSITIONS = (
        ("begin", {State.QUEUED, State.FAILED}, State.RUNNING),
        ("finish", {State.RUNNING}, State.DONE),
        ("fail", {State.QUEUED, State.RUNNING}, State.FAILED),
        ("cancel", {State.QUEUED, State.RUNNING}, State.CANCELLED),
    )

    number = NumberField(prefix="J")
    state = models.CharField(max_length=9, choices=State, default=State.QUEUED)
    kind = models.CharField(max_length=40)  # area.verb: catalogue.import_listings
    title = models.CharField(max_length=200)
    total = models.PositiveIntegerField(null=True)  # null while nobody knows
    done = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=500, blank=True)
    error = models.CharField(max_length=500, blank=True)
    cancel_requested = models.BooleanField(default=False)
    checkpoint = models.JSONField(default=dict, blank=True)  # what the work needs to go on after a crash
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )  # null: the market's own
    created_by = models.CharField(max_length=60)  # user:U-2027-000007 or system:matching.nightly
    created_at = models.DateTimeField(db_default=RealNow())
    started_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_running_job_has_a_heartbeat", condition=~Q(state="running") | Q(heartbeat_at__isnull=False)
            ),
            models.CheckConstraint(name="done_within_total", condition=Q(total__isnull=True) | Q(done__lte=F("total"))),
        ]
        indexes = [
            models.Index(fields=["organisation", "-id"], name="jobs_of_an_organisation"),
            models.Index(fields=["heartbeat_at"], name="running_jobs", condition=Q(state="running")),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def percent(self) -> int | None:
        """Whole percent done; None while the total is unknown."""
        return self.done * 100 // self.total if self.total else None

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.DONE, self.State.FAILED, self.State.CANCELLED)
