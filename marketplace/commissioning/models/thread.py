"""对接磋商: a supplier and the poster of a need, without a call: offers and counter-offers for work that is to be done."""

from collections.abc import Sequence
from typing import Self

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode, Organisation, User
from marketplace.catalogue.models import Listing, Need
from marketplace.commissioning.milestones import Milestone, read
from marketplace.commissioning.models.call import NOTE_MAX, TEXT_MAX
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel
from marketplace.rulebook.models import RuleVersion
from marketplace.trading.models import Negotiation
from marketplace.trading.models.screened import CLEARED, Screened


class WorkKind(models.TextChoices):
    """What kind of contract it comes to (R-CON-01)."""

    COMMISSIONED = "commissioned", _("委托开发")
    COOPERATIVE = "cooperative", _("合作开发")
    CONSULTING = "consulting", _("技术咨询")
    SERVICE = "service", _("技术服务")


class ThreadState(models.TextChoices):
    SCREENING = "screening", _("待涉外审查")
    OPEN = "open", _("磋商中")
    AGREED = "agreed", _("已达成一致")
    ENDED = "ended", _("已终止")


class ThreadEnding(models.TextChoices):
    WITHDRAWN = "withdrawn", _("一方退出磋商")
    PROHIBITED = "prohibited", _("涉外审查未通过")
    NEED_CLOSED = "need_closed", _("需求已结束")
    UNSIGNED = "unsigned", _("未签订合同")


class ThreadSide(models.TextChoices):
    SUPPLIER = "supplier", _("承担方")
    CLIENT = "client", _("需求方")


State = ThreadState
LIVE = frozenset({State.SCREENING, State.OPEN})


class ThreadQuerySet(models.QuerySet["NeedThread"]):
    def live(self) -> Self:
        return self.filter(state__in=LIVE)


class NeedThread(Screened, StateModel):
    """One supplier and one need. The two and the exchange know of it, nobody else; one open thread a supplier, one agreement a need."""

    State = State
    Ending = ThreadEnding
    LIVE = LIVE
    TRANSITIONS = (
        ("clear", {State.SCREENING}, State.OPEN),
        ("agree", {State.OPEN}, State.AGREED),
        ("end", LIVE, State.ENDED),
        ("unsign", {State.AGREED}, State.ENDED),
    )

    number = NumberField(prefix="ND")
    state = models.CharField(max_length=9, choices=ThreadState, default=ThreadState.OPEN)
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="threads")
    supplier = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="need_threads")
    exchange = models.CharField(_("受理交易机构"), max_length=2, choices=ExchangeCode)
    via_exchange = models.CharField(_("推荐交易机构"), max_length=2, choices=ExchangeCode)
    rule_version = models.ForeignKey(RuleVersion, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("合作类型"), max_length=12, choices=WorkKind)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    agreed_offer = models.OneToOneField("NeedOffer", null=True, on_delete=models.PROTECT, related_name="+")
    agreed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=11, choices=ThreadEnding, blank=True)
    end_reason = models.CharField(max_length=NOTE_MAX, blank=True)
    ended_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_thread_per_supplier", fields=["need", "supplier"], condition=Q(state__in=sorted(LIVE))
            ),
            models.UniqueConstraint(name="one_agreement_per_need", fields=["need"], condition=Q(state="agreed")),
            models.CheckConstraint(
                name="agreed_thread_has_its_offer",
                condition=Q(state="agreed", agreed_offer__isnull=False, agreed_at__isnull=False)
                | ~Q(state="agreed") & (Q(agreed_offer__isnull=True) | Q(ending="unsigned")),
            ),
            models.CheckConstraint(
                name="thread_is_screened_before_it_is_open",
                condition=CLEARED | ~Q(state__in=["open", "agreed"]),
            ),
            models.CheckConstraint(
                name="ended_thread_says_how", condition=Q(state="ended", ended_at__isnull=False) ^ Q(ending="")
            ),
        ]

    def __str__(self) -> str:
        return self.number


class NeedOffer(models.Model):
    """One offer in a thread: what is done, for which price, by which milestones, until when it stands. Insert-only."""

    thread = models.ForeignKey(NeedThread, on_delete=models.PROTECT, related_name="offers")
    position = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=8, choices=ThreadSide)
    price_fen = models.BigIntegerField(_("价款"))
    content = models.TextField(_("合作内容"), validators=[MaxLengthValidator(TEXT_MAX)])
    milestones = models.JSONField()
    expires_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_need_offer_per_place", fields=["thread", "position"]),
            models.CheckConstraint(name="need_offer_has_a_price", condition=Q(price_fen__gt=0)),
            models.CheckConstraint(name="need_offer_stands_a_while", condition=Q(expires_at__gt=F("made_at"))),
        ]

    def __str__(self) -> str:
        return f"{self.thread_id} {self.position}"

    @property
    def stages(self) -> Sequence[Milestone]:
        return read(self.milestones)


class OfferedState(models.TextChoices):
    OFFERED = "offered", _("待需求方答复")
    TAKEN = "taken", _("已转入成果磋商")
    DECLINED = "declined", _("已谢绝")


class OfferedListing(StateModel):
    """A supplier's published listing offered on a need; taken, it goes on as a negotiation of the listing (decision 0006)."""

    State = OfferedState
    TRANSITIONS = (
        ("take", {OfferedState.OFFERED}, OfferedState.TAKEN),
        ("decline", {OfferedState.OFFERED}, OfferedState.DECLINED),
    )

    number = NumberField(prefix="OF")
    state = models.CharField(max_length=8, choices=OfferedState, default=OfferedState.OFFERED)
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="offered_listings")
    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="+")
    supplier = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(_("说明"), max_length=NOTE_MAX)
    offered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()
    negotiation = models.OneToOneField(Negotiation, null=True, on_delete=models.PROTECT, related_name="+")
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="listing_is_offered_once_on_a_need", fields=["need", "listing"], condition=~Q(state="declined")
            ),
            models.CheckConstraint(
                name="taken_listing_has_its_negotiation",
                condition=Q(state="taken", negotiation__isnull=False) | ~Q(state="taken") & Q(negotiation__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.number
