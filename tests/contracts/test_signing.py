"""Ways to sign a contract, on its page and through the API, and the program for a certificate of one's own (R-CON-02)."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from django.core.files.uploadedfile import SimpleUploadedFile

from marketplace.audit import commands as audit
from marketplace.contracts.models import DeedSignature
from marketplace.contracts.queries.reading import deed_of
from marketplace.contracts.standalone import sign_contract
from tests.accounts.factories import actor
from tests.clients import client_of
from tests.contracts.authority import Authority, name
from tests.portal.browsing import signed_in
from tests.trading.factories import won_sale

PROGRAM = Path(sign_contract.__file__)


@pytest.fixture
def won(db, sandbox_at):
    """A deal that waits for its signatures: sale, seller, buyer, text."""
    sold, buyer = won_sale()
    sandbox_at("2027-04-12T16:00:00")
    return sold, actor(sold.listing.lister), buyer, deed_of(audit.ref(sold)).current


@pytest.fixture
def authority(settings, tmp_path, sandbox_at):
    made = Authority()
    (tmp_path / "root.pem").write_bytes(made.root.public_bytes(Encoding.PEM))
    settings.SIGNING_CA = str(tmp_path)
    return made


def page(who, version):
    return signed_in(who).get(f"/contracts/versions/{version.number}/sign/")


def sign(who, version, **fields):
    return signed_in(who).post(f"/contracts/versions/{version.number}/sign/", {"sha256": version.sha256} | fields)


def alone(tmp_path, *arguments, secret=""):
    """The program as somebody runs it: without the market, in a folder of his own."""
    return subprocess.run(
        [sys.executable, "-I", PROGRAM, *arguments],
        cwd=tmp_path,
        env={"SIGN_PASSPHRASE": secret},
        capture_output=True,
        text=True,
        check=False,
    )


def test_one_side_signs_by_sm2_and_the_other_by_its_certificate(won, authority, tmp_path):
    sold, seller, buyer, version = won
    key, one = authority.issue(name("示范经办人", buyer.organisation.uscc))
    (tmp_path / "firm.pem").write_bytes(one.public_bytes(Encoding.PEM))
    plain = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "firm.key").write_bytes(plain)
    shown = page(seller, version)
    assert version.sha256 in shown.text
    assert "第三方 CA 数字证书" in shown.text

    assert sign(seller, version, method="sm2").status_code == 302
    made = alone(tmp_path, version.sha256, "--cert", "firm.pem", "--key", "firm.key")
    assert (made.returncode, made.stderr) == (0, "")
    file = SimpleUploadedFile("contract.p7s", (tmp_path / "contract.p7s").read_bytes())
    assert sign(buyer, version, method="ca", file=file).status_code == 302

    assert dict(DeedSignature.objects.values_list("side", "method")) == {"provider": "sm2", "client": "ca"}
    sold.refresh_from_db()
    assert sold.state == "contracted"
    checked = signed_in(buyer).get(f"/contracts/signatures/?sha256={version.sha256}")
    assert checked.text.count("签名有效") == 2
    assert "贵方已于" in page(buyer, version).text


def test_passphrase_opens_a_pkcs12_file_and_der_is_taken_too(won, authority, tmp_path):
    _sold, _seller, buyer, version = won
    key, one = authority.issue(name(buyer.organisation.name), rsa.generate_private_key(65537, 2048))
    raw = pkcs12.serialize_key_and_certificates(b"firm", key, one, None, BestAvailableEncryption("口令".encode()))
    (tmp_path / "firm.p12").write_bytes(raw)

    wrong = alone(tmp_path, version.sha256, "--p12", "firm.p12", secret="别的")
    made = alone(tmp_path, f"  {version.sha256.upper()}", "--p12", "firm.p12", "--out", "own.p7s", secret="口令")
    der = sign_contract.sign(version.sha256, one, key, [])

    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert (made.returncode, (tmp_path / "own.p7s").exists()) == (0, True)
    assert sign(buyer, version, method="ca", file=SimpleUploadedFile("own.p7s", der)).status_code == 302


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["0" * 63, "--cert", "c.pem", "--key", "k.pem"], "No such file"),
        (["0" * 64], "name --p12"),
    ],
)
def test_program_says_what_is_missing(tmp_path, arguments, told):
    ran = alone(tmp_path, *arguments)

    assert (ran.returncode, told in ran.stderr) == (2, True)


def test_program_refuses_what_is_no_fingerprint_and_a_foreign_key():
    authority = Authority()
    (key, one), (other, _another) = authority.issue(name("示范甲")), authority.issue(name("示范乙"))

    with pytest.raises(sign_contract.Impossible, match="64 hexadecimal"):
        sign_contract.sign("0" * 63, one, key, [])
    with pytest.raises(sign_contract.Impossible, match="not that of the certificate"):
        sign_contract.sign("0" * 64, one, other, [])


def test_program_knows_nothing_of_the_market():
    tree = ast.parse(PROGRAM.read_text())
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

    assert {one.partition(".")[0] for one in imported} <= sys.stdlib_module_names | {"cryptography"}


@pytest.mark.django_db
def test_page_and_program_are_for_everybody(client):
    assert "sign_contract.py" in client.get("/contracts/signing/").text
    assert client.get("/contracts/signing/program/").getvalue() == PROGRAM.read_bytes()


def refused(answer):
    told = answer.json()
    return answer.status_code, told.get("rule", ""), sorted(told.get("errors", {}))


def test_api_refuses_evidence_that_does_not_hold_with_field_and_rule(won, authority):
    sold, _seller, buyer, version = won
    key, one = authority.issue(name("示范经办人", buyer.organisation.uscc))
    other_text = sign_contract.sign("0" * 64, one, key, [])
    stranger, another = authority.issue(name("示范他人"))
    unknown, foreign = Authority().issue(name(buyer.organisation.name))

    def asked(**body):
        path = f"/api/v1/sales/{sold.number}/contract/signatures"
        return refused(client_of(buyer).post(path, body, format="json"))

    def evidence(der):
        return sign_contract.b64encode(der).decode()

    assert asked(method="ca") == (400, "R-CON-02", ["evidence"])
    assert asked(method="ca", evidence="不是") == (400, "R-CON-02", ["evidence"])
    assert asked(method="ca", evidence=evidence(other_text)) == (400, "R-CON-02", ["evidence"])
    for its_key, its_own in ((stranger, another), (unknown, foreign)):
        der = sign_contract.sign(version.sha256, its_own, its_key, [])
        assert asked(method="ca", evidence=evidence(der)) == (400, "R-CON-02", ["evidence"])
    assert asked(method="sm2", evidence="不需要") == (400, "R-CON-02", ["evidence"])
    assert asked(method="paper") == (400, "", ["method"])
    assert asked(terms_hash="0" * 64) == (409, "R-SET-03", [])
    assert not DeedSignature.objects.exists()


def test_page_tells_what_is_wrong_and_offers_no_ca_where_none_is_configured(won, settings):
    settings.SIGNING_CA = ""
    _sold, seller, buyer, version = won

    assert "没有配置第三方 CA" in page(buyer, version).text
    assert sign(buyer, version, method="ca").status_code == 200
    assert "重新阅读后再签署" in sign(buyer, version, method="market", sha256="0" * 64).text
    assert sign(buyer, version, evidence="不需要").status_code == 200
    assert not DeedSignature.objects.exists()
    assert sign(seller, version).status_code == 302  # the market's own way is taken where nothing is said
    assert DeedSignature.objects.get().method == "market"
