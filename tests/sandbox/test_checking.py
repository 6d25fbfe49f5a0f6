"""What the check says, and that a number that is wrong is not overlooked. The check itself is run by .ci/run."""

import pytest

from marketplace.sandbox.checking.program import Failed, Program, money
from marketplace.sandbox.checking.report import Report, shown
from marketplace.sandbox.checking.story import await_that


def test_number_that_is_wrong_is_counted_and_told_beside_the_right_one():
    said = []
    report = Report(said.append)

    report.number("price", money("3350000.01"), money("3350000.00"))
    report.number("price", money("3350000.00"), money("3350000.00"))
    report.holds("verifies", False)

    assert said[0] == "  ✗ price: 3,350,000.01 CNY, expected 3,350,000.00 CNY"
    assert (report.right, report.wrong) == (1, 2)


def test_values_are_shown_plainly():
    assert shown(("SW", money("66300.00"))) == "SW | 66,300.00 CNY"
    assert shown(300) == "300"


def test_server_that_is_not_there_ends_the_check():
    with pytest.raises(Failed, match="GET sales"):
        Program("127.0.0.1", 1).get("sales")


def test_waiting_is_bounded():
    with pytest.raises(Failed, match="never after 0 s"):
        await_that(lambda: False, "never", 0)


def test_answer_that_refuses_ends_the_check(live_server):
    host, port = live_server.url.removeprefix("http://").split(":")

    with pytest.raises(Failed, match="404"):
        Program(host, int(port)).get("sales/S-2027-999999")
