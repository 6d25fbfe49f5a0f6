"""From where, and with which device, bidders of a sale act: keyed hashes alone, for the signs of R-BID-13."""

from django.db import models

from accounts.models import Organisation
from marketplace.trading.models import Sale


class Trace(models.Model):
    """One connection of one bidder in one sale. Nobody reads it: after the end it is compared, and deleted when its time is over.

    Both marks are HMACs under a key of the server's, so that neither an address nor a device can be read or guessed from a copy.
    """

    sale = models.ForeignKey(Sale, on_delete=models.PROTECT, related_name="traces")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=32)
    device = models.CharField(max_length=32, blank=True)  # empty: a program, or a browser that keeps no cookie
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_trace_per_connection", fields=["sale", "organisation", "address", "device"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.sale_id} {self.organisation_id} {self.at}"
