"""A legal subject that acts on the market: an organisation or a natural person."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.identifiers import validate_region, validate_uscc
from accounts.models.waiting import WaitingModel
from marketplace.core.numbers import NumberField


class Kind(models.TextChoices):
    UNIVERSITY = "university", _("高等学校")
    INSTITUTE = "institute", _("科研机构")
    FIRM = "firm", _("企业")
    EXCHANGE = "exchange", _("交易机构")
    ALLIANCE = "alliance", _("市场联盟")
    SERVICE_AGENCY = "service_agency", _("服务机构")
    BANK = "bank", _("银行")
    REGISTRY = "registry", _("登记机构")
    SUPERVISOR = "supervisor", _("监管部门")
    PERSON = "person", _("自然人")


class ExchangeCode(models.TextChoices):
    """The four exchanges by short name; tests and schedules speak of SW, CQ, CD, NT."""

    SW = "SW", _("西南联交所")
    CQ = "CQ", _("重庆联交所")
    CD = "CD", _("成都知识产权交易中心")
    NT = "NT", _("国家技术转移西南中心")


class Scale(models.TextChoices):
    LARGE = "large", _("大型")
    MEDIUM = "medium", _("中型")
    SMALL = "small", _("小型")
    MICRO = "micro", _("微型")
    UNKNOWN = "", _("未填写")


class OwnerCategory(models.TextChoices):
    """Whose property it is decides the track of a sale (R-PRI-07)."""

    UNIVERSITY = "university", _("国家设立的高校院所")
    STATE_FIRM = "state_firm", _("国有企业")
    PRIVATE = "private", _("民营及其他企业")
    NATURAL_PERSON = "natural_person", _("自然人")


class Organisation(WaitingModel):
    """Acts only after one exchange has verified it; the other three accept that (R-CRD-01 by analogy)."""

    class State(models.TextChoices):
        DRAFT = "draft", _("填写中")
        PENDING = "pending", _("待审核")
        RETURNED = "returned", _("退回补正")
        VERIFIED = "verified", _("已认证")
        SUSPENDED = "suspended", _("已暂停")
        ABSORBED = "absorbed", _("已并入其他单位")

    WAITING = State.PENDING
    TRANSITIONS = (
        ("submit", {State.DRAFT}, State.PENDING),
        ("verify", {State.PENDING}, State.VERIFIED),
        ("send_back", {State.PENDING}, State.RETURNED),
        ("resubmit", {State.RETURNED}, State.PENDING),
        ("suspend", {State.VERIFIED}, State.SUSPENDED),
        ("reinstate", {State.SUSPENDED}, State.VERIFIED),
        ("absorb", {State.VERIFIED, State.SUSPENDED}, State.ABSORBED),
    )

    number = NumberField(prefix="O")
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    kind = models.CharField(_("类型"), max_length=16, choices=Kind)
    name = models.CharField(_("名称"), max_length=120)
    name_en = models.CharField(_("英文名称"), max_length=160, blank=True)
    uscc = models.CharField(_("统一社会信用代码"), max_length=18, blank=True, validators=[validate_uscc])
    exchange_code = models.CharField(max_length=2, choices=ExchangeCode, blank=True)  # of an exchange itself
    home_exchange = models.CharField(
        _("所属交易机构"), max_length=2, choices=ExchangeCode, blank=True
    )  # through which it registered
    region_code = models.CharField(
        _("行政区划代码"), max_length=6, blank=True, validators=[validate_region]
    )  # GB/T 2260
    address = models.CharField(_("地址"), max_length=200, blank=True)
    industry_code = models.CharField(_("行业代码"), max_length=5, blank=True)  # GB/T 4754
    scale = models.CharField(_("企业规模"), max_length=6, choices=Scale, blank=True)
    owner_category = models.CharField(_("所有制类别"), max_length=14, choices=OwnerCategory)
    intro = models.CharField(_("简介"), max_length=1000, blank=True)
    contact_name = models.CharField(_("联系人"), max_length=60, blank=True)
    contact_email = models.EmailField(_("联系邮箱"), blank=True)
    contact_phone = models.CharField(_("联系电话"), max_length=30, blank=True)
    submitted_at = models.DateTimeField()  # registered or sent again: since when it waits for an exchange
    verified_by = models.CharField(max_length=2, choices=ExchangeCode, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    licence_valid_to = models.DateField(null=True, blank=True)  # as the officer read it; null: without end (长期)
    return_reason = models.CharField(_("退回原因"), max_length=500, blank=True)
    return_pieces = models.JSONField(
        default=list, blank=True
    )  # what the last return asked for, as in Examination.pieces
    suspension_reason = models.CharField(_("暂停原因"), max_length=500, blank=True)
    successor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="absorbed_ones")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_organisation_per_uscc",
                fields=["uscc"],
                condition=~Q(uscc=""),
                violation_error_message=_(
                    "该统一社会信用代码已登记。请联系本单位管理员邀请您加入；如系冒用或管理员已离职，请提出单位归属主张，由交易机构裁定。"
                ),
            ),
            models.UniqueConstraint(
                name="one_organisation_per_exchange",
                fields=["exchange_code"],
                condition=~Q(exchange_code=""),
                violation_error_message=_("该交易机构已设立。"),
            ),
            models.CheckConstraint(
                name="only_persons_lack_a_uscc",
                condition=Q(kind="person", uscc="") | (~Q(kind="person") & ~Q(uscc="")),
                violation_error_message=_("单位须填写统一社会信用代码（GB 32100-2015）；自然人没有此代码。"),
            ),
            models.CheckConstraint(name="an_exchange_has_its_code", condition=Q(kind="exchange") ^ Q(exchange_code="")),
            models.CheckConstraint(
                name="verified_by_an_exchange_at_a_time",
                condition=~Q(state="verified") | (Q(verified_at__isnull=False) & ~Q(verified_by="")),
            ),
            models.CheckConstraint(
                name="an_absorbed_organisation_has_a_successor",
                condition=Q(state="absorbed") ^ Q(successor__isnull=True),
            ),
            models.CheckConstraint(
                name="a_return_or_suspension_says_why",
                condition=(~Q(state="returned") | ~Q(return_reason=""))
                & (~Q(state="suspended") | ~Q(suspension_reason="")),
            ),
        ]
        indexes = [models.Index(fields=["due_at", "id"], name="organisations_waiting", condition=Q(state="pending"))]

    def __str__(self) -> str:
        return self.local_name

    @property
    def local_name(self) -> str:
        """The name in the reader's language; the Chinese one is the registered one."""
        return self.name_en if self.name_en and (get_language() or "zh").startswith("en") else self.name

    @property
    def is_verified(self) -> bool:
        return self.state == self.State.VERIFIED
