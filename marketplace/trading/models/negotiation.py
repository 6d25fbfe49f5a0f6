"""A price found by agreement: who negotiates with the holder, offer by offer (R-PRI-01)."""

from fractions import Fraction
from typing import Self

from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode, Organisation, User
from marketplace.catalogue.models import Listing
from marketplace.core.money import MAX_FEN
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel
from marketplace.rulebook.models import RuleVersion
from marketplace.trading.models.sale import Sale
from marketplace.trading.models.screened import CLEARED, ForeignLink, Screened

OFFERS_MOST = 100  # of both sides in one negotiation
TEXT_MOST = 2_000  # characters of an offer's terms
NOTE_MOST = 1_000  # characters of a declaration or a reason


class State(models.TextChoices):
    SCREENING = "screening", _("待涉外审查")
    OPEN = "open", _("磋商中")
    PUBLICISED = "publicised", _("公示中")
    SUSPENDED = "suspended", _("异议处理中")
    CONCLUDED = "concluded", _("已成交")
    ENDED = "ended", _("已终止")


AGREED = frozenset({State.PUBLICISED, State.SUSPENDED})  # name and price are with the public
LIVE = frozenset({State.SCREENING, State.OPEN}) | AGREED


class Side(models.TextChoices):
    SELLER = "seller", _("转让方")
    BUYER = "buyer", _("意向受让方")


class Ending(models.TextChoices):
    """Why a negotiation came to nothing."""

    WITHDRAWN = "withdrawn", _("一方退出磋商")
    PROHIBITED = "prohibited", _("涉外审查未通过")
    OBJECTION = "objection", _("异议成立，交易终止")
    OFFER_ENDED = "offer_ended", _("成果已成交、撤回或不再协议定价")
    PRIORITY = "priority", _("优先购买权人以同等条件受让")
    SILENT = "silent", _("双方长期未出价、未答复")


class NegotiationQuerySet(models.QuerySet["Negotiation"]):
    def live(self) -> Self:
        return self.filter(state__in=LIVE)

    def for_pages(self) -> Self:
        """With what every page and answer shows, in one query."""
        return self.select_related("listing__lister", "buyer", "agreed_offer", "sale", "rule_version")


class Negotiation(StateModel, Screened):
    """Holder and one counterpart on one listing. Nobody but the two and the venue knows of it until name and price are public.

    A buyer with a foreign link is screened before the first offer (R-SEC-08). What is agreed for a university is made public
    for the days of R-PRI-03 and concluded after them; for other owners it is concluded as it is agreed.
    """

    State = State
    LIVE = LIVE
    AGREED = AGREED
    TRANSITIONS = (
        ("clear", {State.SCREENING}, State.OPEN),
        ("publicise", {State.OPEN}, State.PUBLICISED),
        ("suspend", {State.PUBLICISED, State.SUSPENDED}, State.SUSPENDED),
        ("resume", {State.SUSPENDED}, State.PUBLICISED),
        ("restart", {State.SUSPENDED}, State.OPEN),
        ("conclude", {State.OPEN, State.PUBLICISED}, State.CONCLUDED),
        ("end", LIVE, State.ENDED),
    )

    number = NumberField(prefix="NG")
    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="negotiations")
    buyer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="negotiations")
    exchange = models.CharField(_("交易机构"), max_length=2, choices=ExchangeCode)  # the venue
    via_exchange = models.CharField(_("推荐交易机构"), max_length=2, choices=ExchangeCode)  # shares in the fees
    rule_version = models.ForeignKey(RuleVersion, on_delete=models.PROTECT, related_name="+")  # frozen at 受理
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    # While it is open: when its silence is attended to next, by a reminder and then by its end (R-PRI-01).
    quiet_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)

    agreed_offer = models.OneToOneField("Offer", null=True, on_delete=models.PROTECT, related_name="+")
    agreed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    signing_from = models.DateTimeField(null=True)  # the end of the public notice, as far as it is known
    sale = models.OneToOneField(Sale, null=True, on_delete=models.PROTECT, related_name="negotiation")

    ending = models.CharField(max_length=11, choices=Ending, blank=True)
    end_reason = models.TextField(blank=True)
    ended_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = NegotiationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_negotiation_per_counterpart", fields=["listing", "buyer"], condition=Q(state__in=sorted(LIVE))
            ),
            models.UniqueConstraint(
                name="one_agreement_per_listing", fields=["listing"], condition=Q(state__in=sorted(AGREED))
            ),
            models.CheckConstraint(
                name="foreign_link_is_screened_first", condition=CLEARED | Q(state__in=[State.SCREENING, State.ENDED])
            ),
            models.CheckConstraint(
                name="only_what_is_foreign_is_screened",
                condition=~Q(state=State.SCREENING) | ~Q(foreign_link=ForeignLink.NONE),
            ),
            models.CheckConstraint(
                name="agreement_has_its_offer",
                condition=Q(state__in=[State.SCREENING, State.OPEN], agreed_offer__isnull=True, agreed_at__isnull=True)
                | Q(state=State.ENDED)
                | Q(
                    state__in=sorted(AGREED | {State.CONCLUDED}),
                    agreed_offer__isnull=False,
                    agreed_at__isnull=False,
                    agreed_by__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="notice_says_when_it_ends",
                condition=Q(state=State.PUBLICISED, signing_from__isnull=False)
                | Q(state=State.SUSPENDED, signing_from__isnull=True)
                | ~Q(state__in=sorted(AGREED)),
            ),
            models.CheckConstraint(
                name="open_negotiation_does_not_last_in_silence",
                condition=Q(state=State.OPEN, quiet_at__isnull=False) | ~Q(state=State.OPEN) & Q(quiet_at__isnull=True),
            ),
            models.CheckConstraint(
                name="concluded_negotiation_has_its_sale",
                condition=Q(state=State.CONCLUDED, sale__isnull=False)
                | (~Q(state=State.CONCLUDED) & Q(sale__isnull=True)),
            ),
            models.CheckConstraint(
                name="ended_negotiation_says_why",
                condition=(Q(state=State.ENDED, ended_at__isnull=False) & ~Q(ending=""))
                | (~Q(state=State.ENDED) & Q(ended_at__isnull=True, ending="")),
            ),
        ]
        indexes = [
            models.Index(fields=["quiet_at"], name="talks_to_attend", condition=Q(state=State.OPEN)),
            models.Index(fields=["signing_from"], name="notices_to_end", condition=Q(state=State.PUBLICISED)),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def fell_away(self) -> bool:
        """Whether the deal it came to was called off before the contract."""
        return self.sale is not None and self.sale.state == Sale.State.CALLED_OFF

    @property
    def standing(self) -> str:
        """Where it stands, in the reader's words."""
        return str(Sale.State.CALLED_OFF.label if self.fell_away else self.get_state_display())


class Offer(models.Model):
    """What one side offers the other, until its time is over; insert-only, the sides take turns (migrations/negotiations.sql)."""

    negotiation = models.ForeignKey(Negotiation, on_delete=models.PROTECT, related_name="offers")
    position = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=6, choices=Side)
    price_fen = models.BigIntegerField(_("价格"), validators=[MinValueValidator(1), MaxValueValidator(MAX_FEN)])
    # Of technology as equity the price is the value at which it is contributed to the buyer's company (R-FEE-06, R-VAL-10).
    capital_fen = models.BigIntegerField(
        _("注册资本"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(MAX_FEN)]
    )  # with the contribution
    valuation_fen = models.BigIntegerField(
        _("评估值"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(MAX_FEN)]
    )  # by a report
    text = models.TextField(_("其他条件"), blank=True, validators=[MaxLengthValidator(TEXT_MOST)])
    expires_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_offer_per_place", fields=["negotiation", "position"]),
            models.UniqueConstraint(name="offer_of_a_negotiation", fields=["id", "negotiation"]),
            models.CheckConstraint(
                name="offer_is_bounded",
                condition=Q(
                    position__gte=1,
                    position__lte=OFFERS_MOST,
                    side__in=Side.values,
                    price_fen__gt=0,
                    price_fen__lte=MAX_FEN,
                    expires_at__gt=F("made_at"),
                ),
            ),
            models.CheckConstraint(
                name="contribution_is_a_part_of_the_capital",
                condition=Q(capital_fen__isnull=True, valuation_fen__isnull=True)
                | Q(capital_fen__gt=F("price_fen"), capital_fen__lte=MAX_FEN)
                & (Q(valuation_fen__isnull=True) | Q(valuation_fen__gt=0)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.negotiation_id}/{self.position}"

    @property
    def share(self) -> Fraction | None:
        """Of the company; None where the price is money."""
        return None if self.capital_fen is None else Fraction(self.price_fen, self.capital_fen)
