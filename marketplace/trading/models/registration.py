"""A bidder's place in one sale."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode, Organisation, User
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel
from marketplace.ledger.models import Transfer
from marketplace.trading.models.priority import PriorityHolder
from marketplace.trading.models.sale import Sale
from marketplace.trading.models.screened import CLEARED, ForeignLink, Screened, Screening


class Opinion(models.TextChoices):
    """What the seller says to a bidder of whom it knows the code and the statement only (R-BID-05)."""

    NONE = "none", _("无异议")
    OBJECTION = "objection", _("有异议")


class Registration(StateModel, Screened):
    """An organisation registered for a sale. Only it may know its code before the end (R-BID-05).

    One with a foreign link is screened before anything else (R-SEC-08): no qualification, deposit, bid or envelope until then.
    """

    class State(models.TextChoices):
        SCREENING = "screening", _("待涉外审查")
        APPLYING = "applying", _("待资格确认")
        REFUSED = "refused", _("资格未确认")  # or barred by what the screening found
        REGISTERED = "registered", _("待交保证金")
        QUALIFIED = "qualified", _("保证金已到账")
        RETURNED = "returned", _("保证金已退还")
        APPLIED = "applied", _("保证金已抵作价款")
        FORFEITED = "forfeited", _("保证金已扣划")
        WITHDRAWN = "withdrawn", _("已撤回报名")  # before any deposit had come
        LEFT = "left", _("已撤回报名，保证金待处理")  # its deposit is still held
        AGREED = "agreed", _("协议受让方")  # by negotiation: without deposit or code that would hide anything

    TRANSITIONS = (
        ("clear", {State.SCREENING}, State.REGISTERED),
        ("examine", {State.SCREENING}, State.APPLYING),  # cleared, where the listing states conditions
        ("bar", {State.SCREENING}, State.REFUSED),
        ("confirm", {State.APPLYING}, State.REGISTERED),
        ("refuse", {State.APPLYING}, State.REFUSED),
        ("qualify", {State.REGISTERED}, State.QUALIFIED),
        ("revert", {State.QUALIFIED}, State.REGISTERED),  # the deposit was confirmed wrongly
        ("withdraw", {State.SCREENING, State.APPLYING, State.REGISTERED}, State.WITHDRAWN),
        ("leave", {State.QUALIFIED}, State.LEFT),
        ("return", {State.QUALIFIED, State.LEFT}, State.RETURNED),
        ("apply", {State.QUALIFIED}, State.APPLIED),
        ("apply", {State.AGREED}, State.AGREED),  # no deposit is held that would become price
        ("forfeit", {State.QUALIFIED, State.LEFT}, State.FORFEITED),
        ("forfeit", {State.AGREED}, State.AGREED),  # the same: its default is a claim
    )

    number = NumberField(prefix="RG")
    sale = models.ForeignKey(Sale, on_delete=models.PROTECT, related_name="registrations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="registrations")
    code = models.CharField(max_length=3)  # A7: random, so that its order says nothing
    via_exchange = models.CharField(
        _("推荐交易机构"), max_length=2, choices=ExchangeCode
    )  # shares in the fees (R-FEE-14)
    # Of a holder of priority that takes part as such (R-BID-11): its rank stands here too, since every bid reads it.
    priority = models.ForeignKey(PriorityHolder, null=True, on_delete=models.PROTECT, related_name="registrations")
    rank = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.REGISTERED)
    registered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()
    # Where the listing states conditions: how the bidder meets them, what the seller says to it (without the name), who decided.
    statement = models.TextField(_("资格说明"), blank=True)
    opinion = models.CharField(max_length=9, choices=Opinion, blank=True)
    opinion_reason = models.TextField(blank=True)
    opinion_due_at = models.DateTimeField(null=True)  # silence until then is no objection (R-DSK-04)
    decision_due_at = models.DateTimeField(null=True)  # of the venue (R-DSK-05)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision_reason = models.TextField(blank=True)
    deposits_reverted = models.PositiveSmallIntegerField(default=0)
    receipt = models.OneToOneField(
        Transfer, null=True, on_delete=models.PROTECT, related_name="+"
    )  # the money's arrival
    held = models.OneToOneField(Transfer, null=True, on_delete=models.PROTECT, related_name="+")
    qualified_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    qualified_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)  # of the hold: returned, applied or forfeited
    withdrawn_at = models.DateTimeField(null=True)
    withdrawal_reason = models.TextField(blank=True)
    # By when the deposit goes back where that is not the day of the sale: after a withdrawal in time, after a forfeiture that came to nothing.
    return_due_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_registration_per_bidder", fields=["sale", "organisation"]),
            models.UniqueConstraint(name="one_bidder_per_code", fields=["sale", "code"]),
            models.CheckConstraint(
                name="rank_comes_with_a_priority",
                condition=Q(priority__isnull=True, rank__isnull=True) | Q(priority__isnull=False, rank__isnull=False),
            ),
            models.CheckConstraint(
                name="bidder_is_screened_first", condition=CLEARED | Q(state__in=["screening", "refused", "withdrawn"])
            ),
            models.CheckConstraint(
                name="only_a_foreign_bidder_is_screened",
                condition=~Q(state="screening") | ~Q(foreign_link=ForeignLink.NONE),
            ),
            models.CheckConstraint(
                name="qualified_only_with_a_held_deposit",
                condition=Q(state__in=["screening", "applying", "refused", "registered", "agreed", "withdrawn"])
                | Q(held__isnull=False, receipt__isnull=False, qualified_at__isnull=False),
            ),
            models.CheckConstraint(
                name="withdrawn_registration_says_when",
                condition=~Q(state__in=["withdrawn", "left"]) | Q(withdrawn_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def deposit_due_at(self) -> datetime | None:
        """By when its deposit goes back, unless it becomes price or is forfeited (R-BID-03)."""
        return self.return_due_at or self.sale.deposits_due_at

    @property
    def is_barred(self) -> bool:
        """Whether the technology may not go to this bidder at all."""
        return self.screening == Screening.PROHIBITED

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
