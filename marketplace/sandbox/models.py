"""What only the sandbox keeps: the lots of the tour."""

from django.db import models

from marketplace.trading.models import Sale


class TourLot(models.Model):
    """A sale that was prepared for one visitor's tour. Robots bid in these sales and in no other."""

    sale = models.OneToOneField(Sale, on_delete=models.PROTECT, related_name="tour_lot")
    prepared_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"tour of {self.sale_id}"
