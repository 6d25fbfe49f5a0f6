"""Deals closed elsewhere (外部成交登记): outside of the market, told to it for the statistics."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.identifiers import validate_region, validate_uscc
from accounts.models import ExchangeCode, Organisation, User
from marketplace.catalogue.models import TransferMode
from marketplace.core.money import MAX_FEN
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel
from marketplace.files.models import File
from marketplace.network.models.record import NUMBER_MAX, PartnerRecord


class DealState(models.TextChoices):
    PENDING = "pending", _("待核验")
    RETURNED = "returned", _("退回更正")
    CHECKED = "checked", _("已核验")


class ExternalDeal(StateModel):
    """A deal that was closed elsewhere; it counts in statistics once another person of the exchange has checked it."""

    State = DealState
    TRANSITIONS = (
        ("check", {DealState.PENDING}, DealState.CHECKED),
        ("send_back", {DealState.PENDING}, DealState.RETURNED),
        ("correct", {DealState.PENDING, DealState.RETURNED}, DealState.PENDING),
        ("replace", {DealState.PENDING, DealState.RETURNED, DealState.CHECKED}, DealState.PENDING),
    )

    number = NumberField(prefix="XD")
    exchange = models.CharField(_("登记机构"), max_length=2, choices=ExchangeCode)
    state = models.CharField(max_length=8, choices=DealState, default=DealState.PENDING)
    contract_number = models.CharField(_("合同编号"), max_length=NUMBER_MAX)
    title = models.CharField(_("成交标的"), max_length=300)
    method = models.CharField(_("转化方式"), max_length=20, choices=TransferMode)
    amount_fen = models.BigIntegerField(
        _("成交金额"), validators=[MinValueValidator(1, _("成交金额须大于零。")), MaxValueValidator(MAX_FEN)]
    )
    deal_date = models.DateField(_("成交日期"))
    venue = models.CharField(_("成交场所"), max_length=100, blank=True)  # empty: between the parties alone
    seller = models.CharField(_("转让方"), max_length=120)
    seller_uscc = models.CharField(_("转让方统一社会信用代码"), max_length=18, blank=True, validators=[validate_uscc])
    seller_region = models.CharField(_("转让方所在地"), max_length=6, validators=[validate_region])
    buyer = models.CharField(_("受让方"), max_length=120)
    buyer_uscc = models.CharField(_("受让方统一社会信用代码"), max_length=18, blank=True, validators=[validate_uscc])
    buyer_region = models.CharField(_("受让方所在地"), max_length=6, validators=[validate_region])
    evidence = models.ForeignKey(
        File, verbose_name=_("证明材料"), on_delete=models.PROTECT, null=True, related_name="+"
    )

    record = models.OneToOneField(
        PartnerRecord, on_delete=models.PROTECT, null=True, related_name="deal"
    )  # of an imported one
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")  # who told of it
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    checked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    note = models.CharField(_("退回原因"), max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_deal_per_contract_number",
                fields=["exchange", "contract_number"],
                violation_error_message=_("这一合同编号已登记过外部成交：请核对，不要重复登记。"),
            ),
            models.CheckConstraint(
                name="deal_amount_is_positive",
                condition=Q(amount_fen__gt=0),
                violation_error_message=_("成交金额须大于零。"),
            ),
            models.CheckConstraint(
                name="checked_deal_has_evidence_and_two_persons",
                condition=~Q(state="checked")
                | Q(evidence__isnull=False, checked_by__isnull=False, checked_at__isnull=False)
                & ~Q(checked_by=F("entered_by")),
            ),
        ]
        indexes = [
            models.Index(fields=["deal_date"], name="checked_deals_by_day", condition=Q(state="checked")),
            models.Index(fields=["exchange", "-id"], name="deals_of_an_exchange"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"
