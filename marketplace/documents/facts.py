"""What a page says of a document, in pairs."""

from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from marketplace.core.presentation import market_time
from marketplace.documents.models import Document


class Fact(NamedTuple):
    """One pair of a list of facts (`components/definition_list.html`)."""

    label: str
    value: str
    note: str = ""


def document_facts(document: Document) -> list[Fact]:
    """For those who may read it."""
    facts = [
        *face(document),
        Fact(_("收件单位"), str(document.addressee)) if document.addressee else None,
        Fact(_("事项"), document.subject.partition(":")[2]),
        Fact(_("模板版次"), _("第 {edition} 版").format(edition=document.template.edition)),
        Fact(_("页数"), str(document.pages)),
        Fact(_("核验码"), document.frame["check_code"]),
        Fact(_("重新出具的原因"), document.reason) if document.reason else None,
        Fact(_("撤销的原因"), document.revoked_reason) if document.revoked_reason else None,
    ]
    return [fact for fact in facts if fact]


def face(document: Document) -> list[Fact]:
    """What anybody may know who holds the document: its face, and its fingerprint."""
    return [
        Fact(_("编号"), document.printed_number, document.number),
        Fact(_("文书种类"), document.local_title),
        Fact(_("出具机构"), document.frame["exchange"]),
        Fact(_("出具时间"), market_time(document.issued_at, get_language() or "zh-hans")),
    ]
