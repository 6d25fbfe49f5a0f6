"""Changes of name and mergers: what an organisation was called, and who stands in its place."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.organisation import ExchangeCode, Organisation
from accounts.models.user import User
from accounts.models.waiting import WaitingModel
from marketplace.core.numbers import NumberField


class NameChange(WaitingModel):
    """A new name, proposed by an administrator with the new licence; once confirmed, the old one is a former name."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("待确认")
        CONFIRMED = "confirmed", _("已更名")
        REFUSED = "refused", _("未予确认")

    WAITING = State.PROPOSED
    TRANSITIONS = (
        ("confirm", {State.PROPOSED}, State.CONFIRMED),
        ("refuse", {State.PROPOSED}, State.REFUSED),
    )

    number = NumberField(prefix="NC")
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="name_changes")
    old_name = models.CharField(max_length=120)
    old_name_en = models.CharField(max_length=160, blank=True)
    new_name = models.CharField(_("新名称"), max_length=120)
    new_name_en = models.CharField(_("英文名称"), max_length=160, blank=True)
    licence = models.ForeignKey("files.File", on_delete=models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_by_exchange = models.CharField(max_length=2, choices=ExchangeCode, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)  # until when the old name was in use here
    reason = models.CharField(max_length=500, blank=True)  # of the refusal

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_change_of_name_at_a_time",
                fields=["organisation"],
                condition=Q(state="proposed"),
                violation_error_message=_("已有一项更名申请等待确认。"),
            ),
            models.CheckConstraint(
                name="a_change_of_name_is_decided_by_another",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Merger(WaitingModel):
    """One organisation is absorbed by another: proposed by one officer, approved by a second (four eyes)."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("待复核")
        APPROVED = "approved", _("已合并")
        REJECTED = "rejected", _("未予通过")

    WAITING = State.PROPOSED
    TRANSITIONS = (
        ("approve", {State.PROPOSED}, State.APPROVED),
        ("reject", {State.PROPOSED}, State.REJECTED),
    )

    number = NumberField(prefix="MG")
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    absorbed = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="mergers")
    successor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="takeovers")
    reasons = models.CharField(_("依据与说明"), max_length=1000)
    paper = models.ForeignKey("files.File", on_delete=models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)  # of the rejection

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_merger_at_a_time",
                fields=["absorbed"],
                condition=~Q(state="rejected"),
                violation_error_message=_("该单位已有一项合并等待复核或已经合并。"),
            ),
            models.CheckConstraint(name="nobody_absorbs_himself", condition=~Q(absorbed=F("successor"))),
            models.CheckConstraint(
                name="a_merger_is_decided_by_another",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
            ),
        ]

    def __str__(self) -> str:
        return self.number
