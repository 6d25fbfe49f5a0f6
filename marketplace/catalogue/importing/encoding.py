"""In which encoding a text file is: UTF-8 with or without a mark, UTF-16 with a mark, GB18030. Pure."""

import codecs
import re
from typing import BinaryIO

CHUNK = 1 << 16
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# So many Chinese characters read as UTF-8 before the first wrong byte: a damaged UTF-8 file, no GB18030.
SURE = 8
LONE = re.compile("[\ud800-\udfff]")


def detect_encoding(file: BinaryIO) -> str:
    """The encoding of a file, which is read from its start and rewound.

    A file that is UTF-8 but for some bytes counts as UTF-8: its damaged rows are told apart later.
    """
    file.seek(0)
    start = file.read(4)
    file.seek(0)
    for mark, name in MARKS:
        if start.startswith(mark):
            return name
    is_utf8 = _reads_as_utf8(file)
    file.seek(0)
    return "utf-8" if is_utf8 else "gb18030"


def _reads_as_utf8(file: BinaryIO) -> bool:
    """Whether the file is UTF-8, or was for long enough before its first wrong byte."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    wide = 0
    while chunk := file.read(CHUNK):
        try:
            wide += _wide(decoder.decode(chunk))
        except UnicodeDecodeError as error:
            return wide + _wide(error.object[: error.start].decode("utf-8", errors="ignore")) >= SURE
    return True


def _wide(text: str) -> int:
    return len(text) - len(text.encode("ascii", errors="ignore"))


def is_damaged(text: str) -> bool:
    """Whether bytes of the text did not belong to its encoding (they were kept as lone surrogates)."""
    return LONE.search(text) is not None
