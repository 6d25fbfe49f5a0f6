"""What each side declares about clauses that would monopolise technology, and the clauses people have to look at (R-CON-11)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from marketplace.contracts.models.choices import Point, Side
from marketplace.contracts.models.deed import NOTE_MAX, DeedVersion
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel


class Declaration(models.Model):
    """Which of the six kinds a side finds in a version; an empty list says that there is none."""

    version = models.ForeignKey(DeedVersion, on_delete=models.PROTECT, related_name="declarations")
    side = models.CharField(max_length=8, choices=Side)
    points = ArrayField(models.CharField(max_length=12, choices=Point), default=list, blank=True)
    declared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_declaration_per_side", fields=["version", "side"])]

    def __str__(self) -> str:
        return f"{self.version_id} {self.side}"


class FlagState(models.TextChoices):
    OPEN = "open", _("待答复")
    CLEARED = "cleared", _("认为合法")
    UPHELD = "upheld", _("须修改")


class DeedFlag(StateModel):
    """A clause that may be of one of the six kinds: found by its words, or declared by a side. Nobody signs until it is cleared."""

    class Source(models.TextChoices):
        WORDS = "words", _("条款文字提示")
        SIDE = "side", _("一方勾选")

    State = FlagState
    TRANSITIONS = (
        ("clear", {FlagState.OPEN, FlagState.UPHELD}, FlagState.CLEARED),
        ("uphold", {FlagState.OPEN}, FlagState.UPHELD),
    )

    number = NumberField(prefix="FL")
    version = models.ForeignKey(DeedVersion, on_delete=models.PROTECT, related_name="flags")
    point = models.CharField(max_length=12, choices=Point)
    clause = models.CharField(max_length=20, blank=True)  # empty: a side has ticked the kind as a whole
    excerpt = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=5, choices=Source)
    side = models.CharField(
        max_length=8, choices=Side
    )  # whose words they are, or who has ticked: the other one answers
    state = models.CharField(max_length=7, choices=FlagState, default=FlagState.OPEN)
    raised_at = models.DateTimeField()
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    answered_for = models.CharField(max_length=8, blank=True)  # a side, or `venue`
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=NOTE_MAX, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_flag_per_clause_and_kind", fields=["version", "clause", "point"]),
            models.CheckConstraint(
                name="flag_is_answered_with_reasons",
                condition=Q(state=FlagState.OPEN) | Q(answered_by__isnull=False) & ~Q(answer=""),
            ),
        ]

    def __str__(self) -> str:
        return self.number
