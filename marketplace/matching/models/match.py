"""A possible partnership of a listing and a need, and what both sides said to it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.catalogue.models import Listing, Need
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel


class Decline(models.TextChoices):
    """Coded reasons: they improve listings and, later, the ranking."""

    TOO_EARLY = "too_early", _("技术尚不成熟")
    OFF_TOPIC = "off_topic", _("方向不符")
    TOO_VAGUE = "too_vague", _("描述过于笼统")
    BENEFIT_UNCLEAR = "benefit_unclear", _("效益不明确")
    TOO_EXPENSIVE = "too_expensive", _("价格超出预算")
    SOLVED = "solved", _("已有解决方案")
    OTHER = "other", _("其他原因")


class Side(models.TextChoices):
    SUPPLIER = "supplier", _("供方")
    SEEKER = "seeker", _("需方")

    @property
    def other(self) -> "Side":
        return Side.SEEKER if self == Side.SUPPLIER else Side.SUPPLIER


class Match(StateModel):
    """Proposed by the market; connected when both sides accept, over when one declines or a paper is withdrawn."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("待双方确认")
        SUPPLIER_ACCEPTED = "supplier_in", _("供方已接受")
        SEEKER_ACCEPTED = "seeker_in", _("需方已接受")
        CONNECTED = "connected", _("双方已对接")
        DECLINED = "declined", _("已谢绝")
        LAPSED = "lapsed", _("已失效")

    OPEN = frozenset({State.PROPOSED, State.SUPPLIER_ACCEPTED, State.SEEKER_ACCEPTED})
    TRANSITIONS = (
        ("accept_as_supplier", {State.PROPOSED}, State.SUPPLIER_ACCEPTED),
        ("accept_as_supplier", {State.SEEKER_ACCEPTED}, State.CONNECTED),
        ("accept_as_seeker", {State.PROPOSED}, State.SEEKER_ACCEPTED),
        ("accept_as_seeker", {State.SUPPLIER_ACCEPTED}, State.CONNECTED),
        ("decline", OPEN, State.DECLINED),
        ("lapse", OPEN, State.LAPSED),
        ("revive", {State.LAPSED}, State.PROPOSED),
    )

    number = NumberField(prefix="M")
    state = models.CharField(max_length=12, choices=State, default=State.PROPOSED)
    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="matches")
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="matches")
    score = models.PositiveSmallIntegerField()  # 0 to 100, see ranking.py
    reasons = models.JSONField()  # codes, put into words by `wording.py`
    proposed_at = models.DateTimeField()
    declined_by = models.CharField(max_length=8, choices=Side, blank=True)
    decline_reason = models.CharField(max_length=16, choices=Decline, blank=True)
    decline_note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_match_per_pair", fields=["listing", "need"]),
            models.CheckConstraint(name="score_from_0_to_100", condition=Q(score__lte=100)),
            models.CheckConstraint(
                name="a_decline_has_side_and_reason",
                condition=~Q(state="declined") | (~Q(declined_by="") & ~Q(decline_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.listing} × {self.need}"
