"""Signatures by certificates of a CA: real ones, made with `cryptography`, and what does not hold."""

from base64 import b64encode
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding

from marketplace.contracts import commands
from marketplace.contracts.queries.reading import statement_of
from marketplace.contracts.signing import adapter, cms
from marketplace.core.errors import Invalid
from tests.contracts.authority import AT, Authority, name, signed
from tests.contracts.factories import SIGNED, client, drafted, provider

CONTENT = b"0" * 64


def reason(data, roots, lists=(), content=CONTENT, at=AT):
    try:
        cms.verify(data, content, roots=roots, lists=lists, at=at)
    except cms.Bad as bad:
        return bad.reason
    return ""


@pytest.mark.parametrize(
    "make", [lambda: ec.generate_private_key(ec.SECP256R1()), lambda: rsa.generate_private_key(65537, 2048)]
)
def test_signature_of_a_known_ca_holds_for_its_content(make):
    authority = Authority()
    key, one = authority.issue(name("示范单位"), make())
    data = signed(key, one)

    assert reason(data, [authority.root]) == ""
    assert reason(data, [authority.root], content=b"1" * 64) == "content"
    assert reason(data, [Authority().root]) == "chain"
    assert reason(data, []) == "chain"
    assert reason(data, [authority.root], at=AT + timedelta(days=301)) == "chain"
    assert reason(data, [authority.root], [authority.revoke(one)]) == "revoked"


def test_altered_bytes_never_sign_for_anybody_else():
    """Bytes that nobody signs (versions, names of algorithms) may change; who signed what does not, and nothing else is raised."""
    authority = Authority()
    key, one = authority.issue(name("示范单位"))
    data = signed(key, one)
    told = {"content": CONTENT, "roots": [authority.root], "lists": [], "at": AT}

    for place in range(0, len(data), 5):
        altered = bytearray(data)
        altered[place] ^= 1
        try:
            assert cms.verify(bytes(altered), **told) == one
        except cms.Bad:
            continue
    assert reason(data[:-1], [authority.root]) == "form"
    assert reason(b"", [authority.root]) == "form"


@pytest.fixture
def trusted(settings, tmp_path):
    authority = Authority()
    (tmp_path / "root.pem").write_bytes(authority.root.public_bytes(Encoding.PEM))
    settings.SIGNING_CA = str(tmp_path)
    return authority


@pytest.mark.django_db
def test_contract_is_signed_by_a_certificate_of_the_party(trusted):
    deed = drafted()
    content = deed.current.sha256.encode()
    told = {"deed": deed, "side": "client", "method": "ca", "actor": client(deed), "clock": SIGNED}
    stranger, another = trusted.issue(name("示范他人"))
    with pytest.raises(Invalid) as refused:
        commands.sign_deed(evidence=b64encode(signed(stranger, another, content)).decode(), **told)
    assert (list(refused.value.fields), refused.value.rule) == (["evidence"], "R-CON-02")

    key, one = trusted.issue(name("示范经办人", deed.client.uscc))
    signature = commands.sign_deed(evidence=b64encode(signed(key, one, content)).decode(), **told)

    assert signature.signer["sha256"] == cms.fingerprint(one)
    assert adapter("ca").check(statement_of(signature), signature.evidence).holds
    commands.sign_deed(deed=deed, side="provider", actor=provider(deed), clock=SIGNED)
    deed.refresh_from_db()
    assert deed.state == "in_force"
