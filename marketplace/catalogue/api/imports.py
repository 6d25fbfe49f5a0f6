"""Rows in bulk from the systems of universities and firms: push, follow the job, fetch what is wrong, mend, push again.

A row is known by its source and content: what is pushed twice lands once.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import IO, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.parsers import BaseParser, MultiPartParser
from rest_framework.response import Response

from accounts.idempotency import idempotent
from accounts.models import ExchangeCode
from accounts.rules import is_signed_in
from marketplace.catalogue import commands, queries
from marketplace.catalogue.importing.fields import rule_of
from marketplace.catalogue.models import ColumnMapping, RejectedRow, Upload, UploadKind
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.core.errors import TooLarge, require
from marketplace.core.schema import PAGE_PARAMETERS, page_of
from marketplace.core.tables import MEDIA_TYPES, answer, written
from marketplace.files.checking import JSONL

BODY_BYTES_MAX = 100 << 20  # of a body of JSON Lines; a file of a form is bounded as every file is
BODY_NAME = "rows.jsonl"


class LinesParser(BaseParser):
    """A body of JSON Lines, as a file."""

    media_type = JSONL.media_type

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        content = stream.read(BODY_BYTES_MAX + 1)
        if len(content) > BODY_BYTES_MAX:
            raise TooLarge(
                _("请求体超过 {limit} MB，请分批推送。").format(limit=BODY_BYTES_MAX >> 20), code="too_large"
            )
        return {"file": SimpleUploadedFile(BODY_NAME, content, JSONL.media_type)}


class ImportTerms(serializers.Serializer[Any]):
    """What is declared about rows, and how their headings are read."""

    kind = serializers.ChoiceField(UploadKind.choices)
    exchange = serializers.ChoiceField(ExchangeCode.choices)
    source = serializers.CharField(max_length=80, help_text="name of the collection: a row of it lands once")  # type: ignore[assignment]  # a field, not the base class's
    secrecy_reviewer = serializers.CharField(max_length=60, help_text="who reviewed the rows for secrets (R-SEC-07)")
    secrecy_reviewed_date = serializers.DateField()
    mapping = serializers.CharField(
        max_length=80, required=False, default="", help_text="name of an import mapping; else that of the same headings"
    )
    start = serializers.BooleanField(
        required=False, default=False, help_text="import the good rows without another call"
    )


class ImportIn(ImportTerms):
    file = serializers.FileField(allow_empty_file=True, help_text="CSV, XLSX, JSON Lines or patent XML (WIPO ST.96)")


class PushedIn(serializers.Serializer[Any]):
    file = serializers.FileField(allow_empty_file=True)


class ImportOut(serializers.ModelSerializer[Upload]):
    job = serializers.CharField(source="job.number", default=None, allow_null=True, help_text="follow it at /jobs")
    state = serializers.CharField(source="job.state", default="looked_at", help_text="looked_at, or that of the job")
    columns = serializers.DictField(child=serializers.CharField(allow_blank=True), help_text="field by heading")
    preview = serializers.ListField(
        child=serializers.DictField(child=serializers.JSONField()), help_text="the first good rows as they would land"
    )

    class Meta:
        model = Upload
        fields: Any = [
            *("number", "kind", "exchange", "source", "file_name", "created_at", "columns", "preview"),
            *("good", "bad", "landed", "unchanged", "job", "state"),
        ]
        read_only_fields = fields


class RowFaultOut(serializers.Serializer[Any]):
    column = serializers.CharField(allow_blank=True, help_text="heading in the file")
    field = serializers.CharField(allow_blank=True, help_text="code of our field")
    reason = serializers.CharField()
    rule = serializers.CharField(help_text="source rule, or what the field wants")


class RejectedOut(serializers.ModelSerializer[RejectedRow]):
    row = serializers.DictField(source="cells", child=serializers.CharField(allow_blank=True), help_text="as sent")
    faults = serializers.SerializerMethodField()

    class Meta:
        model = RejectedRow
        fields: Any = ["place", "line", "row", "faults"]
        read_only_fields = fields

    @extend_schema_field(RowFaultOut(many=True))
    def get_faults(self, row: RejectedRow) -> list[dict[str, str]]:
        return [
            {"column": column, "field": field, "reason": reason, "rule": rule_of(field, reason)}
            for column, field, reason in row.faults
        ]


class ColumnsIn(serializers.Serializer[Any]):
    name = serializers.CharField(
        max_length=80, required=False, default="", help_text="by which the next file may ask for it"
    )
    columns = serializers.DictField(
        child=serializers.CharField(max_length=40, allow_blank=True),
        help_text="field by heading; headings that are not named keep their meaning",
    )


class MappingIn(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(UploadKind.choices)
    name = serializers.CharField(max_length=80)
    columns = serializers.DictField(
        child=serializers.CharField(max_length=40, allow_blank=True),
        help_text="field by heading; an empty field keeps a column as it is",
    )


class MappingOut(serializers.ModelSerializer[ColumnMapping]):
    columns = serializers.DictField(child=serializers.CharField(allow_blank=True))

    class Meta:
        model = ColumnMapping
        fields: Any = ["number", "kind", "name", "columns", "changed_at"]
        read_only_fields = fields


class ImportView(MarketView):
    def received(self, request: Request, file: Any, terms: dict[str, Any]) -> Response:
        start = terms.pop("start")
        upload = commands.receive_upload(
            file=file,
            file_name=str(file.name),
            most_bytes=BODY_BYTES_MAX,
            actor=request.actor,
            clock=market_clock,
            **terms,
        )
        if start and upload.good:
            commands.start_upload(upload=upload, actor=request.actor, clock=market_clock)
        return self.created(ImportOut(upload))


class ImportList(ImportView):
    parser_classes = [MultiPartParser]

    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(ImportOut))
    def get(self, request: Request) -> Response:
        """The files of the organisation acted for, newest first."""
        require(is_signed_in, request.actor)
        return self.page(ImportOut, queries.uploads(request.actor))

    @extend_schema(request={"multipart/form-data": ImportIn}, responses={201: ImportOut})
    @idempotent
    def post(self, request: Request) -> Response:
        """Hand in a file; its first rows are looked at, and with `start` the good rows of all are imported by a job."""
        terms = vars(self.read(ImportIn, request))
        return self.received(request, terms.pop("file"), terms)


class ImportRows(ImportView):
    parser_classes = [LinesParser]

    @extend_schema(
        parameters=[ImportTerms], request={JSONL.media_type: OpenApiTypes.BINARY}, responses={201: ImportOut}
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """Push rows as a body of JSON Lines, one object a line, at most 100 MB; what is declared stands in the query."""
        terms = vars(self.read_query(ImportTerms, request))
        return self.received(request, vars(self.read(PushedIn, request))["file"], terms)


class ImportDetail(MarketView):
    @extend_schema(responses=ImportOut)
    def get(self, request: Request, number: str) -> Response:
        """One file: how its headings are read, how its first rows would land, and what came of its import."""
        return self.answer(ImportOut(queries.upload(request.actor, number)))


class ImportStart(MarketView):
    @extend_schema(request=None, responses=ImportOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Import the good rows, or go on with an import that broke off; the job tells how far it is."""
        found = queries.upload(request.actor, number)
        commands.start_upload(upload=found, actor=request.actor, clock=market_clock)
        return self.answer(ImportOut(found))


class ImportColumns(MarketView):
    @extend_schema(request=ColumnsIn, responses=ImportOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Say what the headings of a file mean before its import; kept under `name` for the next file."""
        found = queries.upload(request.actor, number)
        said = self.read(ColumnsIn, request)
        commands.map_columns(
            upload=found, columns=said.columns, name=said.name, actor=request.actor, clock=market_clock
        )
        return self.answer(ImportOut(found))


class ImportErrors(MarketView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(RejectedOut))
    def get(self, request: Request, number: str) -> Response:
        """The bad rows as they were sent, each with field, reason and rule; the first 10,000 of a file are kept."""
        return self.page(RejectedOut, queries.rejected(queries.upload(request.actor, number)), ordering="place")


class ImportErrorFile(MarketView):
    @extend_schema(
        responses={(200, one.partition(";")[0]): OpenApiTypes.BINARY for one in MEDIA_TYPES.values()},
        parameters=[OpenApiParameter("ending", enum=list(MEDIA_TYPES), location=OpenApiParameter.PATH)],
    )
    def get(self, request: Request, number: str, ending: str) -> HttpResponse:
        """The bad rows as a table: mended in place it may be handed in as it is."""
        if ending not in MEDIA_TYPES:
            raise Http404
        sheet = queries.rejected_sheet(queries.upload(request.actor, number))
        return answer(written([sheet], ending), name=f"{number}-errors", ending=ending)


class MappingList(MarketView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(MappingOut))
    def get(self, request: Request) -> Response:
        """What headings mean to the organisation acted for, newest first."""
        require(is_signed_in, request.actor)
        return self.page(MappingOut, queries.mappings(request.actor))

    @extend_schema(request=MappingIn, responses={201: MappingOut})
    @idempotent
    def post(self, request: Request) -> Response:
        """Keep what headings mean; a mapping of the same name, or for the same headings, gives way."""
        said = vars(self.read(MappingIn, request))
        return self.created(MappingOut(commands.save_mapping(**said, actor=request.actor, clock=market_clock)))


class MappingDetail(MarketView):
    @extend_schema(responses={204: None})
    def delete(self, request: Request, number: str) -> Response:
        """Let a mapping go; files that were read by it stay as they are."""
        found = queries.mapping(request.actor, number)
        commands.forget_mapping(mapping=found, actor=request.actor, clock=market_clock)
        return Response(status=HTTPStatus.NO_CONTENT)
