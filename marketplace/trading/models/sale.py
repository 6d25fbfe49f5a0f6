"""A deal from its announcement or its agreement to its certificate."""

from datetime import datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode
from marketplace.catalogue.models import Listing
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel
from marketplace.fees.models import Method as FeeMethod
from marketplace.fees.models import Schedule
from marketplace.rulebook.models import RuleVersion
from marketplace.trading.bidding import Result, Standing, Terms
from marketplace.trading.grounds import Ground


class State(models.TextChoices):
    ANNOUNCED = "announced", _("已公告")
    OPEN = "open", _("竞价中")
    PAUSED = "paused", _("已暂停")
    WON = "won", _("已成交")
    FAILED = "failed", _("未成交")
    CONTRACTED = "contracted", _("已签约")
    SETTLED = "settled", _("已结算")
    CERTIFIED = "certified", _("已出具鉴证书")
    DEFAULTED = "defaulted", _("受让方违约")
    # An agreement that one side left before the contract: nobody was bound (R-CON-02).
    CALLED_OFF = "called_off", _("签约前终止")
    # Its contract was ended, by agreement or on a ground of the law, before the money was passed on (R-SET-09).
    TERMINATED = "terminated", _("合同解除")


class Method(models.TextChoices):
    """How buyer and price are found (R-PRI-01, R-BID-06)."""

    BIDDING = "bidding", _("网络竞价")
    LISTED = "listed", _("挂牌交易")  # the listed price to whoever comes alone, bidding from it between several
    DYNAMIC = "dynamic", _("动态报价")  # bidding that is open while the lot is still disclosed
    SEALED = "sealed", _("一次报价")
    WEIGHTED = "weighted", _("权重报价")
    NEGOTIATED = "negotiated", _("协议定价")


ASCENDING = frozenset({Method.BIDDING, Method.LISTED, Method.DYNAMIC})  # many bids, the highest of which wins
BY_ENVELOPE = frozenset({Method.SEALED, Method.WEIGHTED})  # prices are sealed and opened together (R-BID-15)
WAITING = BY_ENVELOPE | {Method.BIDDING, Method.LISTED}  # registration may end before the bidding (R-BID-14)

WITHDRAWN = "withdrawn"  # by the seller, or the listing went off offer while the sale ran
NO_BIDDER = "no_bidder"  # nobody had qualified when the registration ended
INTERRUPTED = "interrupted"  # paused, and not resumed in time (R-BID-17)
UNOPENED = "unopened"  # too few custodians opened the envelopes in time (R-BID-15)
RESULTS = [
    (Result.SOLD.value, _("成交")),
    (Result.BELOW_RESERVE.value, _("最高报价未达保留价")),
    (Result.NO_BID.value, _("无人有效报价")),
    (WITHDRAWN, _("标的已撤回或中止")),
    (NO_BIDDER, _("登记截止，无合格的意向受让方")),
    (INTERRUPTED, _("竞价暂停后未按期恢复")),
    (UNOPENED, _("未能按期开标")),
]
RUNNING = frozenset({State.ANNOUNCED, State.OPEN, State.PAUSED})
DECIDED = frozenset({State.WON, State.CONTRACTED, State.SETTLED, State.CERTIFIED})
ENDED = frozenset({State.DEFAULTED, State.CALLED_OFF, State.TERMINATED})  # had a winner, and came to nothing
HAD_WINNER = DECIDED | ENDED
FALLEN = ENDED | {State.FAILED}  # no deal: the lot may be sold anew


class SaleQuerySet(models.QuerySet["Sale"]):
    def running(self) -> Self:
        """Announced, open or paused: bidders may still register."""
        return self.filter(state__in=RUNNING)

    def contested(self) -> Self:
        """Offered to everybody, by whatever kind of bidding; not what two have agreed on."""
        return self.exclude(method=Method.NEGOTIATED)

    def for_pages(self) -> Self:
        """With what every page and answer shows, in one query."""
        return self.select_related("listing__lister", "rule_version", "schedule", "leading_registration__organisation")


class Sale(StateModel):
    """Bidding (R-BID-06) on one listing at one exchange, or what a negotiation has come to.

    The terms are fixed at the announcement. Leader, end and count are kept on the row for whoever holds its lock; triggers
    (migrations/bids.sql) refuse a leader that falls, an end that moves back and terms that change.

    Prices that are sealed (decisions/0011) lie in envelopes of `SealedTerms`' rounds: the row has no increment, its free period is the
    time for sealing, its end that of the last round; leader and count are written as the envelopes are opened.

    A negotiated sale is won as it is made: its only registration is the buyer's, its start price the one agreed, without
    increment or deposit; its times are those of the negotiation, of the agreement and of the conclusion (decisions/0006).

    A lot at its listed price waits for bidders until its registration ends: one has it at that price, several bid from it, and
    where none came its times move on, as often as was announced (`Prolongation`).
    """

    State = State
    Method = Method
    ASCENDING = ASCENDING
    RUNNING = RUNNING
    DECIDED = DECIDED
    HAD_WINNER = HAD_WINNER
    BY_ENVELOPE = BY_ENVELOPE
    FALLEN = FALLEN
    TRANSITIONS = (
        ("open", {State.ANNOUNCED}, State.OPEN),
        ("pause", {State.ANNOUNCED, State.OPEN}, State.PAUSED),
        ("resume", {State.PAUSED}, State.OPEN),
        ("postpone", {State.PAUSED}, State.ANNOUNCED),  # what was held before its opening, with all its times later
        ("win", {State.ANNOUNCED, State.OPEN}, State.WON),
        ("fail", RUNNING, State.FAILED),
        ("contract", {State.WON}, State.CONTRACTED),
        ("settle", {State.CONTRACTED}, State.SETTLED),
        ("certify", {State.SETTLED}, State.CERTIFIED),
        ("default", {State.WON, State.CONTRACTED}, State.DEFAULTED),
        ("call_off", {State.WON}, State.CALLED_OFF),
        ("terminate", {State.CONTRACTED}, State.TERMINATED),
    )

    number = NumberField(prefix="S")
    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="sales")
    exchange = models.CharField(_("交易机构"), max_length=2, choices=ExchangeCode)  # the venue; its tariff is paid
    rule_version = models.ForeignKey(
        RuleVersion, on_delete=models.PROTECT, related_name="+"
    )  # frozen at 受理 (R-GEN-08)
    schedule = models.ForeignKey(Schedule, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.ANNOUNCED)
    method = models.CharField(_("成交方式"), max_length=10, choices=Method, default=Method.BIDDING)

    in_kind = models.BooleanField(default=False)  # the price is a share in the buyer's company, not money (R-FEE-06)

    start_fen = models.BigIntegerField(_("起拍价"))
    increment_fen = models.BigIntegerField(_("加价幅度"))
    deposit_fen = models.BigIntegerField(_("交易保证金"))
    opens_at = models.DateTimeField(_("开始时间"))
    # Until then one may register; without it until the end. Who has qualified by then decides whether there is any bidding (R-BID-14).
    registration_ends_at = models.DateTimeField(_("报名截止时间"), null=True)
    free_ends_at = models.DateTimeField(_("自由报价期结束时间"))
    prolongations_max = models.PositiveSmallIntegerField(_("延长次数上限"), default=0)
    extension_seconds = models.PositiveSmallIntegerField(_("延时秒数"))
    forfeit_grounds = ArrayField(  # on which a deposit may be forfeited; empty where none is asked for (R-BID-04)
        models.CharField(max_length=12, choices=Ground), verbose_name=_("保证金不予退还的情形"), default=list
    )
    reserve_commitment = models.CharField(max_length=64, blank=True)  # SHA-256; empty: no reserve price
    reserve_ciphertext = models.TextField(blank=True)

    ends_at = models.DateTimeField(_("结束时间"))
    leading_fen = models.BigIntegerField(null=True)
    leading_rank = models.PositiveSmallIntegerField(null=True)  # of the leader, if it holds a priority (R-BID-11)
    leading_registration = models.ForeignKey("Registration", null=True, on_delete=models.PROTECT, related_name="+")
    agreed = models.BooleanField(
        default=False
    )  # one had qualified: sold to it at the start price, without bidding (R-BID-14)
    bid_count = models.PositiveIntegerField(default=0)  # refused ones included: the last sequence number

    announced_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=13, choices=RESULTS, blank=True)
    deposits_due_at = models.DateTimeField(null=True)  # by when the others get their deposits back (R-BID-03)

    objects = SaleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_live_sale_per_listing", fields=["listing"], condition=~Q(state__in=FALLEN)
            ),
            models.CheckConstraint(
                name="sale_prices_are_positive",
                condition=Q(method__in=sorted(ASCENDING), start_fen__gt=0, increment_fen__gt=0, deposit_fen__gt=0)
                | Q(method__in=sorted(BY_ENVELOPE), start_fen__gt=0, increment_fen=0, deposit_fen__gt=0)
                | Q(method=Method.NEGOTIATED, start_fen__gt=0, increment_fen=0, deposit_fen=0, reserve_commitment=""),
            ),
            models.CheckConstraint(
                name="negotiated_sale_has_no_bids",
                condition=~Q(method=Method.NEGOTIATED)
                | Q(bid_count=0) & (Q(leading_fen__isnull=True) | Q(leading_fen=F("start_fen"))),
            ),
            models.CheckConstraint(
                name="only_an_agreement_is_called_off",
                condition=~Q(state=State.CALLED_OFF) | Q(method=Method.NEGOTIATED),
            ),
            models.CheckConstraint(
                name="only_an_agreement_is_in_kind", condition=Q(in_kind=False) | Q(method=Method.NEGOTIATED)
            ),
            models.CheckConstraint(
                name="agreed_sale_is_at_the_start_price",
                condition=Q(agreed=False)
                | Q(bid_count=0, leading_fen=F("start_fen"), registration_ends_at__isnull=False, reserve_commitment="")
                & Q(method__in=sorted(WAITING)),
            ),
            models.CheckConstraint(
                name="listed_lot_waits_for_bidders",
                condition=~Q(method=Method.LISTED) & Q(prolongations_max=0)
                | Q(method=Method.LISTED, registration_ends_at__isnull=False, reserve_commitment=""),
            ),
            models.CheckConstraint(
                name="dynamic_bidding_waits_for_nobody",
                condition=~Q(method=Method.DYNAMIC) | Q(registration_ends_at__isnull=True),
            ),
            models.CheckConstraint(
                name="registration_ends_by_the_opening",
                condition=Q(registration_ends_at__isnull=True) | Q(registration_ends_at__lte=F("opens_at")),
            ),
            models.CheckConstraint(name="deposit_below_the_start_price", condition=Q(deposit_fen__lte=F("start_fen"))),
            models.CheckConstraint(
                name="sale_times_in_order",
                condition=Q(opens_at__lt=F("free_ends_at"), free_ends_at__lte=F("ends_at"))
                | Q(method=Method.NEGOTIATED, opens_at__lte=F("free_ends_at"), free_ends_at__lte=F("ends_at")),
            ),
            models.CheckConstraint(
                name="leader_has_a_price_and_a_bidder",
                condition=Q(leading_fen__isnull=True, leading_registration__isnull=True)
                | Q(leading_fen__gte=F("start_fen"), leading_registration__isnull=False),
            ),
            models.CheckConstraint(
                name="closed_sale_has_a_result",
                condition=Q(state__in=RUNNING, closed_at__isnull=True, result="")
                | Q(
                    state=State.FAILED,
                    closed_at__isnull=False,
                    result__in=[
                        Result.NO_BID.value,
                        Result.BELOW_RESERVE.value,
                        WITHDRAWN,
                        NO_BIDDER,
                        INTERRUPTED,
                        UNOPENED,
                    ],
                )
                | Q(
                    state__in=HAD_WINNER,
                    closed_at__isnull=False,
                    result=Result.SOLD.value,
                    leading_fen__isnull=False,
                ),
            ),
        ]
        indexes = [
            models.Index(
                fields=["ends_at"], name="sales_to_close", condition=Q(state__in=[State.ANNOUNCED, State.OPEN])
            ),
            models.Index(fields=["opens_at"], name="sales_to_open", condition=Q(state=State.ANNOUNCED)),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def terms(self) -> Terms:
        return Terms(self.start_fen, self.increment_fen, self.opens_at, self.free_ends_at, self.extension_seconds)

    @property
    def standing(self) -> Standing:
        return Standing(self.leading_fen, self.ends_at, self.leading_rank, self.state == State.PAUSED)

    @property
    def is_over(self) -> bool:
        """Whether the bidders' names may be shown (R-BID-05)."""
        return self.state not in RUNNING

    @property
    def joins_until(self) -> datetime:
        """Until when one may register and pay the deposit."""
        return self.registration_ends_at or (self.free_ends_at if self.is_by_envelope else self.ends_at)

    def admits(self, now: datetime) -> bool:
        """Whether bidders may still join; while bidding without a term for that stands still they may."""
        if self.is_over:
            return False
        return now < self.joins_until or (self.state == State.PAUSED and self.registration_ends_at is None)

    @property
    def waits_for_bidders(self) -> bool:
        """Whether it is still to be seen at the opening how many have qualified, so that no bid counts yet."""
        return self.state == State.ANNOUNCED and self.registration_ends_at is not None

    @property
    def is_listed(self) -> bool:
        return self.method == Method.LISTED

    @property
    def start_label(self) -> str:
        """What its start price is called."""
        return str(_("挂牌价") if self.is_listed else _("起拍价"))

    @property
    def is_by_envelope(self) -> bool:
        return self.method in BY_ENVELOPE

    @property
    def is_negotiated(self) -> bool:
        return self.method == Method.NEGOTIATED

    @property
    def fee_method(self) -> FeeMethod:
        """As which kind of deal the fees are charged (R-FEE-02)."""
        if self.in_kind:
            return FeeMethod.EQUITY
        return FeeMethod.AGREED if self.is_negotiated or self.agreed else FeeMethod.COMPETITIVE

    @property
    def topic(self) -> str:
        """What live pages listen to."""
        return f"sale:{self.number}"
