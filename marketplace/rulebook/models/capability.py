"""What each exchange may do, from when to when, and by which source (R-LST-11); and how that changes, by two persons."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode, User
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel


class CapabilityCode(models.TextChoices):
    """What a venue may be able to do."""

    DISPLAY = "display", _("展示挂牌")
    ONLINE_BIDDING = "online_bidding", _("网络竞价")
    SETTLEMENT = "settlement", _("交易结算")
    CERTIFICATE = "certificate", _("出具交易凭证")
    STATE_ASSETS_PROVINCIAL = "state_assets_provincial", _("地方国有资产交易")
    STATE_ASSETS_CENTRAL = "state_assets_central", _("中央企业国有资产交易")
    LICENSED_AUCTION = "licensed_auction", _("持证拍卖")


# A listing of a state firm needs one of them; which, the papers of the case say.
STATE_ASSETS = (CapabilityCode.STATE_ASSETS_PROVINCIAL, CapabilityCode.STATE_ASSETS_CENTRAL)
NEEDS_LICENCE = Q(code=CapabilityCode.LICENSED_AUCTION)


class Capability(models.Model):
    """One exchange may do one thing for a period. Never changed but for its end, never deleted; periods of one thing do
    not overlap (migrations/capabilities.sql).
    """

    number = NumberField(prefix="CB")
    exchange = models.CharField(_("交易机构"), max_length=2, choices=ExchangeCode)
    code = models.CharField(_("业务能力"), max_length=24, choices=CapabilityCode)
    from_date = models.DateField(_("起始日"))
    to_date = models.DateField(_("截止日"), null=True, blank=True)  # the last day; null: nothing has ended it
    licence_number = models.CharField(_("许可证号"), max_length=60, blank=True)  # of an auctioneer (拍卖法 11, 14)
    source = models.CharField(_("来源"), max_length=120)
    note = models.CharField(_("说明"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="capability_ends_after_its_start",
                condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")),
            ),
            models.CheckConstraint(name="capability_names_its_source", condition=~Q(source="")),
            models.CheckConstraint(
                name="licensed_auction_names_its_licence", condition=~NEEDS_LICENCE | ~Q(licence_number="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_exchange_display()} · {self.get_code_display()}"


class CapabilityChange(StateModel):
    """Somebody proposes that a capability begins or ends; another person decides."""

    class Kind(models.TextChoices):
        GRANT = "grant", _("授予")
        END = "end", _("终止")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("待复核")
        APPROVED = "approved", _("已批准")
        REJECTED = "rejected", _("未批准")

    TRANSITIONS = (
        ("approve", {State.PROPOSED}, State.APPROVED),
        ("reject", {State.PROPOSED}, State.REJECTED),
    )

    number = NumberField(prefix="CC")
    state = models.CharField(max_length=8, choices=State, default=State.PROPOSED)
    kind = models.CharField(max_length=5, choices=Kind)
    capability = models.ForeignKey(
        Capability, on_delete=models.PROTECT, null=True, blank=True, related_name="changes"
    )  # what ends; what was granted, once it is
    exchange = models.CharField(_("交易机构"), max_length=2, choices=ExchangeCode)
    code = models.CharField(_("业务能力"), max_length=24, choices=CapabilityCode)
    from_date = models.DateField(_("起始日"), null=True, blank=True)  # of a grant
    to_date = models.DateField(_("截止日"), null=True, blank=True)  # the last day
    licence_number = models.CharField(_("许可证号"), max_length=60, blank=True)
    source = models.CharField(_("来源"), max_length=120)
    note = models.CharField(_("说明"), max_length=300, blank=True)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)  # of a rejection

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="capability_change_decided_by_another",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="capability_change_has_its_dates",
                condition=Q(kind="grant", from_date__isnull=False)
                | Q(kind="end", to_date__isnull=False, capability__isnull=False),
            ),
            models.CheckConstraint(
                name="capability_change_decided_with_a_person",
                condition=Q(state="proposed", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(state="proposed") & Q(decided_by__isnull=False, decided_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.number
