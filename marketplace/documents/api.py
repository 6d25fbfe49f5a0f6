"""Documents, seals on them and their public check, for programs."""

from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.idempotency import idempotent
from accounts.rules import is_signed_in
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.schema import PAGE_PARAMETERS, page_of
from marketplace.documents import commands, queries, rules
from marketplace.documents.commands import CHECKPOINTS
from marketplace.documents.models import Document, Sealing
from marketplace.documents.queries.documents import file_of
from marketplace.documents.views.answers import pdf_answer
from marketplace.files.api import AsItIs


class DocumentOut(serializers.ModelSerializer[Document]):
    addressee = serializers.CharField(source="addressee.number", allow_null=True, default=None)
    state_label = serializers.CharField(source="get_state_display")
    edition = serializers.IntegerField(source="template.edition")
    supersedes = serializers.CharField(source="supersedes.number", allow_null=True, default=None)
    sha256 = serializers.CharField(help_text="of the PDF, in hexadecimal")
    jws = serializers.CharField(help_text="number and hash of the PDF, signed: compact JWS")

    class Meta:
        model = Document
        fields = [
            "number",
            "printed_number",
            "code",
            "title",
            "edition",
            "exchange",
            "subject",
            "addressee",
            "state",
            "state_label",
            "data",
            "pages",
            "check_code",
            "sha256",
            "jws",
            "issued_at",
            "supersedes",
            "reason",
            "revoked_at",
            "revoked_reason",
        ]
        read_only_fields = fields


class SealingOut(serializers.ModelSerializer[Sealing]):
    document = serializers.CharField(source="document.number")
    organisation = serializers.CharField(source="organisation.number")
    file = serializers.CharField(source="file.number")
    state_label = serializers.CharField(source="get_state_display")
    mark = serializers.ChoiceField(Sealing.Mark.choices, help_text="what the code on the scan said")

    class Meta:
        model = Sealing
        fields = ["number", "document", "organisation", "file", "state", "state_label", "pages", "mark"]
        fields += ["checklist", "reason", "uploaded_at", "decided_at"]
        read_only_fields = fields


class SealedScanIn(serializers.Serializer[Any]):
    file = serializers.CharField(max_length=20, help_text="number of a file handed in before: F-2027-000001")


class ScanChecklistIn(serializers.Serializer[Any]):
    """Every point that was compared with the paper."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        return {point: serializers.BooleanField(help_text=str(label)) for point, label in CHECKPOINTS.items()}


class ScanReasonIn(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=300)


class DocumentCheckIn(serializers.Serializer[Any]):
    code = serializers.CharField(max_length=30, help_text="as printed beside the QR code: K7QM-2P4X-9ABC")
    number = serializers.CharField(max_length=60, required=False, default="", help_text="西南受理〔2027〕000012号")


class DocumentCheckOut(serializers.Serializer[Any]):
    """The face of a document and no more; `genuine` alone if there is none of that number and code."""

    genuine = serializers.BooleanField()
    printed_number = serializers.CharField(source="document.printed_number", default=None, allow_null=True)
    title = serializers.CharField(source="document.title", default=None, allow_null=True)
    exchange = serializers.CharField(source="document.exchange", default=None, allow_null=True)
    issued_at = serializers.DateTimeField(source="document.issued_at", default=None, allow_null=True)
    state = serializers.ChoiceField(Document.State.choices, source="document.state", default=None, allow_null=True)
    sha256 = serializers.CharField(source="document.sha256", default=None, allow_null=True)
    superseded_by = serializers.CharField(source="successor.printed_number", default=None, allow_null=True)


class DocumentList(MarketView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(DocumentOut))
    def get(self, request: Request) -> Response:
        """Documents addressed to one's own organisation, newest first; for staff of an exchange all that it issued."""
        require(is_signed_in, request.actor)
        return self.page(DocumentOut, queries.documents_for(request.actor).select_related("supersedes"))


class DocumentDetail(MarketView):
    @extend_schema(responses=DocumentOut)
    def get(self, request: Request, number: str) -> Response:
        """One document: its data, its state, its signature."""
        return self.answer(DocumentOut(queries.document(request.actor, number)))


class DocumentPdf(MarketView):
    content_negotiation_class = AsItIs

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    def get(self, request: Request, number: str) -> HttpResponse:
        """The PDF as it was issued."""
        found = queries.document(request.actor, number)
        return pdf_answer(queries.pdf(found), f"{found.printed_number} {found.title}")


class DocumentCheck(MarketView):
    @extend_schema(parameters=[DocumentCheckIn], responses=DocumentCheckOut)
    def get(self, request: Request) -> Response:
        """Whether a document is genuine and in force, for anybody who holds its code."""
        asked = self.read_query(DocumentCheckIn, request)
        return self.answer(DocumentCheckOut(queries.check(asked.code, asked.number)))


class ScanList(MarketView):
    @extend_schema(request=SealedScanIn, responses={201: SealingOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Hand in the scan of a document that one's organisation printed and sealed."""
        found = queries.document(request.actor, number)
        require(rules.may_seal, request.actor, found)
        file = file_of(request.actor, self.read(SealedScanIn, request).file)
        sealing = commands.upload_scan(document=found, file=file, actor=request.actor, clock=market_clock)
        return self.created(SealingOut(sealing))


class SealingDetail(MarketView):
    @extend_schema(responses=SealingOut)
    def get(self, request: Request, number: str) -> Response:
        """One scan: whether an officer saw its original, or why it was sent back."""
        return self.answer(SealingOut(queries.sealing(request.actor, number)))


class Confirmation(MarketView):
    @extend_schema(request=ScanChecklistIn, responses=SealingOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Confirm 原件已核: every point was compared with the paper."""
        found = queries.sealing(request.actor, number)
        checklist = vars(self.read(ScanChecklistIn, request))
        commands.confirm_original(sealing=found, checklist=checklist, actor=request.actor, clock=market_clock)
        return self.answer(SealingOut(found))


class Rejection(MarketView):
    @extend_schema(request=ScanReasonIn, responses=SealingOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Send a scan back with the reason."""
        found = queries.sealing(request.actor, number)
        told = {"actor": request.actor, "clock": market_clock}
        commands.reject_scan(sealing=found, reason=self.read(ScanReasonIn, request).reason, **told)
        return self.answer(SealingOut(found))
