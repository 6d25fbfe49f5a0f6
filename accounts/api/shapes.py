"""The shapes in which accounts speak through the API."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.commands.claims import OUTCOMES
from accounts.commands.tokens import DEFAULT_DAYS, MAX_DAYS
from accounts.models import (
    ActingToken,
    Authorisation,
    Claim,
    ExchangeCode,
    Fault,
    Invitation,
    Kind,
    Membership,
    Merger,
    NameChange,
    Organisation,
    OwnerCategory,
    Piece,
    Role,
    Scale,
    Scope,
)
from accounts.models.paper import PAPERS
from accounts.rules import may_see_file
from marketplace.core.api import MoneyField

REGISTRABLE = [choice for choice in Kind.choices if choice[0] not in (Kind.EXCHANGE, Kind.PERSON)]


class ContactIn(serializers.Serializer[Any]):
    region_code = serializers.CharField(max_length=6, required=False, help_text="GB/T 2260")
    address = serializers.CharField(max_length=200, required=False)
    contact_name = serializers.CharField(max_length=60, required=False)
    contact_email = serializers.EmailField(required=False)
    contact_phone = serializers.CharField(max_length=30, required=False)


class PaperNumbers(serializers.Serializer[Any]):
    """Numbers of files handed in before (`POST /api/v1/files`)."""

    licence = serializers.CharField(max_length=20, required=False, help_text="营业执照: F-…")
    mandate = serializers.CharField(max_length=20, required=False, help_text="授权委托书: F-…")
    identity = serializers.CharField(max_length=20, required=False, help_text="身份证件: F-…")


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
    papers = PaperNumbers(required=False, help_text="with all three the organisation waits at once, else it is a draft")


class PersonIn(ContactIn):
    name = serializers.CharField(max_length=60, required=False)
    identity = serializers.CharField(max_length=20, required=False, help_text="身份证件: F-…")


class PaperIn(serializers.Serializer[Any]):
    piece = serializers.ChoiceField([(piece.value, piece.label) for piece in PAPERS])
    file = serializers.CharField(max_length=20, help_text="F-…")


class PieceOut(serializers.Serializer[Any]):
    """One piece of an application."""

    piece = serializers.ChoiceField(Piece.choices)
    file = serializers.CharField(source="paper.file.number", default=None, allow_null=True)
    handed_in_at = serializers.DateTimeField(source="paper.handed_in_at", default=None, allow_null=True)
    fault = serializers.CharField(help_text="what was wrong with it at the last return, or empty")
    gap = serializers.CharField(help_text="what is to do, or empty")


class ReadingIn(serializers.Serializer[Any]):
    """What the officer reads from the papers. A term of null has no end (长期). Of a person, the identity document only."""

    identity_name = serializers.CharField(max_length=60)
    identity_valid_to = serializers.DateField(allow_null=True)
    licence_uscc = serializers.CharField(max_length=40, required=False)
    licence_name = serializers.CharField(max_length=120, required=False)
    licence_valid_to = serializers.DateField(required=False, allow_null=True)
    mandate_name = serializers.CharField(max_length=60, required=False)
    sealed = serializers.BooleanField(required=False)


class ReturnedPiece(serializers.Serializer[Any]):
    piece = serializers.ChoiceField(Piece.choices)
    fault = serializers.ChoiceField(Fault.choices)
    note = serializers.CharField(max_length=200, required=False, allow_blank=True)


class ReturnIn(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=500, required=False, allow_blank=True)
    pieces = ReturnedPiece(many=True, required=False)


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
    return_pieces = ReturnedPiece(many=True)

    class Meta:
        model = Organisation
        fields = [
            "address",
            "contact_name",
            "contact_email",
            "contact_phone",
            "submitted_at",
            "return_reason",
            "return_pieces",
            "suspension_reason",
            "licence_valid_to",
        ]
        read_only_fields = fields


class OrganisationOut(serializers.ModelSerializer[Organisation]):
    successor = serializers.CharField(
        source="successor.number", default=None, allow_null=True, help_text="into which it was merged"
    )
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
            "successor",
            "file",
        ]
        read_only_fields = fields

    @extend_schema_field(OrganisationFile(allow_null=True))
    def get_file(self, party: Organisation) -> Any:
        return OrganisationFile(party).data if may_see_file(self.context["request"].actor, party) else None


class InvitationIn(serializers.Serializer[Any]):
    email = serializers.EmailField(default="", allow_blank=True, help_text="whom to write to, whether signed up or not")
    mobile = serializers.CharField(
        default="", allow_blank=True, max_length=30, help_text="where only that is known, instead of the e-mail"
    )
    role = serializers.ChoiceField(Role.choices)


class SecretIn(serializers.Serializer[Any]):
    secret = serializers.CharField(max_length=64, help_text="from the link in the mail")


class InvitationOut(serializers.ModelSerializer[Invitation]):
    email = serializers.CharField(help_text="empty where it went to a mobile number")
    mobile = serializers.CharField(help_text="E.164; empty where it went by e-mail")
    sent = serializers.IntegerField(help_text="how often; each time with another link")

    class Meta:
        model = Invitation
        fields = [
            "number",
            "state",
            "email",
            "mobile",
            "role",
            "invited_at",
            "sent",
            "sent_at",
            "expires_at",
            "answered_at",
        ]
        read_only_fields = fields


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


class AuthorisationIn(serializers.Serializer[Any]):
    """A mandate (授权委托书) of a member."""

    user = serializers.CharField(max_length=20, help_text="the member: U-…")
    scopes = serializers.ListField(child=serializers.ChoiceField(Scope.choices), min_length=1, max_length=5)
    limit = MoneyField(required=False, allow_null=True, help_text="of one act; null for none")
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(help_text="the last day")
    paper = serializers.CharField(max_length=20, help_text="the scan: F-…")


class AuthorisationOut(serializers.ModelSerializer[Authorisation]):
    organisation = serializers.CharField(source="organisation.number")
    user = serializers.CharField(source="user.number")
    name = serializers.CharField(source="user.name")
    scopes = serializers.ListField(child=serializers.ChoiceField(Scope.choices))
    limit = MoneyField(source="limit_fen", allow_null=True)
    paper = serializers.CharField(source="paper.number")

    class Meta:
        model = Authorisation
        fields = [
            "number",
            "state",
            "organisation",
            "user",
            "name",
            "scopes",
            "limit",
            "valid_from",
            "valid_to",
            "paper",
            "submitted_at",
            "decided_at",
            "confirmed_by",
            "revoked_at",
            "reason",
        ]
        read_only_fields = fields


class AuthorisationFilter(serializers.Serializer[Any]):
    state = serializers.ChoiceField(Authorisation.State.choices, required=False)


class ClaimIn(serializers.Serializer[Any]):
    uscc = serializers.CharField(max_length=40, help_text="of the organisation that is registered already")
    statement = serializers.CharField(max_length=2_000)
    licence = serializers.CharField(max_length=20, help_text="F-…")
    mandate = serializers.CharField(max_length=20, help_text="F-…")
    identity = serializers.CharField(max_length=20, help_text="F-…")


class SettlementIn(serializers.Serializer[Any]):
    outcome = serializers.ChoiceField([(outcome, outcome) for outcome in OUTCOMES])
    reasons = serializers.CharField(max_length=2_000)


class ClaimOut(serializers.ModelSerializer[Claim]):
    organisation = serializers.CharField(source="organisation.number")
    uscc = serializers.CharField(source="organisation.uscc")
    claimant = serializers.CharField(source="claimant.number")

    class Meta:
        model = Claim
        fields = [
            "number",
            "state",
            "organisation",
            "uscc",
            "claimant",
            "statement",
            "filed_at",
            "settled_by_exchange",
            "settled_at",
            "reasons",
        ]
        read_only_fields = fields


class NameChangeIn(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=120)
    name_en = serializers.CharField(max_length=160, required=False, allow_blank=True)
    licence = serializers.CharField(max_length=20, help_text="the new licence: F-…")


class NameReadingIn(serializers.Serializer[Any]):
    licence_name = serializers.CharField(max_length=120)
    licence_uscc = serializers.CharField(max_length=40)


class NameChangeOut(serializers.ModelSerializer[NameChange]):
    organisation = serializers.CharField(source="organisation.number")

    class Meta:
        model = NameChange
        fields = ["number", "state", "organisation", "old_name", "new_name", "proposed_at", "decided_at", "reason"]
        read_only_fields = fields


class MergerIn(serializers.Serializer[Any]):
    absorbed = serializers.CharField(max_length=20, help_text="O-…")
    successor = serializers.CharField(max_length=20, help_text="O-…")
    reasons = serializers.CharField(max_length=1_000)
    paper = serializers.CharField(max_length=20, help_text="of the registry: F-…")


class MergerOut(serializers.ModelSerializer[Merger]):
    absorbed = OrganisationName()
    successor = OrganisationName()

    class Meta:
        model = Merger
        fields = ["number", "state", "absorbed", "successor", "reasons", "proposed_at", "decided_at", "reason"]
        read_only_fields = fields
