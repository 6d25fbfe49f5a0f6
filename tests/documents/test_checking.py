import pytest

from marketplace.documents import commands, queries
from tests.accounts.factories import officer
from tests.documents.factories import NOON, document
from tests.documents.samples import SAMPLES

pytestmark = pytest.mark.django_db


def test_code_alone_finds_the_document_as_the_qr_leads():
    issued = document()

    assert queries.check(issued.check_code).document == issued
    assert queries.check(f" {issued.frame['check_code'].lower()} ").document == issued


@pytest.mark.parametrize(
    "number", ["西南受理〔2027〕000001号", "西南受理[2027]000001号", " 西南受理（2027） 000001号", "DOC"]
)
def test_number_is_read_as_people_type_it(number):
    issued = document()

    assert queries.check(issued.check_code, issued.number if number == "DOC" else number).genuine


@pytest.mark.parametrize(
    ("code", "number"), [("", ""), ("0" * 12, ""), ("K7QM2P4X9ABC", ""), (None, "西南受理〔2027〕000009号")]
)
def test_wrong_code_or_number_is_unknown(code, number):
    issued = document()

    assert not queries.check(issued.check_code if code is None else code, number).genuine


def test_superseded_document_names_its_successor():
    old = document()
    new = commands.reissue(document=old, data=SAMPLES["acceptance_notice"], reason="更正", actor=officer(), clock=NOON)

    found = queries.check(old.check_code)

    assert found.document.state == "superseded"
    assert found.successor == new


def test_content_is_compared_byte_by_byte():
    issued = document()
    content = queries.pdf(issued)

    assert queries.check_content(content).document == issued
    assert not queries.check_content(content + b"\n").genuine
