"""Names of files: short enough, and nothing in them that hides what they are. Pure."""

import re

from django.utils.translation import gettext as _

from marketplace.files.checking.refusing import Unfit

LONGEST = 200
# Control characters, what turns the reading direction or takes no room, halves of characters, and what no file system takes.
ODD = re.compile(
    r'[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufff9-\uffff/\\:*?"<>|]'
)


def check_name(name: str) -> None:
    """Raises Unfit for a name that is empty, too long, or holds characters that no honest name has."""
    if not name.strip(" ."):
        raise Unfit(_("文件没有名称：请给文件起名后再上传。"))
    if len(name) > LONGEST:
        raise Unfit(
            _("文件名不超过 {most} 字，现为 {length} 字：请改短后再上传。").format(most=LONGEST, length=len(name))
        )
    if ODD.search(name) or name.startswith(".") or name != name.strip():
        raise Unfit(
            _('文件名中有控制字符、隐藏字符或 / \\ : * ? " < > | 等符号，或以点、空格开头结尾：请改名后再上传。')
        )


def ending(name: str) -> str:
    """The last part of a name with its point, in lower case: `.pdf`; empty if it has none."""
    stem, point, last = name.rpartition(".")
    return f".{last.lower()}" if point and stem else ""
