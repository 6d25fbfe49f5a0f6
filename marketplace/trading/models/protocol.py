"""What the market put its name to as a sale closed."""

from django.db import models
from django.db.models import Q

from marketplace.trading.models.sale import Sale


class Protocol(models.Model):
    """The signed end of the chain of a sale's lines (`trading.protocol`); insert-only (migrations/protocols.sql)."""

    sale = models.OneToOneField(Sale, on_delete=models.PROTECT, primary_key=True)
    line_count = models.PositiveIntegerField()
    head = models.CharField(max_length=64)  # SHA-256 of the last line
    jws = models.TextField()
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="protocol_has_lines", condition=Q(line_count__gte=2))]

    def __str__(self) -> str:
        return f"{self.sale_id}: {self.head}"
