"""A party's accounts and what moved on them."""

from typing import Any

from django.http import Http404, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.response import Response

from accounts.models import Organisation
from marketplace.core.api import MarketView, MoneyField, Request
from marketplace.core.schema import PAGE_PARAMETERS, page_of
from marketplace.core.tables import MEDIA_TYPES, answer, written
from marketplace.ledger import queries
from marketplace.ledger.bookkeeping import books
from marketplace.ledger.models import Account, Leg

SIGNED_MONEY = {
    "type": "object",
    "required": ["amount", "currency"],
    "properties": {
        "amount": {"type": "string", "pattern": r"^-?\d+\.\d{2}$", "examples": ["-280000.00"]},
        "currency": {"type": "string", "const": "CNY"},
    },
}


@extend_schema_field(SIGNED_MONEY, component_name="SignedMoney")
class SignedMoneyField(MoneyField):
    """An amount that may be negative; for answers only."""


class OwnerOut(serializers.ModelSerializer[Organisation]):
    class Meta:
        model = Organisation
        fields = ["number", "name", "name_en"]
        read_only_fields = fields


class AccountOut(serializers.ModelSerializer[Account]):
    organisation = OwnerOut(allow_null=True, help_text="null: an account of the market itself")
    purpose_label = serializers.CharField(source="get_purpose_display")
    exchange_label = serializers.CharField(source="get_exchange_display")
    balance = SignedMoneyField(source="balance_fen")

    class Meta:
        model = Account
        fields = ["number", "organisation", "purpose", "purpose_label", "exchange", "exchange_label", "balance"]
        read_only_fields = fields


class MovementOut(serializers.ModelSerializer[Leg]):
    """What one transfer did to the account."""

    number = serializers.CharField(source="transfer.number")
    reference = serializers.CharField(source="transfer.reference")
    kind = serializers.CharField(source="transfer.kind")
    kind_label = serializers.CharField(source="transfer.get_kind_display")
    memo = serializers.CharField(source="transfer.memo")
    at = serializers.DateTimeField(source="transfer.at")
    reverses = serializers.CharField(source="transfer.reverses.number", default=None, allow_null=True)
    amount = SignedMoneyField(source="amount_fen", help_text="positive: money in")
    balance_after = SignedMoneyField(source="held_fen")

    class Meta:
        model = Leg
        fields: Any = [
            "number",
            "reference",
            "kind",
            "kind_label",
            "memo",
            "at",
            "reverses",
            "amount",
            "balance_after",
        ]
        read_only_fields = fields


class AccountList(MarketView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(AccountOut))
    def get(self, request: Request) -> Response:
        """One's own organisation's accounts; for the finance of an exchange all accounts at it."""
        return self.page(AccountOut, queries.accounts_for(request.actor))


class AccountDetail(MarketView):
    @extend_schema(responses=AccountOut)
    def get(self, request: Request, number: str) -> Response:
        """One account with its balance."""
        return self.answer(AccountOut(queries.account_for(request.actor, number)))


class AccountStatement(MarketView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(MovementOut))
    def get(self, request: Request, number: str) -> Response:
        """What moved on an account, newest first, with the balance after each movement."""
        return self.page(MovementOut, queries.statement(queries.account_for(request.actor, number)))


class MonthBooks(MarketView):
    @extend_schema(
        responses={(200, one.partition(";")[0]): OpenApiTypes.BINARY for one in MEDIA_TYPES.values()},
        parameters=[OpenApiParameter("ending", enum=list(MEDIA_TYPES), location=OpenApiParameter.PATH)],
    )
    def get(self, request: Request, month: str, ending: str) -> HttpResponse:
        """Vouchers and trial balance of one's exchange for a month such as `2027-04`; for its finance."""
        if ending not in MEDIA_TYPES:
            raise Http404
        return answer(
            written(books(request.actor, month), ending), name=f"{request.actor.exchange}-{month}", ending=ending
        )
