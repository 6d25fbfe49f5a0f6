"""What a request may send: no more of a file than is ever kept, no more of all than a form has."""

from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.translation import gettext as _

from marketplace.core.errors import TooLarge
from marketplace.files.checking import LARGEST_BYTES, RULE
from marketplace.files.checking.kinds import megabytes

TOTAL_BYTES = 5 * LARGEST_BYTES  # of all files of a request


class OversizedFile(UploadedFile):
    """Stands in a form for a file of which nothing was kept: its size says that it is too large, its content is empty."""

    def __init__(self, name: str, field_name: str, content_type: str, size: int) -> None:
        super().__init__(ContentFile(b""), name, content_type, size)
        self.field_name = field_name


class LimitedUploadHandler(FileUploadHandler):
    """Stands before Django's own handlers, which get nothing of a file beyond its limit.

    A form is read to its end, so that what else was typed stays; its field is told that the file is too large. A program is
    refused at once: 413.
    """

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.total = 0

    def handle_raw_input(
        self, input_data: Any, META: dict[str, Any], content_length: int, boundary: str, encoding: str | None = None
    ) -> None:
        """Raises TooLarge if the body of a program's request says that it is larger than all files may be."""
        if content_length > TOTAL_BYTES + LARGEST_BYTES:
            self._refuse_program()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.size = 0

    @property
    def _too_large(self) -> bool:
        return self.size > LARGEST_BYTES or self.total > TOTAL_BYTES

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Pass a chunk on to the handlers that keep it; nothing, once the file is too large. Raises TooLarge for a program."""
        self.size += len(raw_data)
        self.total += len(raw_data)
        if not self._too_large:
            return raw_data
        self._refuse_program()
        return None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """The stand-in for a file that was too large; otherwise the next handler gives what it kept."""
        if not self._too_large:
            return None
        self._let_go()
        size = max(self.size, LARGEST_BYTES + 1)
        return OversizedFile(str(self.file_name), str(self.field_name), self.content_type or "", size)

    def _let_go(self) -> None:
        """Close what the other handlers have kept of the file so far: they are not asked for it."""
        for handler in self.request.upload_handlers if self.request else []:
            if kept := getattr(handler, "file", None):
                kept.close()

    def _refuse_program(self) -> None:
        if self.request is None or self.request.path.startswith("/api/"):
            self._let_go()
            message = _(
                "上传的文件超过 {limit} MB（一次请求合计不超过 {total} MB），已停止接收：请压缩或拆分后再上传。"
            )
            raise TooLarge(
                message.format(limit=megabytes(LARGEST_BYTES), total=megabytes(TOTAL_BYTES)),
                rule=RULE,
                code="too_large",
            )
