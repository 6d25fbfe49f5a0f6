"""The certificate of a completed deal."""

from django.db import models

from accounts.models import ExchangeCode, User
from marketplace.desk.models import Correction
from marketplace.trading.models.sale import Sale


class Certificate(models.Model):
    """技术交易鉴证书 (R-SET-06): insert-only and signed. A correction is a new certificate that supersedes the old one."""

    number = models.CharField(max_length=20, unique=True)  # SW-2027-000001, without gaps per exchange and year
    sale = models.ForeignKey(Sale, on_delete=models.PROTECT, related_name="certificates")
    exchange = models.CharField(max_length=2, choices=ExchangeCode)
    payload = models.JSONField()
    sha256 = models.CharField(max_length=64)  # of the canonical payload, hexadecimal
    jws = models.TextField()  # the payload signed, compact
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    supersedes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="superseded_by")
    reason = models.CharField(max_length=300, blank=True)  # why it was issued anew
    correction = models.OneToOneField(
        Correction, null=True, on_delete=models.PROTECT, related_name="+"
    )  # of two persons

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_first_certificate_per_sale", fields=["sale"], condition=models.Q(supersedes__isnull=True)
            ),
            models.CheckConstraint(
                name="reissue_has_a_reason", condition=models.Q(supersedes__isnull=True) | ~models.Q(reason="")
            ),
            # Four eyes: a correction is decided by another person than who proposed it.
            models.CheckConstraint(
                name="reissue_comes_from_a_correction",
                condition=models.Q(supersedes__isnull=True, correction__isnull=True)
                | models.Q(supersedes__isnull=False, correction__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number
