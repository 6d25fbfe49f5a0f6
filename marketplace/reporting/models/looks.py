"""What supervisors looked at."""

from django.db import models
from django.db.models import Q

from accounts.models import ExchangeCode, Organisation, User


class Look(models.Model):
    """One page or answer that a supervisor was shown; insert-only. The exchange it is about can read it."""

    at = models.DateTimeField()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    path = models.CharField(max_length=300)
    subject = models.CharField(max_length=30, blank=True)  # the number in the address; empty: a list
    exchange = models.CharField(max_length=2, choices=ExchangeCode, blank=True)  # whose thing; empty: no single one
    status = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["exchange", "-id"], name="looks_at_an_exchange"),
            models.Index(fields=["-id"], name="looks_at_no_single_one", condition=Q(exchange="")),
        ]

    def __str__(self) -> str:
        return f"{self.at} {self.path}"
