"""A bidder's place in one sale."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode, Organisation, User
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel
from marketplace.ledger.models import Transfer
from marketplace.trading.models.sale import Sale


class Registration(StateModel):
    """An organisation registered for a sale. Only it may know its code before the end (R-BID-05)."""

    class State(models.TextChoices):
        REGISTERED = "registered", _("待交保证金")
        QUALIFIED = "qualified", _("保证金已到账")
        RETURNED = "returned", _("保证金已退还")
        APPLIED = "applied", _("保证金已抵作价款")

    TRANSITIONS = (
        ("qualify", {State.REGISTERED}, State.QUALIFIED),
        ("return", {State.QUALIFIED}, State.RETURNED),
        ("apply", {State.QUALIFIED}, State.APPLIED),
    )

    number = NumberField(prefix="RG")
    sale = models.ForeignKey(Sale, on_delete=models.PROTECT, related_name="registrations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="registrations")
    code = models.CharField(max_length=3)  # A7: random, so that its order says nothing
    via_exchange = models.CharField(
        _("推荐交易机构"), max_length=2, choices=ExchangeCode
    )  # shares in the fees (R-FEE-14)
    state = models.CharField(max_length=10, choices=State, default=State.REGISTERED)
    registered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()
    receipt = models.OneToOneField(
        Transfer, null=True, on_delete=models.PROTECT, related_name="+"
    )  # the money's arrival
    held = models.OneToOneField(Transfer, null=True, on_delete=models.PROTECT, related_name="+")
    qualified_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    qualified_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)  # of the hold: returned or applied

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_registration_per_bidder", fields=["sale", "organisation"]),
            models.UniqueConstraint(name="one_bidder_per_code", fields=["sale", "code"]),
            models.CheckConstraint(
                name="qualified_only_with_a_held_deposit",
                condition=Q(state="registered")
                | Q(held__isnull=False, receipt__isnull=False, qualified_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def label(self) -> str:
        """How everybody sees the bidder until the end: `竞买人 A7`."""
        return _("竞买人 {code}").format(code=self.code)


class Pseudonym:
    """A bidder as the log may name it while the sale runs: by code or registration, without the organisation (R-BID-05).

    The organisation stands in the withheld payload of the registration's line, and in the open line of the closing.
    """

    organisation_ref = ""

    def __init__(self, ref: str) -> None:
        self.ref = ref


def pseudonym(sale_number: str, code: str) -> Pseudonym:
    return Pseudonym(f"bidder:{sale_number}/{code}")
