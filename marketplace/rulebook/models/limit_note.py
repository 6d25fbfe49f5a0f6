"""That a time limit was told of, once before its end and once after it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.core.numbers import NumberField


class LimitNote(models.Model):
    """One reminder, or one word that a limit was missed: the row of an area by its limit and key. A limit that moved is told anew."""

    class Step(models.TextChoices):
        NEAR = "near", _("将届满")
        MISSED = "missed", _("已届满")

    number = NumberField(prefix="TL")
    limit = models.CharField(max_length=40)  # a code of `time_limits.LIMITS`
    row = models.BigIntegerField()
    due_at = models.DateTimeField()
    step = models.CharField(max_length=6, choices=Step)
    about = models.CharField(max_length=40)  # the number of what it is about, as its page takes it
    title = models.CharField(max_length=300)
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="a_limit_is_told_once_a_step", fields=["limit", "row", "due_at", "step"])
        ]

    def __str__(self) -> str:
        return self.number
