"""The shapes in which the registry speaks through the API."""

from typing import Any

from rest_framework import serializers

from accounts.models import ExchangeCode
from marketplace.core.api import MoneyField
from marketplace.registry.models import (
    Change,
    ContractKind,
    Filing,
    Item,
    LegalForm,
    Opinion,
    PaymentMode,
    Purpose,
    RightType,
    Subtype,
    TaxFacts,
)
from marketplace.registry.taxing import Condition

LONG = 1_000


def text(most: int, **options: Any) -> serializers.CharField:
    return serializers.CharField(max_length=most, **options)


def empty(most: int) -> serializers.CharField:
    return text(most, allow_blank=True, default="")


class ContractItemIn(serializers.Serializer[None]):
    kind = text(20, help_text="a code of R-REG-04: equipment, instruments, parts, raw_materials")
    name = text(120)
    amount = MoneyField(source="amount_fen")


class ContractRegistrationEditIn(serializers.Serializer[None]):
    name = text(200)
    contract_number = text(60)
    kind = serializers.ChoiceField(choices=ContractKind.choices)
    subtype = serializers.ChoiceField(choices=Subtype.choices)
    imported = serializers.BooleanField(
        default=False, help_text="an import: the filer is the domestic buyer (R-REG-02)"
    )
    other_name = text(120)
    other_uscc = empty(18)
    other_region = empty(4)
    other_form = serializers.ChoiceField(choices=LegalForm.choices)
    other_contact = empty(100)
    own_region = text(4, help_text="four digits: 5000 Chongqing, 5100 Sichuan, 5101 Chengdu")
    own_form = serializers.ChoiceField(choices=LegalForm.choices)
    own_contact = text(100)
    signed_date = serializers.DateField()
    ends_date = serializers.DateField()
    total = MoneyField(source="total_fen", help_text="合同成交额")
    payment_mode = serializers.ChoiceField(choices=PaymentMode.choices)
    technology_field = text(30, help_text="a code of `technology-fields` (R-REG-06)")
    right_type = serializers.ChoiceField(choices=RightType.choices)
    right_numbers = empty(300)
    project_source = empty(120)
    goal = text(120)
    expected_investment = MoneyField(source="expected_investment_fen", default=None, allow_null=True)
    expected_output = MoneyField(source="expected_output_fen", default=None, allow_null=True)
    items = ContractItemIn(many=True, default=list, help_text="what is no technology, itemised (R-CON-13)")


class ContractRegistrationIn(ContractRegistrationEditIn):
    sale = text(20, allow_blank=True, default="", help_text="of this market; empty: a contract closed elsewhere")
    deed = text(20, allow_blank=True, default="", help_text="the contract of commissioned work of this market")
    exchange = serializers.ChoiceField(
        choices=ExchangeCode.choices,
        allow_blank=True,
        default="",
        help_text="the registrar of a contract closed elsewhere",
    )


class ContractItemOut(serializers.ModelSerializer[Item]):
    amount = MoneyField(source="amount_fen")

    class Meta:
        model = Item
        fields = ["kind", "name", "amount"]
        read_only_fields = fields


class ContractRegistrationOut(serializers.ModelSerializer[Filing]):
    filer = serializers.CharField(source="filer.number")
    contract = serializers.CharField(source="contract.number", default=None, allow_null=True)
    sale = serializers.CharField(source="contract.sale.number", default=None, allow_null=True)
    deed = serializers.CharField(source="deed.number", default=None, allow_null=True)
    total = MoneyField(source="total_fen", help_text="合同成交额")
    technology = MoneyField(source="technology_fen", help_text="技术交易额")
    technology_field = serializers.CharField(source="technology_field_id")
    expected_investment = MoneyField(source="expected_investment_fen", allow_null=True)
    expected_output = MoneyField(source="expected_output_fen", allow_null=True)
    items = ContractItemOut(many=True)
    state_label = serializers.CharField(source="get_state_display")
    rule_version = serializers.CharField(source="rule_version.number", default=None, allow_null=True)

    class Meta:
        model = Filing
        fields = [
            "number",
            "state",
            "state_label",
            "registration_number",
            "exchange",
            "filer",
            "imported",
            "contract",
            "sale",
            "deed",
            "name",
            "contract_number",
            "kind",
            "subtype",
            "other_name",
            "other_uscc",
            "other_region",
            "other_form",
            "own_region",
            "own_form",
            "signed_date",
            "ends_date",
            "total",
            "technology",
            "items",
            "payment_mode",
            "technology_field",
            "right_type",
            "right_numbers",
            "project_source",
            "goal",
            "expected_investment",
            "expected_output",
            "expert_review",
            "submitted_at",
            "accepted_at",
            "due_at",
            "overdue_at",
            "decided_at",
            "reason",
            "relief_warning",
            "rule_version",
        ]
        read_only_fields = fields


class RegistrationPaperIn(serializers.Serializer[None]):
    purpose = serializers.ChoiceField(choices=Purpose.choices)
    file = text(20, help_text="the number of a file handed in by POST /files")


class RegistrationAcceptanceIn(serializers.Serializer[None]):
    disputed = serializers.BooleanField(default=False, help_text="experts look into it, whatever the amount")


class RegistrationReasonIn(serializers.Serializer[None]):
    reason = text(LONG)


class RegistrationOpinionIn(serializers.Serializer[None]):
    expert = text(60)
    institution = text(120)
    supports = serializers.BooleanField()
    reason = text(LONG)


class RegistrationOpinionOut(serializers.ModelSerializer[Opinion]):
    class Meta:
        model = Opinion
        fields = ["expert", "institution", "supports", "reason", "recorded_at"]
        read_only_fields = fields


class RegistrationChangeIn(serializers.Serializer[None]):
    kind = serializers.ChoiceField(choices=Change.Kind.choices)
    reason = text(LONG)
    relief_used = serializers.BooleanField(default=False, help_text="whether a tax relief was used on it (R-REG-07)")
    total = MoneyField(source="total_fen", default=None, allow_null=True)
    technology = MoneyField(source="technology_fen", default=None, allow_null=True)


class RegistrationChangeOut(serializers.ModelSerializer[Change]):
    filing = serializers.CharField(source="filing.number")
    total = MoneyField(source="total_fen", allow_null=True)
    technology = MoneyField(source="technology_fen", allow_null=True)

    class Meta:
        model = Change
        fields = [
            "number",
            "filing",
            "state",
            "kind",
            "reason",
            "relief_used",
            "total",
            "technology",
            "proposed_at",
            "decided_at",
            "answer",
        ]
        read_only_fields = fields


class RegistrationChangeDecisionIn(serializers.Serializer[None]):
    approved = serializers.BooleanField()
    answer = empty(LONG)


class TaxFactsIn(serializers.Serializer[None]):
    income_date = serializers.DateField(help_text="decides the tax year and the version of the rules")
    cost = MoneyField(source="cost_fen", default=0)
    charges = MoneyField(source="charges_fen", default=0, help_text="related taxes and fees")
    resident = serializers.BooleanField(default=True)
    separate_accounts = serializers.BooleanField(default=True)
    wholly_related = serializers.BooleanField(default=False)
    licence_years = serializers.IntegerField(min_value=0, max_value=100, default=None, allow_null=True)
    waived = serializers.BooleanField(default=False, help_text="the VAT exemption was waived")
    related = MoneyField(source="related_fen", default=0, help_text="consulting and services that belong to it")
    same_invoice = serializers.BooleanField(default=False)


class TaxFactsOut(serializers.ModelSerializer[TaxFacts]):
    filing = serializers.CharField(source="filing.number")
    cost = MoneyField(source="cost_fen")
    charges = MoneyField(source="charges_fen")
    related = MoneyField(source="related_fen")

    class Meta:
        model = TaxFacts
        fields = [
            "filing",
            "income_date",
            "cost",
            "charges",
            "resident",
            "separate_accounts",
            "wholly_related",
            "licence_years",
            "waived",
            "related",
            "same_invoice",
        ]
        read_only_fields = fields


class TaxYearIn(serializers.Serializer[None]):
    year = serializers.IntegerField(min_value=2026, max_value=2099)


class ConditionOut(serializers.Serializer[Condition]):
    text = serializers.CharField()
    rule = serializers.CharField()
    met = serializers.BooleanField()


class TaxEstimateOut(serializers.Serializer[Any]):
    filing = serializers.CharField(source="filing.number")
    name = serializers.CharField(source="filing.name")
    income_date = serializers.DateField(source="facts.income_date")
    rule_version = serializers.CharField(source="version.number")
    rule_source = serializers.CharField(source="version.source", help_text="where the values of the version come from")
    notice = serializers.CharField(
        source="income.notice", help_text="stands beside the amounts: no tax advice (R-TAX-06)"
    )
    vat = MoneyField(source="vat.tax_fen")
    vat_exempt = MoneyField(source="vat.exempt_fen")
    vat_conditions = ConditionOut(source="vat.conditions", many=True)
    income = MoneyField(source="income.income_fen")
    income_before = MoneyField(source="income.before_fen", help_text="relieved income of the same year before it")
    income_exempt = MoneyField(source="income.exempt_fen")
    income_halved = MoneyField(source="income.reduced_fen")
    income_tax = MoneyField(source="income.tax_fen")
    income_tax_unrelieved = MoneyField(source="income.unrelieved_fen")
    income_tax_saving = MoneyField(source="income.saving_fen")
    income_tax_conditions = ConditionOut(source="income.conditions", many=True)
    stamp_duty = MoneyField(source="stamp.tax_fen")
    warning = serializers.BooleanField(source="filing.relief_warning", help_text="a used relief has to be reported")
