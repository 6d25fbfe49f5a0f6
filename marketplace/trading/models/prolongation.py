"""When the times of a lot at its listed price moved on, because nobody had come."""

from django.db import models
from django.db.models import F, Q

from marketplace.trading.models.sale import Sale


class Prolongation(models.Model):
    """One more period of disclosure and registration at the same price (R-LST-01). Insert-only; triggers (migrations/routes.sql) move the sale's times with it alone."""

    sale = models.ForeignKey(Sale, on_delete=models.PROTECT, related_name="prolongations")
    position = models.PositiveSmallIntegerField()  # from 1
    prolonged_at = models.DateTimeField()
    registration_ends_at = models.DateTimeField()
    opens_at = models.DateTimeField()
    free_ends_at = models.DateTimeField()
    former_registration_ends_at = models.DateTimeField()
    former_opens_at = models.DateTimeField()
    former_free_ends_at = models.DateTimeField()
    notice = models.CharField(max_length=20)  # PN-…

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_prolongation_per_place", fields=["sale", "position"]),
            models.CheckConstraint(
                name="prolongation_moves_on",
                condition=Q(
                    prolonged_at__gte=F("former_opens_at"),
                    registration_ends_at__gt=F("prolonged_at"),
                    opens_at__gte=F("registration_ends_at"),
                    free_ends_at__gt=F("opens_at"),
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sale_id}/{self.position}"
