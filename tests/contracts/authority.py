"""An authority that certifies, made with `cryptography`, and what is signed by its certificates."""

from datetime import timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7

from tests.contracts.factories import SIGNED

AT = SIGNED.at
CONTENT = b"0" * 64


def name(common, uscc=""):
    parts = [x509.NameAttribute(x509.NameOID.COMMON_NAME, common)]
    if uscc:
        parts.append(x509.NameAttribute(x509.NameOID.ORGANIZATION_IDENTIFIER, uscc))
    return x509.Name(parts)


def certificate(key, subject, issuer, by, *, ca=False, until=AT + timedelta(days=300)):
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(AT - timedelta(days=30))
    builder = builder.not_valid_after(until)
    builder = builder.add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
    builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    known = x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key())
    builder = builder.add_extension(known, critical=False)
    usage = dict.fromkeys(
        "digital_signature content_commitment key_encipherment data_encipherment key_agreement encipher_only decipher_only".split(),
        False,
    )
    wanted = {"key_cert_sign": ca, "crl_sign": ca, "digital_signature": not ca}
    builder = builder.add_extension(x509.KeyUsage(**usage | wanted), critical=True)
    return builder.sign(by, hashes.SHA256())


class Authority:
    def __init__(self, common="示范 CA"):
        self.key, self.name = ec.generate_private_key(ec.SECP256R1()), name(common)
        self.root = certificate(self.key, self.name, self.name, self.key, ca=True)

    def issue(self, subject, key=None, **fields):
        key = key or ec.generate_private_key(ec.SECP256R1())
        return key, certificate(key, subject, self.name, self.key, **fields)

    def revoke(self, one):
        entry = x509.RevokedCertificateBuilder().serial_number(one.serial_number)
        entry = entry.revocation_date(AT - timedelta(days=1)).build()
        made = x509.CertificateRevocationListBuilder().issuer_name(self.name).last_update(AT - timedelta(days=1))
        made = made.next_update(AT + timedelta(days=30)).add_revoked_certificate(entry)
        return made.sign(self.key, hashes.SHA256())


def signed(key, one, content=CONTENT, *options):
    builder = pkcs7.PKCS7SignatureBuilder().set_data(content).add_signer(one, key, hashes.SHA256())
    return builder.sign(Encoding.DER, [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary, *options])
