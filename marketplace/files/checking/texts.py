"""Tables written as text: CSV and JSON Lines. Pure."""

from typing import BinaryIO

from django.utils.translation import gettext as _

from marketplace.files.checking.refusing import Unfit

CHUNK = 1 << 16
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def check_text(content: BinaryIO) -> None:
    """Raises Unfit for bytes that no text in UTF-8 or GB18030 holds; a UTF-16 file says by its mark that it is one."""
    if content.read(2) in UTF16_MARKS:
        return
    content.seek(0)
    while chunk := content.read(CHUNK):
        if b"\x00" in chunk:
            raise Unfit(_("这不是文本文件：其中有空字节。请从表格软件另存为 CSV（UTF-8）后再上传。"))
