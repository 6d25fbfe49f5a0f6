"""Certificates: the sheet and the check that anyone can make."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.core.clock import frozen
from marketplace.portal.certificate_changes import alter, as_text, differences
from marketplace.trading import commands
from tests.accounts.factories import officer
from tests.portal.test_sales import LEFTOVER, read
from tests.support.markup import offences, untranslated
from tests.trading.factories import reissued, settled_sale
from tests.trading.negotiated import settled_agreement, settled_in_kind

pytestmark = pytest.mark.django_db


@pytest.fixture
def issued(db):
    sold, _winner = settled_sale()
    return commands.issue_certificate(sale=sold, actor=officer(), clock=frozen("2027-04-15T11:00:00"))


def check(client, text):
    return client.post("/certificates/check/", {"text": text})


def verdicts(answer):
    return {one.name: one.passed for one in answer.context["found"].checks}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_keep_to_the_design_in_both_languages(client, issued, settings, language):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    pages = [
        read(client, "portal:certificate", issued.number),
        read(client, "portal:certificate_check"),
        read(client, "portal:certificate_check", number=issued.number),
        client.post(f"/certificates/{issued.number}/alter/", {"part": "price"}).content.decode(),
        check(client, "nonsense").content.decode(),
    ]

    for page in pages:
        assert offences(page) == []
        assert LEFTOVER.search(page) is None
        if language == "en":
            assert "\n".join(untranslated(page)) == ""


def test_sheet_shows_what_is_signed(client, issued):
    page = read(client, "portal:certificate", issued.number)

    assert "人民币叁佰万元整" in page
    assert issued.payload["buyer"]["uscc"] in page
    assert issued.sha256[:8] in page


@pytest.mark.parametrize(
    ("settle", "words"), [(settled_agreement, "协议定价"), (settled_in_kind, "占注册资本 6,000,000.00 元的 20")]
)
def test_sheet_of_an_agreement_says_how_it_came_about(client, settle, words):
    sold = settle()
    issued = commands.issue_certificate(sale=sold, actor=officer(sold.exchange), clock=frozen("2027-04-15T11:00:00"))

    page = read(client, "portal:certificate", issued.number)

    assert words in page
    assert "公示 15 日" in page
    assert issued.payload["route"] == "negotiated"


def test_certificate_is_verified_by_its_number(client, issued):
    answer = client.get("/certificates/check/", {"number": issued.number.lower()})

    assert set(verdicts(answer).values()) == {True}
    assert "核验通过" in answer.content.decode()


def test_file_that_is_handed_on_is_verified(client, issued):
    file = client.get(f"/certificates/{issued.number}/file/")

    assert file["Content-Disposition"] == f'attachment; filename="{issued.number}.json"'
    assert set(verdicts(check(client, file.content.decode())).values()) == {True}


def test_bare_signature_is_verified(client, issued):
    assert set(verdicts(check(client, issued.jws)).values()) == {True}


@pytest.mark.parametrize(
    ("part", "failed"),
    [
        ("price", {"hash", "content", "register"}),
        ("buyer", {"hash", "content", "register"}),
        ("signature", {"signature"}),
    ],
)
def test_one_altered_byte_is_found_and_shown(client, issued, part, failed):
    answer = client.post(f"/certificates/{issued.number}/alter/", {"part": part})

    assert {name for name, passed in verdicts(answer).items() if not passed} == failed
    assert "核验未通过" in answer.content.decode()
    marked = [piece.text for pair in answer.context["found"].pairs for piece in pair.shown if piece.differs]
    assert [len(text) for text in marked] == [1]


def test_production_alters_nothing(client, issued, settings):
    settings.SANDBOX = False

    assert client.post(f"/certificates/{issued.number}/alter/").status_code == 404


def test_superseded_certificate_says_so(client, issued):
    later = reissued(issued)

    assert f"已由 {later.number} 取代" in read(client, "portal:certificate", issued.number)
    answer = client.get("/certificates/check/", {"number": issued.number})
    assert verdicts(answer)["current"] is False


@pytest.mark.parametrize("number", ["TC-SW-2027-999999", "x", "'; --"])
def test_unknown_number_is_told_at_the_field(client, db, number):
    page = read(client, "portal:certificate_check", number=number)

    assert "没有这个编号的鉴证书" in page


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "a.b.c",
        '{"payload": {}, "sha256": "", "jws": ""}',
        '{"payload":{"certificate":"\\u0000"},"sha256":"","jws":""}',
        "[" * 900,
    ],
)
def test_anything_may_be_pasted(client, db, text):
    answer = check(client, text)

    assert answer.status_code == 200
    assert not answer.context["found"].verified


DOCUMENT = {
    "payload": {
        "price": {"amount": "3350000.00"},
        "buyer": {"uscc": "91500000MA0000012X", "number": "O-1"},
        "名": "示范",
    },
    "sha256": "00",
    "jws": "aa.bb.cc",
}


@pytest.mark.parametrize("part", ["price", "buyer", "signature"])
def test_alteration_is_one_bit_of_one_byte(part):
    genuine, altered = as_text(DOCUMENT).encode(), alter(DOCUMENT, part)

    other = altered.text.encode()
    assert json.loads(other)
    assert [(place + 1, a ^ b) for place, (a, b) in enumerate(zip(genuine, other, strict=True)) if a != b] == [
        (altered.place, 1)
    ]


@given(st.text(max_size=80), st.text(max_size=80))
def test_pieces_make_up_the_lines_again(one, other):
    for pair in differences(one, other):
        lines = (one.splitlines() + [""] * 90)[pair.number - 1], (other.splitlines() + [""] * 90)[pair.number - 1]
        assert ("".join(p.text for p in pair.genuine), "".join(p.text for p in pair.shown)) == lines
