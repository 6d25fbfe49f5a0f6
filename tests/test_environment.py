"""Readers of environment variables."""

import pytest

from marketplace.environment import read_bool, read_int, read_list, read_secret


@pytest.mark.parametrize(
    ("text", "value"), [("1", True), ("Yes", True), (" on ", True), ("0", False), ("False", False), ("", True)]
)
def test_flag(monkeypatch, text, value):
    monkeypatch.setenv("FLAG", text)

    assert read_bool("FLAG", default=True) is value


def test_flag_that_is_neither_yes_nor_no_is_refused(monkeypatch):
    monkeypatch.setenv("FLAG", "maybe")

    with pytest.raises(SystemExit, match=r"^FLAG='maybe' cannot be used: write 1 or 0.$"):
        read_bool("FLAG", default=True)


@pytest.mark.parametrize("text", ["-1", "101", "ten", "1.5", "１０"])
def test_number_outside_its_bounds_is_refused(monkeypatch, text):
    monkeypatch.setenv("NUMBER", text)

    with pytest.raises(SystemExit, match=r"NUMBER=.* write a whole number from 0 to 100"):
        read_int("NUMBER", 5, low=0, high=100)


def test_number_and_list_have_defaults(monkeypatch):
    monkeypatch.setenv("LIST", "a, b,,")

    assert read_int("NUMBER", 5, low=0, high=100) == 5
    assert read_list("LIST", default=["x"]) == ["a", "b"]
    assert read_list("ABSENT", default=["x"]) == ["x"]


def test_secret_that_production_needs_is_demanded():
    assert read_secret("SECRET", needed=False, default="sandbox") == "sandbox"

    with pytest.raises(SystemExit, match=r"production does not start without it"):
        read_secret("SECRET", needed=True, default="sandbox")
