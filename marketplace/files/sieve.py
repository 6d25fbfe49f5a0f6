"""A body on its way in: of each file no more goes on than may be kept. Pure: bytes in, bytes out.

The server hands a whole body to a temporary file before anybody looks at it. What stands here between keeps two gigabytes off
the disk, and lets the other fields of the form through, so that nothing that was typed is lost.
"""

import re
from collections.abc import Iterator

HEADERS_MAX = 16 << 10  # bytes of the head of one part
BOUNDARY = re.compile(r'boundary=(?:"([^"]{1,200})"|([^;\s]{1,200}))', re.IGNORECASE)
FILE = re.compile(rb"filename\*?\s*=", re.IGNORECASE)


def boundary_of(content_type: str) -> bytes | None:
    """The boundary of a form with files; None for any other body."""
    found = BOUNDARY.search(content_type) if content_type.lower().startswith("multipart/form-data") else None
    return (found[1] or found[2]).encode("latin-1", "ignore") if found else None


class Sieve:
    """Lets a form through, but of each file at most `file_bytes`, of all files `total_bytes`, of all other fields `field_bytes`.

    What is longer goes on one byte longer than allowed, so that whoever counts next knows.
    """

    def __init__(self, boundary: bytes, *, file_bytes: int, total_bytes: int, field_bytes: int) -> None:
        self.delimiter = b"\r\n--" + boundary
        self.file_bytes, self.total_left, self.fields_left = file_bytes, total_bytes + 1, field_bytes + 1
        self.waiting = b"\r\n"  # the first boundary has no line before it
        self.ours = 2  # bytes of that line, which nobody sent
        self.in_head = False
        self.is_file = False
        self.left = 0  # bytes that may still go on of the part
        self.broken = False

    def pass_on(self, arrived: bytes) -> bytes:
        """What goes on of the bytes that arrived, and of those that waited."""
        if self.broken:
            return b""
        self.waiting += arrived
        found = b"".join(self._pieces())
        dropped = min(self.ours, len(found))
        self.ours -= dropped
        return found[dropped:]

    def _pieces(self) -> Iterator[bytes]:
        while not self.broken:
            if self.in_head:
                end = self.waiting.find(b"\r\n\r\n")
                if end < 0:
                    self.broken = len(self.waiting) > HEADERS_MAX
                    return
                yield self._head(end + 4)
            else:
                end = self.waiting.find(self.delimiter)
                if end < 0:
                    yield self._content(len(self.waiting) - len(self.delimiter) + 1)
                    return
                yield self._content(end)
                yield self._taken(len(self.delimiter))
                self.in_head = True

    def _head(self, length: int) -> bytes:
        head = self._taken(length)
        self.in_head, self.is_file = False, bool(FILE.search(head))
        self.left = min(self.file_bytes + 1, self.total_left) if self.is_file else self.fields_left
        return head

    def _content(self, length: int) -> bytes:
        content = self._taken(max(length, 0))[: self.left + self.ours]
        self.left -= len(content)
        if self.is_file:
            self.total_left -= len(content)
        else:
            self.fields_left -= len(content)
        return content

    def _taken(self, length: int) -> bytes:
        taken, self.waiting = self.waiting[:length], self.waiting[length:]
        return taken

    def end(self) -> bytes:
        """What waited for more, once all has arrived: the end of the last boundary."""
        rest, self.waiting = self.waiting[self.ours :], b""
        return b"" if self.broken else rest[:HEADERS_MAX]
