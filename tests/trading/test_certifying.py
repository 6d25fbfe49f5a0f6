"""R-SET-06: the certificate's hash, and which check says what."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.trading.certifying import Check, Registered, Shown, Unreadable, canonical, digest, examine

PAYLOAD = {"certificate": "TC-SW-2027-000001", "price": {"currency": "CNY", "amount": "3350000.00"}, "标题": "示范"}
HASH = digest(PAYLOAD)


def failed(shown, signed, registered):
    return [finding.check for finding in examine(shown, signed, registered) if not finding.passed]


def test_canonical_form_is_sorted_without_spaces_in_utf8():
    assert canonical(PAYLOAD).decode() == (
        '{"certificate":"TC-SW-2027-000001","price":{"amount":"3350000.00","currency":"CNY"},"标题":"示范"}'
    )


def test_sound_certificate_passes_every_check():
    findings = examine(Shown("jws", PAYLOAD, HASH), PAYLOAD, Registered(HASH, superseded=False))

    assert [finding.check for finding in findings] == list(Check)
    assert all(finding.passed for finding in findings)


@pytest.mark.parametrize(
    ("shown", "signed", "registered", "expected"),
    [
        (Shown("jws", {**PAYLOAD, "标题": "别的"}, HASH), PAYLOAD, Registered(HASH, False), [Check.HASH, Check.CONTENT, Check.REGISTER]),
        (Shown("jws", PAYLOAD, "0" * 64), PAYLOAD, Registered(HASH, False), [Check.HASH]),
        (Shown("jws", PAYLOAD, HASH), None, Registered(HASH, False), [Check.SIGNATURE]),
        (Shown("jws", PAYLOAD, HASH), PAYLOAD, None, [Check.REGISTER]),
        (Shown("jws", PAYLOAD, HASH), PAYLOAD, Registered(HASH, True), [Check.CURRENT]),
        (Shown("jws"), PAYLOAD, Registered(HASH, False), []),
        (Shown("jws"), None, None, [Check.SIGNATURE, Check.REGISTER]),
    ],
)  # fmt: skip
def test_each_fault_fails_its_own_check(shown, signed, registered, expected):
    assert failed(shown, signed, registered) == expected


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"payload": {}}', '{"payload": [], "sha256": "", "jws": ""}', '{"payload": {}, "sha256": 1, "jws": ""}',
     '{"certificate": {"payload": {}}}', "no signature", "{" * 70_000, '{"payload": {"a": "\\ud800"}, "sha256": "", "jws": ""}',
     '{"a":' * 3_000 + "1" + "}" * 3_000],
)  # fmt: skip
def test_text_that_is_no_certificate_is_unreadable(text):
    with pytest.raises(Unreadable):
        Shown.read(text)


def test_certificate_reads_as_the_api_answers_it():
    document = {"payload": PAYLOAD, "sha256": HASH, "jws": "a.b.c"}

    assert Shown.read(json.dumps({"number": "TC-SW-2027-000001", "certificate": document})) == Shown(
        "a.b.c", PAYLOAD, HASH
    )


@given(st.text())
def test_any_text_is_read_or_unreadable(text):
    try:
        Shown.read(text)
    except Unreadable:
        return
