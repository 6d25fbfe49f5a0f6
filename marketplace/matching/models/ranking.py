"""A ranking of matches as it was taught at one time."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel


class Ranking(StateModel):
    """What a ranking was taught with, and how it did beside the one that was in force; one is in force at a time.

    `material` is a `learning.Material`, kept as it was: the same material makes the same ranking. Before the first one the ranking that ships
    is in force, which knows no text of this market.
    """

    class State(models.TextChoices):
        IN_FORCE = "in_force", _("使用中")
        RETIRED = "retired", _("已停用")
        REJECTED = "rejected", _("未采用")

    TRANSITIONS = (("retire", {State.IN_FORCE}, State.RETIRED),)

    number = NumberField(prefix="RK")
    state = models.CharField(max_length=8, choices=State)
    material = models.BinaryField(editable=False)
    checksum = models.CharField(max_length=64)  # SHA-256 of the material, hex
    needs = models.PositiveIntegerField()
    listings = models.PositiveIntegerField()
    graded = models.PositiveIntegerField()  # pairs it learned from
    # Of both on the pairs held back: {"held": pairs, "ours": {"pairwise", "gain", "closeness"}, "theirs": {…}}; empty where nothing was held back.
    quality = models.JSONField(default=dict, blank=True)
    taught_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_ranking_in_force", fields=["state"], condition=Q(state="in_force")),
            models.CheckConstraint(
                name="retired_ranking_has_its_time",
                condition=Q(state="retired", retired_at__isnull=False)
                | ~Q(state="retired") & Q(retired_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.number
