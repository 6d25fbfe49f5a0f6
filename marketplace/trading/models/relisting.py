"""What a state-owned lot was valued at, and the second disclosure of a lot that found no buyer (R-SET-01, R-LST-01)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from marketplace.catalogue.models import Listing
from marketplace.core.money import MAX_FEN
from marketplace.core.numbers import NumberField

PAPER_MAX = 200


class FiledValuation(models.Model):
    """The valuation of a listing as it was filed with the body that supervises its owner; the latest one holds. Insert-only."""

    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="filed_valuations")
    amount_fen = models.BigIntegerField(_("评估值"), validators=[MinValueValidator(1), MaxValueValidator(MAX_FEN)])
    document = models.CharField(_("备案编号"), max_length=PAPER_MAX)
    filed_date = models.DateField(_("备案日期"))
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="filed_valuation_is_positive", condition=Q(amount_fen__gt=0))]

    def __str__(self) -> str:
        return f"{self.listing_id}: {self.document}"


class Relisting(models.Model):
    """A further disclosure of a lot that found no buyer, at the old floor or at a new one. Insert-only."""

    number = NumberField(prefix="RL")
    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="relistings")
    floor_fen = models.BigIntegerField(_("转让底价"), validators=[MinValueValidator(1), MaxValueValidator(MAX_FEN)])
    before_fen = models.BigIntegerField()  # the floor until then
    least_fen = models.BigIntegerField(null=True)  # what a state-owned lot may be cut to without approval (R-SET-01)
    approval = models.CharField(_("批准文件"), max_length=PAPER_MAX, blank=True)
    working_days = models.PositiveSmallIntegerField()
    disclosed_from = models.DateTimeField()
    disclosure_ends_at = models.DateTimeField()
    notice = models.CharField(max_length=20)  # PN-…
    relisted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="floor_is_positive", condition=Q(floor_fen__gt=0)),
            models.CheckConstraint(
                name="price_below_the_limit_is_approved",
                condition=Q(least_fen__isnull=True)
                | Q(floor_fen__gte=F("least_fen"))
                | Q(floor_fen=F("before_fen"))
                | ~Q(approval=""),
            ),
            models.CheckConstraint(
                name="relisting_is_disclosed", condition=Q(disclosure_ends_at__gt=F("disclosed_from"))
            ),
        ]

    def __str__(self) -> str:
        return self.number
