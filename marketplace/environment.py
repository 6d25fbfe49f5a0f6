"""Typed readers of environment variables; a bad value is refused with the variable's name."""

import os
from collections.abc import Sequence
from urllib.parse import urlsplit


class BadSetting(SystemExit):
    """A variable whose value cannot be used; ends the program with one line that says what to do."""

    def __init__(self, name: str, value: str | None, wanted: str) -> None:
        """`value` is None if it may hold a secret: then it is not shown."""
        shown = name if value is None else f"{name}={value!r}"
        super().__init__(f"{shown} cannot be used: {wanted}.")


def read_bool(name: str, default: bool) -> bool:
    value = os.environ.get(name, "").strip().lower()
    if value in ("1", "true", "yes", "on"):
        return True
    if value in ("0", "false", "no", "off"):
        return False
    if value == "":
        return default
    raise BadSetting(name, value, "write 1 or 0")


def read_int(name: str, default: int, *, low: int, high: int) -> int:
    value = os.environ.get(name, "").strip()
    if value == "":
        return default
    if not value.isascii() or not value.isdigit() or not low <= int(value) <= high:
        raise BadSetting(name, value, f"write a whole number from {low} to {high}")
    return int(value)


def read_list(name: str, default: Sequence[str]) -> list[str]:
    value = os.environ.get(name, "")
    return [item.strip() for item in value.split(",") if item.strip()] or list(default)


def read_text(name: str, default: str) -> str:
    return os.environ.get(name, "").strip() or default


def read_url(name: str, default: str = "", *, path: bool = True) -> str:
    """An https address, or http on this machine itself, without a slash at its end; with `path=False` a site's root alone."""
    value = os.environ.get(name, "").strip().rstrip("/")
    if value == "":
        return default
    wanted = "write an address that begins with https://, without a name, password or query"
    try:
        parts = urlsplit(value)
        known = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        raise BadSetting(name, value, wanted) from None
    here = parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost", "::1")
    if not known or not (parts.scheme == "https" or here) or parts.username or parts.query or parts.fragment:
        raise BadSetting(name, None if "@" in value else value, wanted)
    if not path and parts.path:
        raise BadSetting(name, value, "write the root of the site, such as https://market.example")
    return value


def read_secret(name: str, *, needed: bool, default: str) -> str:
    """A secret that production must set; never printed."""
    value = os.environ.get(name, "")
    if value:
        return value
    if needed:
        raise BadSetting(name, "", "set it to a long random text; production does not start without it")
    return default
