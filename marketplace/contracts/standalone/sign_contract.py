#!/usr/bin/env python3
"""Signs the fingerprint of a contract's text with a certificate of your own, away from the market, and checks such a signature.

    python sign_contract.py FINGERPRINT --p12 firm.p12 [--out contract.p7s]
    python sign_contract.py FINGERPRINT --cert firm.pem --key firm.key [--chain between.pem] [--out contract.p7s]

Needs Python 3.11 and the package `cryptography`, nothing of the market and no network. FINGERPRINT are the 64 hexadecimal characters that
the page of the contract shows: compare them with your own copy of the text. What is written is a detached CMS signature (RFC 5652, SHA-256) in
Base64 over these 64 characters; hand it in on the page that showed them. The private key leaves neither the file nor this program; its passphrase
is asked for, or read from the environment variable SIGN_PASSPHRASE. RSA keys and those on the NIST curves are signed with. Exit code 0: written; 2: it could not be done, and why.
"""

import argparse
import getpass
import os
import re
import sys
from base64 import b64encode
from pathlib import Path
from typing import Any

try:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, rsa
    from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key, pkcs7, pkcs12
except ImportError:
    sys.stderr.write("It could not be done: the package `cryptography` is missing (pip install cryptography).\n")
    raise SystemExit(2) from None

FINGERPRINT = re.compile("[0-9a-f]{64}")
LINE = 76  # characters of Base64


class Impossible(Exception):
    """What is missing or wrong, in a sentence."""


def sign(fingerprint: str, certificate: x509.Certificate, key: Any, chain: list[x509.Certificate]) -> bytes:
    """A detached CMS signature in DER over the 64 characters. Raises Impossible for what is no fingerprint, and for a key that is not the certificate's or of another kind."""
    plain = "".join(fingerprint.split()).lower()
    if not FINGERPRINT.fullmatch(plain):
        raise Impossible("the fingerprint is not 64 hexadecimal characters")
    if not isinstance(key, (rsa.RSAPrivateKey, ec.EllipticCurvePrivateKey)):
        raise Impossible("the key is neither RSA nor on an elliptic curve")
    if key.public_key() != certificate.public_key():
        raise Impossible("the key is not that of the certificate")
    builder = pkcs7.PKCS7SignatureBuilder().set_data(plain.encode()).add_signer(certificate, key, hashes.SHA256())
    for one in chain:
        builder = builder.add_certificate(one)
    return builder.sign(Encoding.DER, [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary])


def passphrase(needed_for: str) -> bytes:
    given = os.environ.get("SIGN_PASSPHRASE")
    return (given if given is not None else getpass.getpass(f"Passphrase of {needed_for}: ")).encode()


def from_p12(path: Path) -> tuple[x509.Certificate, Any, list[x509.Certificate]]:
    key, certificate, chain = pkcs12.load_key_and_certificates(path.read_bytes(), passphrase(path.name))
    if key is None or certificate is None:
        raise Impossible(f"{path.name} holds no certificate with its key")
    return certificate, key, list(chain)


def from_pem(cert: Path, key: Path, chain: Path | None) -> tuple[x509.Certificate, Any, list[x509.Certificate]]:
    certificate, *between = x509.load_pem_x509_certificates(cert.read_bytes())
    between += x509.load_pem_x509_certificates(chain.read_bytes()) if chain else []
    raw = key.read_bytes()
    try:
        return certificate, load_pem_private_key(raw, None), between
    except TypeError:  # it is encrypted
        return certificate, load_pem_private_key(raw, passphrase(key.name)), between


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Signs the fingerprint of a contract's text.")
    parser.add_argument("fingerprint")
    parser.add_argument("--p12", type=Path, help="certificate and key in one file (PKCS#12, .p12 or .pfx)")
    parser.add_argument("--cert", type=Path, help="the certificate (PEM); those between it and its CA may follow in it")
    parser.add_argument("--key", type=Path, help="its private key (PEM)")
    parser.add_argument("--chain", type=Path, help="certificates between it and its CA (PEM)")
    parser.add_argument("--out", type=Path, default=Path("contract.p7s"))
    given = parser.parse_args(arguments)
    try:
        if given.p12 is None and (given.cert is None or given.key is None):
            raise Impossible("name --p12, or --cert and --key")
        own = from_p12(given.p12) if given.p12 else from_pem(given.cert, given.key, given.chain)
        text = b64encode(sign(given.fingerprint, *own)).decode()
        given.out.write_text("".join(text[at : at + LINE] + "\n" for at in range(0, len(text), LINE)))
    except (Impossible, OSError, ValueError) as error:
        sys.stderr.write(f"It could not be done: {error}.\n")
        return 2
    sys.stdout.write(f"Signed as {own[0].subject.rfc4514_string()}: {given.out}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
