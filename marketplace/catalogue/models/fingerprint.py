"""What the text of a listing looks like, so that near-same ones are found among a million."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from marketplace.catalogue.models.listing import Listing


class Fingerprint(models.Model):
    """The sketch of a listing's title and abstract with the keys under which candidates are found (`resembling.py`).

    A projection that follows the log: it can be drawn again from the listings.
    """

    listing = models.OneToOneField(Listing, on_delete=models.CASCADE, primary_key=True, related_name="fingerprint")
    sketch = models.BinaryField(max_length=256)
    keys = ArrayField(models.BigIntegerField(), size=16)

    class Meta:
        indexes = [GinIndex(fields=["keys"], name="listings_by_likeness")]

    def __str__(self) -> str:
        return str(self.listing_id)
