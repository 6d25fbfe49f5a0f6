"""Handing in a file: it stands here because a repeated request is known by accounts (`accounts.idempotency`)."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from accounts.idempotency import idempotent
from accounts.rules import is_signed_in
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.files import commands
from marketplace.files.api import FileOut


class FileIn(serializers.Serializer[None]):
    file = serializers.FileField(allow_empty_file=True, help_text="PDF, PNG, JPEG, DOCX or XLSX of at most 20 MB")
    purpose = serializers.RegexField(r"^[a-z][a-z0-9_]{0,39}$", help_text="a code, such as business_licence")


class FileList(MarketView):
    parser_classes = [MultiPartParser]

    @extend_schema(request={"multipart/form-data": FileIn}, responses={201: FileOut})
    @idempotent
    def post(self, request: Request) -> Response:
        """Hand in a file; what it is about is said by the request that names its number."""
        require(is_signed_in, request.actor)
        given = self.read(FileIn, request)
        file = commands.store(upload=given.file, purpose=given.purpose, actor=request.actor, clock=market_clock)
        return self.created(FileOut(file))
