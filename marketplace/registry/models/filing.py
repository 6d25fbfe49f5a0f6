"""技术合同认定登记: a contract handed in once for recognition, from draft to certificate (R-REG-01..08)."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode, Organisation, User
from marketplace.catalogue.models import TechnologyField
from marketplace.contracts.models import ContractKind, Deed, PaymentMode, Subtype
from marketplace.core.money import MAX_FEN
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel
from marketplace.files.models import File
from marketplace.registry.models.choices import LegalForm, Purpose, RightType
from marketplace.rulebook.models import RuleVersion
from marketplace.rulebook.terms import term
from marketplace.trading.models import Contract

REGION = RegexValidator(r"^\d{4}$", _("行政区划代码为四位数字，如重庆 5000、四川 5100、成都 5101（规则 R-REG-05）。"))
NOTE_MAX = 1_000


class State(models.TextChoices):
    DRAFT = "draft", _("填写中")
    SUBMITTED = "submitted", _("待受理")
    ACCEPTED = "accepted", _("认定中")
    RETURNED = "returned", _("退回补正")
    REGISTERED = "registered", _("已登记")
    REFUSED = "refused", _("不予登记")
    WITHDRAWN = "withdrawn", _("已撤回")
    CANCELLED = "cancelled", _("已注销")


EDITABLE = frozenset({State.DRAFT, State.RETURNED})
OVER = frozenset({State.REFUSED, State.WITHDRAWN})  # the contract may be handed in again


class FilingQuerySet(models.QuerySet["Filing"]):
    def for_pages(self) -> Self:
        """With what every page and answer shows."""
        return self.select_related(
            "filer", "contract__sale", "deed", "technology_field", "rule_version"
        ).prefetch_related("items")


def amount(label: object, *, least: int = 0, **options: object) -> models.BigIntegerField:
    return models.BigIntegerField(
        label,  # type: ignore[arg-type]  # a lazy text
        validators=[MinValueValidator(least), MaxValueValidator(MAX_FEN)],
        **options,  # type: ignore[arg-type]  # options of the field
    )


class Filing(StateModel):
    """One technology contract before the registrar. Whole price, what goes off, and what is technology always add up."""

    State = State
    TRANSITIONS = (
        ("submit", EDITABLE, State.SUBMITTED),
        ("accept", {State.SUBMITTED}, State.ACCEPTED),
        ("send_back", {State.SUBMITTED, State.ACCEPTED}, State.RETURNED),
        ("register", {State.ACCEPTED}, State.REGISTERED),
        ("refuse", {State.ACCEPTED}, State.REFUSED),
        ("withdraw", EDITABLE | {State.SUBMITTED, State.ACCEPTED}, State.WITHDRAWN),
        ("cancel", {State.REGISTERED}, State.CANCELLED),
    )

    number = NumberField(prefix="RF")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    exchange = models.CharField(_("登记机构"), max_length=2, choices=ExchangeCode)
    filer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="filings")  # R-REG-02
    imported = models.BooleanField(_("技术进口合同（由境内受让方登记）"), default=False)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, null=True, blank=True, related_name="filings")
    deed = models.ForeignKey(Deed, on_delete=models.PROTECT, null=True, blank=True, related_name="+")  # of no sale

    name = models.CharField(_("合同名称"), max_length=200)
    contract_number = models.CharField(_("合同编号"), max_length=60)
    kind = models.CharField(_("合同类型"), max_length=12, choices=ContractKind)
    subtype = models.CharField(_("合同子类"), max_length=20, choices=Subtype)
    other_name = models.CharField(_("对方名称"), max_length=120)
    other_uscc = models.CharField(_("对方统一社会信用代码"), max_length=18, blank=True)  # none abroad, none of a person
    other_region = models.CharField(_("对方行政区划代码"), max_length=4, validators=[REGION], blank=True)
    other_form = models.CharField(_("对方法人类型"), max_length=12, choices=LegalForm)
    other_contact = models.CharField(_("对方联系人及电话"), max_length=100, blank=True)
    own_region = models.CharField(_("本方行政区划代码"), max_length=4, validators=[REGION])
    own_form = models.CharField(_("本方法人类型"), max_length=12, choices=LegalForm)
    own_contact = models.CharField(_("本方联系人及电话"), max_length=100)
    signed_date = models.DateField(_("签订日期"))
    ends_date = models.DateField(_("合同期限至"))

    total_fen = amount(_("合同成交额"), least=1)
    deducted_fen = amount(_("扣除额"), default=0)  # the sum of the items
    technology_fen = amount(_("技术交易额"))
    payment_mode = models.CharField(_("支付方式"), max_length=14, choices=PaymentMode)
    technology_field = models.ForeignKey(
        TechnologyField, verbose_name=_("技术领域"), on_delete=models.PROTECT, related_name="+"
    )
    right_type = models.CharField(_("知识产权类型"), max_length=14, choices=RightType)
    right_numbers = models.CharField(_("知识产权编号"), max_length=300, blank=True)
    project_source = models.CharField(_("计划项目来源"), max_length=120, blank=True)
    goal = models.CharField(_("社会经济目标"), max_length=120)
    expected_investment_fen = amount(_("预计新增投资"), null=True, blank=True)
    expected_output_fen = amount(_("预计新增产值"), null=True, blank=True)

    rule_version = models.ForeignKey(RuleVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)  # by when it is decided; a correction starts it again
    overdue_at = models.DateTimeField(null=True, blank=True)  # noted by the sweep
    disputed = models.BooleanField(default=False)
    expert_review = models.BooleanField(default=False)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    registration_number = models.CharField(_("登记编号"), max_length=30, blank=True)
    reason = models.CharField(max_length=NOTE_MAX, blank=True)  # of the last return or refusal
    relief_warning = models.BooleanField(default=False)  # changed or cancelled after a tax relief was used (R-REG-07)

    objects = FilingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_registration_per_contract",
                fields=["contract"],
                condition=~Q(state__in=sorted(OVER)),
                violation_error_message=_("该合同已申请登记：一份合同只登记一次（规则 R-REG-02）。"),
            ),
            models.UniqueConstraint(
                name="one_registration_per_deed",
                fields=["deed"],
                condition=~Q(state__in=sorted(OVER)),
                violation_error_message=_("该合同已申请登记：一份合同只登记一次（规则 R-REG-02）。"),
            ),
            models.CheckConstraint(
                name="registration_is_of_one_contract", condition=Q(contract__isnull=True) | Q(deed__isnull=True)
            ),
            models.UniqueConstraint(
                name="one_registration_per_contract_number",
                fields=["filer", "contract_number"],
                condition=~Q(state__in=sorted(OVER)),
                violation_error_message=_("该编号的合同已申请登记：一份合同只登记一次（规则 R-REG-02）。"),
            ),
            models.UniqueConstraint(
                name="registration_numbers_are_unique",
                fields=["registration_number"],
                condition=~Q(registration_number=""),
            ),
            models.CheckConstraint(
                name="the_two_amounts_of_a_contract_add_up",
                condition=Q(total_fen=F("technology_fen") + F("deducted_fen"))
                & Q(total_fen__gt=0, technology_fen__gte=0, deducted_fen__gte=0),
            ),
            models.CheckConstraint(
                name="a_running_registration_has_its_limit",
                condition=~Q(state=State.ACCEPTED)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False, due_at__isnull=False),
            ),
            models.CheckConstraint(
                name="registered_by_another_person",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("accepted_by")),
            ),
            models.CheckConstraint(
                name="a_registered_contract_has_its_number",
                condition=~Q(state__in=[State.REGISTERED, State.CANCELLED])
                | (Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(registration_number="")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="registrations_to_decide",
                condition=Q(state=State.ACCEPTED, overdue_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class Item(models.Model):
    """What the contract pays for besides technology (R-REG-04, R-CON-13)."""

    filing = models.ForeignKey(Filing, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)  # a code of the rules: equipment, instruments, parts, raw_materials
    name = models.CharField(_("名称"), max_length=120)
    amount_fen = amount(_("金额"), least=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="item_position_in_filing", fields=["filing", "position"]),
            models.CheckConstraint(name="item_is_an_amount", condition=Q(amount_fen__gt=0)),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kind_label(self) -> str:
        """What it is, in words."""
        return term(self.kind)


class Opinion(models.Model):
    """What an expert says of a large or disputed contract (R-REG-03)."""

    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="opinions")
    expert = models.CharField(_("专家姓名"), max_length=60)
    institution = models.CharField(_("专家单位"), max_length=120)
    supports = models.BooleanField(_("同意认定"))
    reason = models.CharField(_("意见"), max_length=NOTE_MAX)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_opinion_per_expert", fields=["filing", "expert"])]

    def __str__(self) -> str:
        return f"{self.filing_id} {self.expert}"


class Paper(models.Model):
    """What was handed in, and as which paper of R-REG-05; a second one of a kind adds to the first."""

    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="papers")
    purpose = models.CharField(_("材料类别"), max_length=10, choices=Purpose)
    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.purpose} {self.file_id}"
