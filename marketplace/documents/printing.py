"""From an edition and checked data to the PDF of a document; its pages as pictures."""

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import segno
from django.conf import settings
from django.utils.translation import gettext as _

from marketplace.core.errors import Invalid, Refused
from marketplace.documents import pages, schema, typesetting
from marketplace.documents.models import Template

logger = logging.getLogger(__name__)
MARKET = "成渝双城技术交易网"
CHECK_PATH = "/documents/check/"


def set_pdf(template: Template, kept: Mapping[str, Any], frame: Mapping[str, Any], at: datetime) -> bytes:
    """The PDF of checked data. Raises Invalid naming the field with a character that no font has, Refused for a broken template."""
    try:
        return typesetting.pdf(template.layout.source, template.source, values(template, kept, frame), at)
    except typesetting.NoGlyph as lack:
        raise Invalid(fields=_fields_with(lack.text, kept)) from lack
    except typesetting.Unset as error:
        logger.exception("template %s cannot be set", template)
        raise Refused(
            _("文书模板“{title}”第 {edition} 版排版出错，请联系系统运维。").format(
                title=template.title, edition=template.edition
            ),
            code="template_broken",
        ) from error


def values(template: Template, kept: Mapping[str, Any], frame: Mapping[str, Any]) -> dict[str, Any]:
    """What the layout and the template read."""
    own = {"title": template.title, "title_en": template.title_en, "blank": False, "qr": ""}
    if frame["check_code"]:
        own["qr"] = qr_svg(check_url(frame["check_code"]))
    return {"data": schema.printed(template.fields, kept), "frame": {**own, **frame}}


def sample_frame(*, sandbox: bool) -> dict[str, Any]:
    """What the market adds to a document that is none: a sample."""
    return {
        "exchange": "示范交易机构",
        "number": "示范样张〔2027〕000001号",
        "date": "2027年4月12日",
        "check_code": grouped("SAMPLE234567"),
        "check_address": check_address(),
        "sandbox": sandbox,
    }


def blank_pdf(template: Template, at: datetime) -> bytes:
    """A form without data, to be filled by hand."""
    frame = {
        "exchange": MARKET,
        "number": "",
        "date": None,
        "check_code": "",
        "check_address": "",
        "sandbox": settings.SANDBOX,
    }
    return typesetting.pdf(template.layout.source, template.source, values(template, {}, {**frame, "blank": True}), at)


def check_address() -> str:
    """Where anybody checks a document, as it is printed."""
    return f"{settings.ORIGIN}{CHECK_PATH}"


def check_url(code: str) -> str:
    """Where the code on a document leads."""
    return f"{check_address()}?code={code.replace('-', '')}"


def grouped(code: str) -> str:
    """A check code as people read it: `K7QM-2P4X-9ABC`."""
    return "-".join(code[place : place + 4] for place in range(0, len(code), 4))


def qr_svg(text: str) -> str:
    return str(segno.make(text, error="m", micro=False).svg_inline(border=0, title=None))


def page_count(content: bytes) -> int:
    """How many pages a set document has. Raises Invalid if they are too many."""
    try:
        return pages.count(content)
    except pages.Unreadable as error:
        message = _("文书超过 {most} 页，请分成几份出具。").format(most=pages.MOST_PAGES)
        raise Invalid(fields={"data": [message]}) from error


def _fields_with(text: str, kept: Mapping[str, Any]) -> dict[str, list[str]]:
    """The fields that hold a text which could not be set, with words to say so."""
    message = _("“{text}”中有字库里没有的字，无法打印。请改用规范汉字（通用规范汉字表）或注明读音。").format(
        text=text[:40]
    )
    holders = [name for name, value in kept.items() if any(text in piece or piece in text for piece in _texts(value))]
    return {name: [message] for name in holders or ["data"]}


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [text for item in value.values() for text in _texts(item)]
    if isinstance(value, list):
        return [text for item in value for text in _texts(item)]
    return []
