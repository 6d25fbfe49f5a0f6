"""The calendar file: whole days, escaped, folded, the same keys at every export."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from marketplace.core.clock import shanghai
from marketplace.rulebook.icalendar import OCTETS, Event, escaped, folded, written

STAMP = shanghai("2027-04-12T09:00:00")
PLAIN = st.text(alphabet=st.characters(exclude_categories=["Cs"]))


def test_day_is_whole_and_ends_with_the_next():
    event = Event(
        "pay_price-7@shuangcheng", date(2027, 4, 6), "支付价款，并签收", "规则 R-SET-04\n截止", "https://x.example/"
    )

    text = written([event], name="我的期限", stamp=STAMP).decode()

    assert text.splitlines()[5:] == [
        "BEGIN:VEVENT",
        "UID:pay_price-7@shuangcheng",
        "DTSTAMP:20270412T010000Z",
        "DTSTART;VALUE=DATE:20270406",
        "DTEND;VALUE=DATE:20270407",
        "SUMMARY:支付价款，并签收",
        "DESCRIPTION:规则 R-SET-04\\n截止",
        "TRANSP:TRANSPARENT",
        "URL:https://x.example/",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


@given(PLAIN)
def test_no_text_ends_its_line_or_begins_another(text):
    line = escaped(text)

    assert "\n" not in line
    assert "\r" not in line
    file = written([Event("k", STAMP.date(), text, text)], name=text, stamp=STAMP).decode()
    assert file.count("\r\nEND:VEVENT\r\n") == 1


@given(st.text(alphabet=st.characters(exclude_characters="\r\n", exclude_categories=["Cs"])))
def test_folding_keeps_every_character_within_the_octets(line):
    pieces = folded(line).split("\r\n")

    assert all(len(piece.encode()) <= OCTETS for piece in pieces)
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == line
    assert all(piece.startswith(" ") for piece in pieces[1:])


@given(PLAIN)
def test_what_is_escaped_reads_back(first):
    line = escaped(first)
    plain = "".join(
        c for c in first.replace("\r\n", "\n").replace("\r", "\n") if c == "\n" or (ord(c) >= 32 and ord(c) != 127)
    )

    read = line.replace("\\\\", "\0").replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";").replace("\0", "\\")

    assert read == plain


def test_empty_calendar_is_a_calendar():
    text = written([], name="我的期限", stamp=STAMP + timedelta(0)).decode()

    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
