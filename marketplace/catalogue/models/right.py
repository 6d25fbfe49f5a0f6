"""What a listing consists of: patents, software, varieties, layouts, trade secrets."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.catalogue.models.choices import PatentKind, RightKind, RightStatus
from marketplace.catalogue.models.listing import Listing


class Right(models.Model):
    """One right of a listing (R-PRI-08). The title of a trade secret is for the parties, never for public text (R-LST-07)."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="rights")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("权利类型"), max_length=14, choices=RightKind)
    patent_kind = models.CharField(_("专利类型"), max_length=14, choices=PatentKind, blank=True)
    number = models.CharField(_("申请号或登记号"), max_length=40, blank=True)
    title = models.CharField(_("权利名称"), max_length=200, blank=True)
    status = models.CharField(_("法律状态"), max_length=12, choices=RightStatus, default=RightStatus.GRANTED)
    status_checked_date = models.DateField(_("法律状态核查日期"), null=True, blank=True)  # R-LST-08
    filing_date = models.DateField(_("申请日"), null=True, blank=True)
    term_ends_date = models.DateField(null=True, blank=True)  # last day of protection, R-CON-10
    note = models.CharField(_("备注"), max_length=500, blank=True)
    live = models.BooleanField(default=False)  # bound to a listing that is on its way to a sale

    class Meta:
        constraints = [
            models.UniqueConstraint(name="right_position_in_listing", fields=["listing", "position"]),
            # One right, one listing at a time, on whichever exchange.
            models.UniqueConstraint(
                name="one_live_listing_per_right", fields=["kind", "number"], condition=Q(live=True) & ~Q(number="")
            ),
            models.CheckConstraint(
                name="trade_secret_has_no_number", condition=~Q(kind=RightKind.TRADE_SECRET) | Q(number="")
            ),
        ]
        indexes = [models.Index(fields=["number"], name="rights_by_number", condition=~Q(number=""))]

    def __str__(self) -> str:
        return self.number or self.get_kind_display()

    def has_lapsed(self, day: date) -> bool:
        """Whether its protection is over: by its term, or as the register says (R-CON-10)."""
        ended = self.status in (RightStatus.LAPSED, RightStatus.INVALIDATED)
        return ended or (self.term_ends_date is not None and self.term_ends_date < day)

    @property
    def is_secret(self) -> bool:
        return self.kind == RightKind.TRADE_SECRET

    @property
    def public_title(self) -> str:
        """The title for public text; a trade secret shows only its kind."""
        return str(self.get_kind_display()) if self.is_secret else self.title
