"""The working-day calendar: one row a day, no logic of weekends (R-GEN-04)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class CalendarYear(models.Model):
    """A year whose days are all there. A deadline that a provisional year decides is provisional itself."""

    class Status(models.TextChoices):
        OFFICIAL = "official", _("已公布")
        PROVISIONAL = "provisional", _("暂定")

    year = models.PositiveSmallIntegerField(primary_key=True)
    status = models.CharField(max_length=11, choices=Status)
    source = models.CharField(max_length=200)  # the notice, or what stands in for it
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_calendar_year_is_near", condition=Q(year__gte=1990, year__lte=2199))
        ]

    def __str__(self) -> str:
        return f"{self.year} ({self.get_status_display()})"

    @property
    def is_official(self) -> bool:
        return self.status == self.Status.OFFICIAL


class CalendarDay(models.Model):
    """Whether one day is worked, make-up weekends (调休) included."""

    date = models.DateField(primary_key=True)
    year = models.ForeignKey(CalendarYear, on_delete=models.PROTECT, related_name="days", db_index=False)
    working = models.BooleanField()
    name = models.CharField(max_length=40, blank=True)  # of the holiday, off or made up for

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_calendar_day_lies_in_its_year", condition=Q(date__year=models.F("year_id")))
        ]

    def __str__(self) -> str:
        return f"{self.date} {'+' if self.working else '-'} {self.name}"
