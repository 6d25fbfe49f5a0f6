"""Certificates, public, and their checks."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from marketplace.core.errors import Invalid
from marketplace.keys.queries import verify
from marketplace.trading.certifying import Check, Finding, Registered, Shown, Unreadable, examine
from marketplace.trading.models import Certificate


def certificates() -> QuerySet[Certificate]:
    """All certificates, each with the one that supersedes it: they are public."""
    return Certificate.objects.select_related("sale", "superseded_by")


def certificate(number: str) -> Certificate:
    """One by its number. Raises Http404."""
    found = certificates().filter(number=number).first()
    if found is None:
        raise Http404(_("没有找到编号为 {number} 的鉴证书。").format(number=number[:30]))
    return found


def document(issued: Certificate) -> dict[str, Any]:
    """A certificate as it is handed out and pasted back for checking."""
    return {"payload": issued.payload, "sha256": issued.sha256, "jws": issued.jws}


def check_certificate(text: str) -> list[Finding]:
    """Check what somebody pasted: a certificate as JSON, or its signature alone. Says check by check what holds (R-SET-06)."""
    try:
        shown = Shown.read(text)
    except Unreadable:
        return [Finding(Check.FORM, False)]
    signed = _signed(shown.jws)
    number = (shown.payload or signed or {}).get("certificate")
    return examine(shown, signed, _registered(number))


def words(finding: Finding) -> str:
    """What a finding means, in the reader's language."""
    passed, failed = WORDS[finding.check]()
    return passed if finding.passed else failed


WORDS = {
    Check.FORM: lambda: (_("内容完整。"), _("这不是一份完整的鉴证书。请粘贴完整的 JSON 或签名文本。")),
    Check.HASH: lambda: (_("内容与其 SHA-256 摘要一致。"), _("内容与其 SHA-256 摘要不一致：内容或摘要被改动过。")),
    Check.SIGNATURE: lambda: (_("签名有效，由本市场的密钥签发。"), _("签名无效：签名被改动过，或不是本市场签发。")),
    Check.CONTENT: lambda: (_("所示内容就是所签内容。"), _("所示内容与所签内容不同：内容被改动过。")),
    Check.REGISTER: lambda: (_("本市场的登记簿中有此鉴证书。"), _("本市场的登记簿中没有内容相同的鉴证书。")),
    Check.CURRENT: lambda: (_("现行有效，未被取代。"), _("已被重新出具的鉴证书取代。")),
}


def _signed(jws: str) -> Mapping[str, Any] | None:
    try:
        return verify(jws)
    except Invalid:
        return None


def _registered(number: object) -> Registered | None:
    if not isinstance(number, str) or "\x00" in number:
        return None
    issued = certificates().filter(number=number).first()
    return Registered(issued.sha256, hasattr(issued, "superseded_by")) if issued else None
