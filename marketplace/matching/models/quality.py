"""How good the matches of a month were, by technology field, as their two sides said: what is published."""

from django.db import models
from django.db.models import F, Q

from marketplace.catalogue.models import TechnologyField


class QualityFigure(models.Model):
    """Counts of one month of proposals in one field, or in all; drawn up anew every night, for feedback comes late.

    `judged_k` are the matches among the best k of each need that feedback gives a grade, `fit_k` those of them that fit (grade 3 or 4).
    """

    month = models.DateField()  # its first day, in Shanghai
    field = models.ForeignKey(TechnologyField, null=True, on_delete=models.PROTECT, related_name="+")  # null: all
    needs = models.PositiveIntegerField()
    proposed = models.PositiveIntegerField()
    judged_1 = models.PositiveIntegerField()
    fit_1 = models.PositiveIntegerField()
    judged_3 = models.PositiveIntegerField()
    fit_3 = models.PositiveIntegerField()
    judged_10 = models.PositiveIntegerField()
    fit_10 = models.PositiveIntegerField()
    connected = models.PositiveIntegerField()
    contracted = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_quality_figure_per_month_and_field", fields=["month", "field"], nulls_distinct=False
            ),
            models.CheckConstraint(
                name="what_fits_was_judged",
                condition=Q(fit_1__lte=F("judged_1"), fit_3__lte=F("judged_3"), fit_10__lte=F("judged_10")),
            ),
            models.CheckConstraint(
                name="judged_are_among_the_best",
                condition=Q(judged_1__lte=F("judged_3"), judged_3__lte=F("judged_10"), judged_10__lte=F("proposed")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.field_id or ''}"
