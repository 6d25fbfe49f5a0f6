"""What a bidder adds to its statement."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from marketplace.trading.models.registration import Registration


class Supplement(models.Model):
    """Words, and perhaps a paper, that come after the statement while the qualification is open; never altered.

    The seller reads the words under the code; the paper names the bidder, so only the bidder and the venue read it (R-BID-05).
    """

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="supplements")
    text = models.TextField(_("补充说明"))
    file = models.CharField(max_length=20, blank=True)  # number of the paper
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.registration_id}: {self.text[:20]}"
