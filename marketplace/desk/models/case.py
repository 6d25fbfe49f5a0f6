"""A case: one listing on its way through the desk of its exchange."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode, Organisation, User
from marketplace.catalogue.models import Listing
from marketplace.core.errors import Refused
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel
from marketplace.desk.models.stages import AFTER_EXAMINATION, BEFORE_ACCEPTANCE, MOVES, TABLE, Stage, WaitingFor


class CaseState(models.TextChoices):
    RUNNING = "running", _("办理中")
    SUSPENDED = "suspended", _("已中止")
    TERMINATED = "terminated", _("已终结")
    ARCHIVED = "archived", _("已归档")


# What has a limit that can be past. Bidders are not late, and a case that waits for nobody is not either; of the stages that
# wait for bidders only the offer has an end of its own, that of its disclosure, until a sale is announced.
CAN_BE_LATE = Q(state=CaseState.RUNNING, due_at__isnull=False, overdue_at__isnull=True) & (
    ~Q(waiting_for__in=[WaitingFor.BIDDERS, WaitingFor.NOBODY])
    | Q(stage=Stage.INTEREST, waiting_for=WaitingFor.BIDDERS, deal="")
)
SUSPENDED_TOO_LONG = Q(state=CaseState.SUSPENDED, overdue_at__isnull=True)


class CaseQuerySet(models.QuerySet["Case"]):
    def running(self) -> Self:
        return self.filter(state=CaseState.RUNNING)

    def for_lists(self) -> Self:
        """With what a queue shows, in one query."""
        return self.select_related("listing", "applicant", "assignee")


class Case(StateModel):
    """From the application to the archive, in the stages of `stages.TABLE`; its history are its steps.

    `taken_over`: the listing came this far before its case was opened (an imported or an older one), so who accepted and
    who examined it stands in the log only. Every other case that is announced was accepted and examined, by two persons.
    """

    State = CaseState
    Stage = Stage
    TRANSITIONS = (
        ("suspend", {CaseState.RUNNING}, CaseState.SUSPENDED),
        ("resume", {CaseState.SUSPENDED}, CaseState.RUNNING),
        ("terminate", {CaseState.RUNNING, CaseState.SUSPENDED}, CaseState.TERMINATED),
        ("archive", {CaseState.RUNNING}, CaseState.ARCHIVED),
    )

    number = NumberField(prefix="P")  # P-2027-000042
    listing = models.OneToOneField(Listing, on_delete=models.PROTECT, related_name="case")
    exchange = models.CharField(_("交易机构"), max_length=2, choices=ExchangeCode)
    applicant = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="cases")
    transferee = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="cases_bought"
    )  # known from the result on
    title = models.CharField(_("项目名称"), max_length=200)
    project_number = models.CharField(_("项目编号"), max_length=20, blank=True)

    state = models.CharField(max_length=10, choices=CaseState, default=CaseState.RUNNING)
    stage = models.CharField(_("环节"), max_length=13, choices=Stage, default=Stage.APPLICATION)
    waiting_for = models.CharField(_("等待"), max_length=9, choices=WaitingFor, default=WaitingFor.APPLICANT)
    opened_at = models.DateTimeField()
    stage_since = models.DateTimeField()
    due_at = models.DateTimeField(_("办理期限"), null=True)
    overdue_at = models.DateTimeField(
        null=True
    )  # when the sweep found the time limit past; empty again in the next stage
    assignee = models.ForeignKey(
        User, verbose_name=_("承办人"), on_delete=models.PROTECT, null=True, related_name="cases"
    )

    accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    examined_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    taken_over = models.BooleanField(default=False)
    deal = models.CharField(max_length=40, blank=True)  # sale:S-2027-000042, from its announcement until it fails
    disclosure_from = models.DateTimeField(null=True)  # of the stretch that runs, or ran before the suspension
    disclosed_working_days = models.PositiveSmallIntegerField(default=0)  # of earlier stretches (R-LST-06)
    suspended_at = models.DateTimeField(null=True)
    suspension_ends_at = models.DateTimeField(null=True)  # at most R-LST-06 after the suspension
    ended_at = models.DateTimeField(null=True)  # terminated or archived
    retain_until = models.DateField(null=True)  # of an archived case (R-GEN-10)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="examined_by_another_person",
                condition=Q(examined_by__isnull=True) | Q(accepted_by__isnull=False) & ~Q(examined_by=F("accepted_by")),
            ),
            models.CheckConstraint(
                name="announced_case_was_accepted_and_examined",
                condition=~Q(stage__in=sorted(AFTER_EXAMINATION)) | Q(taken_over=True) | Q(examined_by__isnull=False),
            ),
            models.CheckConstraint(
                name="suspended_case_has_an_end",
                condition=Q(state=CaseState.SUSPENDED, suspended_at__isnull=False, suspension_ends_at__isnull=False)
                | ~Q(state=CaseState.SUSPENDED) & Q(suspended_at__isnull=True, suspension_ends_at__isnull=True),
            ),
            models.CheckConstraint(
                name="archived_case_is_kept_for_years",
                condition=~Q(state=CaseState.ARCHIVED) | Q(retain_until__isnull=False, ended_at__isnull=False),
            ),
        ]
        indexes = [
            # The queues of an exchange: a stage by urgency, newest of all, one colleague's, and what the sweep looks for.
            models.Index(fields=["exchange", "stage", "due_at", "id"], name="desk_queue", condition=Q(state="running")),
            models.Index(fields=["exchange", "due_at", "id"], name="desk_queue_of_all", condition=Q(state="running")),
            models.Index(fields=["exchange", "state", "-id"], name="desk_cases_by_state"),
            models.Index(fields=["exchange", "assignee", "due_at"], name="desk_load", condition=Q(state="running")),
            models.Index(fields=["applicant", "-id"], name="desk_cases_of_applicant"),
            models.Index(fields=["due_at", "id"], name="desk_cases_due", condition=CAN_BE_LATE),
            models.Index(
                fields=["suspension_ends_at", "id"], name="desk_suspensions_due", condition=SUSPENDED_TOO_LONG
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def is_before_acceptance(self) -> bool:
        return self.stage in BEFORE_ACCEPTANCE

    def may_step(self, verb: str) -> bool:
        """Whether the stage table allows `verb` now."""
        return self.state == CaseState.RUNNING and self.stage in MOVES[verb][0]

    def step_to(self, verb: str, **changes: Any) -> None:
        """Follow `verb` of the stage table in one guarded UPDATE. Raises Refused if the case stands elsewhere."""
        sources, target = MOVES[verb]
        self.put_on(sources, target, **changes)

    def put_on(self, sources: frozenset[str], stage: str, **changes: Any) -> None:
        """Put a running case that stands in one of `sources` on `stage`. Raises Refused otherwise, with where it stands."""
        rows = Case.objects.filter(pk=self.pk, state=CaseState.RUNNING, stage__in=sources)
        if not rows.update(stage=stage, overdue_at=None, **changes):
            self.refresh_from_db(fields=["state", "stage"])
            raise self.elsewhere()
        for name, value in {"stage": stage, "overdue_at": None, **changes}.items():
            setattr(self, name, value)

    def elsewhere(self) -> Refused:
        """The refusal of an act that does not fit where the case stands, with the rule of the stage that it is in."""
        message = __("案件 {number} 现处于“{stage}”（{state}），不能办理此项。可能已由同事办理，请刷新页面查看。")
        told = {"number": self.number, "stage": self.get_stage_display(), "state": self.get_state_display()}
        return Refused(message.format(**told), rule=TABLE[self.stage].rule, code="case_elsewhere")

    def is_overdue(self, now: datetime) -> bool:
        return self.state == CaseState.RUNNING and self.due_at is not None and self.due_at < now
