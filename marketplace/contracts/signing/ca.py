"""A signature of the signer's own, by a certificate of a configured CA, over the fingerprint of the text."""

from base64 import b64decode, b64encode
from pathlib import Path

from cryptography import x509
from django.conf import settings
from django.utils.translation import gettext as _

from marketplace.contracts.signing import cms
from marketplace.contracts.signing.interface import Checked, Signed, Statement
from marketplace.core.errors import Invalid

RULE = "R-CON-02"


class CertifiedSignature:
    """A detached CMS signature in Base64 over the 64 hexadecimal characters of the version's SHA-256.

    CAs (`*.pem`) and their revocation lists (`*.crl`, DER) lie in the folder of `SHUANGCHENG_SIGNING_CA`; without one nobody signs so.
    """

    @property
    def offered(self) -> bool:
        return _folder() is not None

    def make(self, statement: Statement, given: str) -> Signed:
        lines = [line for line in given.splitlines() if not line.startswith("-----")]  # as PEM, too
        try:
            data = b64decode("".join("".join(lines).split()), validate=True)
        except ValueError:
            raise Invalid(fields={"evidence": [_words("form")]}, rule=RULE) from None
        try:
            certificate = _verify(statement, data)
        except cms.Bad as bad:
            raise Invalid(fields={"evidence": [_words(bad.reason)]}, rule=RULE) from None
        if not cms.names(certificate) & {statement.name, statement.uscc}:
            told = _("证书不是签约单位 {name} 的证书。").format(name=statement.name)
            raise Invalid(fields={"evidence": [told]}, rule=RULE)
        signer = {
            "subject": certificate.subject.rfc4514_string(),
            "issuer": certificate.issuer.rfc4514_string(),
            "serial": f"{certificate.serial_number:x}",
            "sha256": cms.fingerprint(certificate),
        }
        return Signed(b64encode(data).decode(), signer)

    def check(self, statement: Statement, evidence: str) -> Checked:
        """As of the time of the signature: a certificate that has run out since does not undo it."""
        try:
            _verify(statement, b64decode(evidence))
        except (cms.Bad, ValueError) as bad:
            return Checked(False, _words(getattr(bad, "reason", "form")))
        return Checked(True)


def _verify(statement: Statement, data: bytes) -> x509.Certificate:
    content = statement.sha256.encode()
    return cms.verify(data, content, roots=_roots(), lists=_lists(), at=statement.signed_at)


def _folder() -> Path | None:
    return Path(settings.SIGNING_CA) if settings.SIGNING_CA else None


def _roots() -> list[x509.Certificate]:
    folder = _folder()
    return [one for path in sorted(folder.glob("*.pem")) for one in _certificates(path)] if folder else []


def _certificates(path: Path) -> list[x509.Certificate]:
    return x509.load_pem_x509_certificates(path.read_bytes())


def _lists() -> list[x509.CertificateRevocationList]:
    folder = _folder()
    return [x509.load_der_x509_crl(path.read_bytes()) for path in sorted(folder.glob("*.crl"))] if folder else []


def _words(reason: str) -> str:
    return {
        "content": _("签名的不是这一版合同文本。"),
        "signature": _("签名与证书不符。"),
        "chain": _("证书不是本市场认可的 CA 签发的，或者签署时不在有效期内。"),
        "revoked": _("证书在签署之前已被吊销。"),
    }.get(reason, _("这不是一份完整的分离式 CMS（PKCS#7）签名，须带签名证书，以 Base64 编码。"))
