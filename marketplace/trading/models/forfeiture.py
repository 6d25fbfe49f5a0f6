"""A deposit that may be forfeited although its bidder has not won: proposed by one person, heard, decided by another (R-BID-04)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel
from marketplace.ledger.models import Transfer
from marketplace.trading.grounds import Ground
from marketplace.trading.models.registration import Registration
from marketplace.trading.models.sale import Sale


class Forfeiture(StateModel):
    """The proposal to forfeit one bidder's deposit after the end of a sale, on a ground that its notice named.

    The bidder may speak until `heard_until`; what is not decided by `decide_by` lapses, and the deposit goes back. Approved, the
    deposit pays the costs first and the rest to the seller's side (R-SET-05). A winner who defaults is a `Default`.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("待听取意见和决定")
        APPROVED = "approved", _("已扣划")
        REJECTED = "rejected", _("不予扣划")
        LAPSED = "lapsed", _("逾期未决定")

    TRANSITIONS = (
        ("approve", {State.PROPOSED}, State.APPROVED),
        ("reject", {State.PROPOSED}, State.REJECTED),
        ("lapse", {State.PROPOSED}, State.LAPSED),
    )

    number = NumberField(prefix="FT")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="forfeitures")
    state = models.CharField(max_length=8, choices=State, default=State.PROPOSED)
    ground = models.CharField(_("扣划情形"), max_length=12, choices=Ground)
    reason = models.TextField(_("事实和理由"))
    deposit_fen = models.BigIntegerField()
    costs_fen = models.BigIntegerField(default=0)  # of the venue, paid first
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    heard_until = models.DateTimeField()
    decide_by = models.DateTimeField()

    statement = models.TextField(_("陈述意见"), blank=True)
    stated_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    stated_at = models.DateTimeField(null=True)

    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision_reason = models.TextField(blank=True)
    costs_taken_fen = models.BigIntegerField(default=0)
    seller_fen = models.BigIntegerField(default=0)
    forfeit = models.OneToOneField(Transfer, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_standing_forfeiture_per_deposit",
                fields=["registration"],
                condition=Q(state__in=["proposed", "approved"]),
            ),
            models.CheckConstraint(
                name="four_eyes_decide_forfeiture",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="forfeiture_is_heard_before_it_is_decided",
                condition=Q(heard_until__gt=F("proposed_at"), decide_by__gt=F("heard_until"))
                & (
                    ~Q(state="approved")
                    | Q(decided_at__gte=F("heard_until"))
                    | Q(stated_at__isnull=False, decided_at__gte=F("stated_at"))
                ),
            ),
            models.CheckConstraint(
                name="statement_has_its_time_and_person",
                condition=Q(statement="", stated_at__isnull=True, stated_by__isnull=True)
                | ~Q(statement="") & Q(stated_at__isnull=False, stated_by__isnull=False),
            ),
            models.CheckConstraint(
                name="forfeited_amounts_are_the_deposit",
                condition=Q(deposit_fen__gt=0, costs_fen__gte=0, costs_taken_fen__gte=0, seller_fen__gte=0)
                & (
                    ~Q(state="approved") & Q(forfeit__isnull=True, costs_taken_fen=0, seller_fen=0)
                    | Q(
                        state="approved",
                        forfeit__isnull=False,
                        decided_by__isnull=False,
                        deposit_fen=F("costs_taken_fen") + F("seller_fen"),
                    )
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["decide_by"], name="forfeitures_to_decide", condition=Q(state="proposed")),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def sale(self) -> Sale:
        return self.registration.sale
