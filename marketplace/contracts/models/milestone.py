"""Milestones of a contract in force, and what was handed in for them: a full history, nothing is overwritten."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from marketplace.contracts.models.deed import NOTE_MAX, Deed
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel


class MilestoneState(models.TextChoices):
    PENDING = "pending", _("待交付")
    HANDED_IN = "handed_in", _("待验收")
    RETURNED = "returned", _("退回整改")
    ACCEPTED = "accepted", _("已验收")
    DROPPED = "dropped", _("不再履行")


class DeedMilestone(StateModel):
    """What is handed in by when. Its words and its day are those of the version in force (trigger)."""

    State = MilestoneState
    TRANSITIONS = (
        ("hand_in", {MilestoneState.PENDING, MilestoneState.RETURNED}, MilestoneState.HANDED_IN),
        ("accept", {MilestoneState.HANDED_IN}, MilestoneState.ACCEPTED),
        ("send_back", {MilestoneState.HANDED_IN}, MilestoneState.RETURNED),
        ("drop", {MilestoneState.PENDING, MilestoneState.HANDED_IN, MilestoneState.RETURNED}, MilestoneState.DROPPED),
    )

    number = NumberField(prefix="MS")
    deed = models.ForeignKey(Deed, on_delete=models.PROTECT, related_name="milestones")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    deliverables = models.CharField(max_length=1_000)
    acceptance = models.CharField(max_length=1_000)
    amount_fen = models.BigIntegerField(null=True)  # of the price, due with it
    due_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=MilestoneState, default=MilestoneState.PENDING)
    overdue_at = models.DateTimeField(null=True)  # noted by the sweep
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_live_milestone_per_position",
                fields=["deed", "position"],
                condition=~Q(state=MilestoneState.DROPPED),
            ),
            models.CheckConstraint(
                name="milestone_accepted_at_a_time",
                condition=Q(state=MilestoneState.ACCEPTED) ^ Q(accepted_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="milestones_to_watch",
                condition=Q(state__in=["pending", "returned"], overdue_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.number


class HandoverState(models.TextChoices):
    HANDED_IN = "handed_in", _("待验收")
    ACCEPTED = "accepted", _("验收合格")
    RETURNED = "returned", _("退回整改")
    DROPPED = "dropped", _("不再履行")


class Handover(StateModel):
    """One time that something was handed in for a milestone, with its files (`handover:HO-…`), until it is answered.

    Unanswered at `answer_due_at` it is reminded of; at `silence_due_at` the consequence follows that the contract names.
    """

    State = HandoverState
    TRANSITIONS = (
        ("accept", {HandoverState.HANDED_IN}, HandoverState.ACCEPTED),
        ("send_back", {HandoverState.HANDED_IN}, HandoverState.RETURNED),
        ("drop", {HandoverState.HANDED_IN}, HandoverState.DROPPED),
    )

    number = NumberField(prefix="HO")
    milestone = models.ForeignKey(DeedMilestone, on_delete=models.PROTECT, related_name="handovers")
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=9, choices=HandoverState, default=HandoverState.HANDED_IN)
    note = models.CharField(_("交付说明"), max_length=NOTE_MAX)
    handed_in_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    handed_in_at = models.DateTimeField()
    answer_due_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    silence_due_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)  # the venue was told, where the contract wants that
    by_silence = models.BooleanField(default=False)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(_("验收意见"), max_length=NOTE_MAX, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="handover_position", fields=["milestone", "position"]),
            models.UniqueConstraint(
                name="one_open_handover_per_milestone",
                fields=["milestone"],
                condition=Q(state=HandoverState.HANDED_IN),
            ),
            models.CheckConstraint(
                name="handover_is_returned_with_reasons", condition=~Q(state=HandoverState.RETURNED) | ~Q(answer="")
            ),
            models.CheckConstraint(
                name="silence_only_after_a_reminder",
                condition=Q(by_silence=False) | Q(reminded_at__isnull=False, answered_by__isnull=True),
            ),
        ]
        indexes = [
            models.Index(
                fields=["answer_due_at"], name="handovers_to_watch", condition=Q(state=HandoverState.HANDED_IN)
            )
        ]

    def __str__(self) -> str:
        return self.number
