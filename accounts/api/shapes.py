"""The shapes in which accounts speak through the API."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.commands.tokens import DEFAULT_DAYS, MAX_DAYS
from accounts.models import ActingToken, ExchangeCode, Kind, Membership, Organisation, OwnerCategory, Role, Scale
from accounts.rules import may_see_file

REGISTRABLE = [choice for choice in Kind.choices if choice[0] not in (Kind.EXCHANGE, Kind.PERSON)]


class ContactIn(serializers.Serializer[Any]):
    region_code = serializers.CharField(max_length=6, required=False, help_text="GB/T 2260")
    address = serializers.CharField(max_length=200, required=False)
    contact_name = serializers.CharField(max_length=60, required=False)
    contact_email = serializers.EmailField(required=False)
    contact_phone = serializers.CharField(max_length=30, required=False)


class CorrectionsIn(ContactIn):
    name = serializers.CharField(max_length=120, required=False)
    name_en = serializers.CharField(max_length=160, required=False, allow_blank=True)
    uscc = serializers.CharField(max_length=40, required=False, help_text="GB 32100-2015, 18 symbols")
    owner_category = serializers.ChoiceField(OwnerCategory.choices, required=False)
    home_exchange = serializers.ChoiceField(ExchangeCode.choices, required=False, allow_blank=True)
    industry_code = serializers.CharField(max_length=5, required=False, allow_blank=True, help_text="GB/T 4754")
    scale = serializers.ChoiceField(Scale.choices, required=False, allow_blank=True)
    intro = serializers.CharField(max_length=1000, required=False, allow_blank=True)


class OrganisationIn(CorrectionsIn):
    kind = serializers.ChoiceField(REGISTRABLE)
    name = serializers.CharField(max_length=120)
    uscc = serializers.CharField(max_length=40, help_text="GB 32100-2015, 18 symbols")
    owner_category = serializers.ChoiceField(OwnerCategory.choices)


class PersonIn(ContactIn):
    name = serializers.CharField(max_length=60, required=False)


class ReasonIn(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=500)


class OrganisationChoice(serializers.Serializer[Any]):
    number = serializers.CharField(max_length=20)


class OrganisationName(serializers.ModelSerializer[Organisation]):
    class Meta:
        model = Organisation
        fields = ["number", "name", "name_en", "kind", "state"]
        read_only_fields = fields


class OrganisationFile(serializers.ModelSerializer[Organisation]):
    """What only members and exchange staff see."""

    contact_email = serializers.CharField(help_text="an e-mail, or empty")

    class Meta:
        model = Organisation
        fields = [
            "address",
            "contact_name",
            "contact_email",
            "contact_phone",
            "submitted_at",
            "return_reason",
            "suspension_reason",
        ]
        read_only_fields = fields


class OrganisationOut(serializers.ModelSerializer[Organisation]):
    file = serializers.SerializerMethodField(help_text="for members and exchange staff, null for others")

    class Meta:
        model = Organisation
        fields = [
            "number",
            "state",
            "kind",
            "name",
            "name_en",
            "uscc",
            "exchange_code",
            "home_exchange",
            "region_code",
            "industry_code",
            "scale",
            "owner_category",
            "intro",
            "verified_by",
            "verified_at",
            "file",
        ]
        read_only_fields = fields

    @extend_schema_field(OrganisationFile(allow_null=True))
    def get_file(self, party: Organisation) -> Any:
        return OrganisationFile(party).data if may_see_file(self.context["request"].actor, party) else None


class MemberIn(serializers.Serializer[Any]):
    email = serializers.EmailField(help_text="by which the person signs in")
    role = serializers.ChoiceField(Role.choices)


class MemberOut(serializers.ModelSerializer[Membership]):
    user = serializers.CharField(source="user.number")
    name = serializers.CharField(source="user.name")
    email = serializers.EmailField(source="user.email")

    class Meta:
        model = Membership
        fields = ["user", "name", "email", "role", "started_at"]
        read_only_fields = fields


class OwnMembership(serializers.Serializer[Any]):
    organisation = OrganisationName()
    role = serializers.ChoiceField(Role.choices)


class MeOut(serializers.Serializer[Any]):
    number = serializers.CharField(source="user.number")
    name = serializers.CharField(source="user.name")
    email = serializers.EmailField(source="user.email")
    acting_for = OrganisationName(source="organisation", allow_null=True)
    roles = serializers.SerializerMethodField(help_text="in the organisation acted for")
    memberships = OwnMembership(many=True)

    def get_roles(self, me: Any) -> list[str]:
        return sorted(me.roles)


class TokenIn(serializers.Serializer[Any]):
    label = serializers.CharField(max_length=60)  # type: ignore[assignment]  # a field's own label is another thing
    days = serializers.IntegerField(min_value=1, max_value=MAX_DAYS, default=DEFAULT_DAYS)


class TokenOut(serializers.ModelSerializer[ActingToken]):
    organisation = OrganisationName()
    created_at = serializers.DateTimeField(source="token.created")
    expires_at = serializers.DateTimeField(source="token.expiry")

    class Meta:
        model = ActingToken
        fields = ["number", "label", "organisation", "created_at", "expires_at"]
        read_only_fields = fields


class IssuedOut(serializers.Serializer[Any]):
    token = TokenOut()
    secret = serializers.CharField(help_text="shown only now: `Authorization: Token <secret>`")


class OrganisationFilter(serializers.Serializer[Any]):
    state = serializers.ChoiceField(Organisation.State.choices, required=False)
    kind = serializers.ChoiceField(Kind.choices, required=False)
    name = serializers.CharField(max_length=60, required=False, help_text="a part of the Chinese or English name")
