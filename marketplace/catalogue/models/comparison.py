"""What was measured beside today's practice."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.catalogue.models.listing import Listing

FIGURE_MOST = Decimal(10) ** 11
BOUNDS = [MinValueValidator(-FIGURE_MOST), MaxValueValidator(FIGURE_MOST)]


class Comparison(models.Model):
    """One figure of a listing beside the same figure of what is done today, with how it was measured and who says so.

    Public as the listing is; a parameter that is a trade secret does not belong here (R-LST-07).
    """

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="comparisons")
    position = models.PositiveSmallIntegerField()
    measure = models.CharField(_("指标"), max_length=80)
    unit = models.CharField(_("单位"), max_length=20, blank=True)  # empty for a ratio
    ours = models.DecimalField(_("本成果"), max_digits=18, decimal_places=6, validators=BOUNDS)
    today = models.DecimalField(_("现有做法"), max_digits=18, decimal_places=6, validators=BOUNDS)
    practice = models.CharField(_("现有做法是什么"), max_length=120)
    method = models.CharField(_("测量方法"), max_length=200)
    origin = models.CharField(_("数据来源"), max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="comparison_position_in_listing", fields=["listing", "position"]),
            models.CheckConstraint(
                name="comparison_says_how_and_whence",
                condition=~Q(measure="") & ~Q(practice="") & ~Q(method="") & ~Q(origin=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {plain(self.ours)} / {plain(self.today)} {self.unit}".rstrip()

    @property
    def change_bp(self) -> int | None:
        """How far ours lies from today's, in basis points of today's; None where today's is nought."""
        return round((self.ours - self.today) / abs(self.today) * 10_000) if self.today else None


def plain(figure: Decimal) -> str:
    """A figure as people write it: no exponent, no noughts at its end.

    >>> plain(Decimal("12.500000")), plain(Decimal("300")), plain(Decimal("0.000001"))
    ('12.5', '300', '0.000001')
    """
    text = f"{figure:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
