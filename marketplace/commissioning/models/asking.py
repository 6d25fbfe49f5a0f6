"""What is asked about a call and answered before everybody, and how a call was amended."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from marketplace.commissioning.models.call import NOTE_MAX, OpenCall
from marketplace.core.numbers import NumberField
from marketplace.desk.models import PublicNotice


class CallQuestion(models.Model):
    """A question about a call. The public reads it with its answer, and not who asked."""

    number = NumberField(prefix="QA")
    call = models.ForeignKey(OpenCall, on_delete=models.PROTECT, related_name="questions")
    text = models.CharField(_("问题"), max_length=NOTE_MAX)
    asked_for = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.CharField(_("答复"), max_length=NOTE_MAX, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="answered_question_has_its_answer",
                condition=Q(answered_at__isnull=True, answer="", answered_by__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer=""),
            )
        ]

    def __str__(self) -> str:
        return self.number


class CallAmendment(models.Model):
    """What explains or prolongs a call. Insert-only: budget, criteria and weights are never amended."""

    call = models.ForeignKey(OpenCall, on_delete=models.PROTECT, related_name="amendments")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(_("变更内容"), max_length=NOTE_MAX)
    due_before_at = models.DateTimeField()
    due_at = models.DateTimeField()
    notice = models.OneToOneField(PublicNotice, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_amendment_per_place", fields=["call", "position"]),
            models.CheckConstraint(name="amendment_never_shortens", condition=Q(due_at__gte=models.F("due_before_at"))),
        ]

    def __str__(self) -> str:
        return f"{self.call_id} {self.position}"
