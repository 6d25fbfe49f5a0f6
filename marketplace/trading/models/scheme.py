"""By what a weighted sale is judged (R-BID-16)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode, User
from marketplace.catalogue.models import Listing
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel

NAME_MAX = 60
MEASURE_MAX = 500


class Scheme(StateModel):
    """The criteria of a weighted sale with their weights, drafted for a listing and approved by another person of the venue.

    Triggers (migrations/sealed.sql) hold that the weights make a hundred and that nothing of it changes.
    """

    class State(models.TextChoices):
        DRAFTED = "drafted", _("待复核")
        APPROVED = "approved", _("已通过")
        REJECTED = "rejected", _("未通过")

    TRANSITIONS = (
        ("approve", {State.DRAFTED}, State.APPROVED),
        ("reject", {State.DRAFTED}, State.REJECTED),
    )

    number = NumberField(prefix="WS")
    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="schemes")
    exchange = models.CharField(max_length=2, choices=ExchangeCode)
    state = models.CharField(max_length=8, choices=State, default=State.DRAFTED)
    price_weight = models.PositiveSmallIntegerField(_("价格权重"))  # of 100
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(_("理由"), max_length=500, blank=True)  # of the decision

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="scheme_is_decided_by_another",
                condition=Q(state="drafted", decided_by__isnull=True)
                | Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(decided_by=models.F("drafted_by")),
            ),
            models.CheckConstraint(
                name="price_weighs_half_at_least", condition=Q(price_weight__gte=50, price_weight__lt=100)
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Criterion(models.Model):
    """One of them besides the price: what is looked at, and by which measure."""

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="criteria")
    position = models.PositiveSmallIntegerField()  # from 1
    name = models.CharField(_("评价项"), max_length=NAME_MAX)
    measure = models.CharField(_("评分办法"), max_length=MEASURE_MAX, blank=True)
    weight = models.PositiveSmallIntegerField(_("权重"))  # of 100

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_criterion_per_position", fields=["scheme", "position"]),
            models.UniqueConstraint(name="one_criterion_per_name", fields=["scheme", "name"]),
            models.CheckConstraint(name="criterion_weighs_something", condition=Q(weight__gte=1, weight__lte=50)),
        ]

    def __str__(self) -> str:
        return self.name
