"""Addresses of external engines, read strictly; what is refused is said without showing a password."""

from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import psycopg
from psycopg.conninfo import conninfo_to_dict

from marketplace.environment import BadSetting

DATABASE_FORM = "write postgresql://USER:PASSWORD@HOST:5432/NAME, or leave it out to use the embedded PostgreSQL"
REDIS_FORM = "write redis://HOST:6379/0, rediss://… or unix:///PATH, or leave it out to use the embedded Redis"
REDIS_OPTIONS = {"db", "ssl_cert_reqs", "ssl_ca_certs", "ssl_certfile", "ssl_keyfile", "health_check_interval"}
REDIS_DATABASES = 16
CONNECT_SECONDS = 5


def parse_database(url: str) -> dict[str, Any]:
    """Django's DATABASES entry of a libpq address, with all options that libpq knows."""
    if url.partition("://")[0] not in ("postgresql", "postgres"):
        raise BadSetting("DATABASE_URL", None, f"it names no PostgreSQL; {DATABASE_FORM}")
    try:
        found: dict[str, Any] = conninfo_to_dict(url)
    except (psycopg.Error, UnicodeError):
        # Without its cause, which may quote the address.
        raise BadSetting("DATABASE_URL", None, f"it cannot be read; {DATABASE_FORM}") from None
    if not found.get("dbname"):
        raise BadSetting("DATABASE_URL", None, f"it names no database; {DATABASE_FORM}")
    if not all(_is_port(port) for port in str(found.get("port", "5432")).split(",")):
        raise BadSetting("DATABASE_URL", None, f"its port is not a number from 1 to 65535; {DATABASE_FORM}")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": found.pop("dbname"),
        "USER": found.pop("user", ""),
        "PASSWORD": found.pop("password", ""),
        "HOST": found.pop("host", ""),
        "PORT": found.pop("port", ""),
        "OPTIONS": {"connect_timeout": CONNECT_SECONDS, **found},
    }


def check_redis(url: str) -> str:
    """The address itself, once every part of it is understood."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise BadSetting("REDIS_URL", None, f"its port is not a number from 1 to 65535; {REDIS_FORM}") from None
    if parts.scheme not in ("redis", "rediss", "unix"):
        raise BadSetting("REDIS_URL", None, f"it names no Redis; {REDIS_FORM}")
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    if unknown := options.keys() - REDIS_OPTIONS:
        raise BadSetting("REDIS_URL", None, f"its option {min(unknown)} is unknown; {REDIS_FORM}")
    if parts.scheme == "unix":
        understood = parts.path.startswith("/") and len(parts.path) > 1 and port is None and not parts.hostname
        database = options.get("db", "0")
    else:
        understood = bool(parts.hostname) and port != 0
        database = parts.path.strip("/") or options.get("db", "0")
    if not understood:
        raise BadSetting("REDIS_URL", None, f"it names no server; {REDIS_FORM}")
    if not _is_number(database):
        raise BadSetting("REDIS_URL", None, f"the database is no number; {REDIS_FORM}")
    return url


def with_redis_database(url: str, number: str) -> str:
    """The address with another database of the same server; as it is if `number` is empty."""
    if not number:
        return url
    if not _is_number(number) or int(number) >= REDIS_DATABASES:
        raise BadSetting("SHUANGCHENG_REDIS_DATABASE", number, f"write a number from 0 to {REDIS_DATABASES - 1}")
    parts = urlsplit(url)
    options = {name: value for name, value in parse_qsl(parts.query) if name != "db"}
    if parts.scheme == "unix":
        # urllib drops the slashes of a scheme it does not know.
        return f"unix://{parts.netloc}{parts.path}?{urlencode({**options, 'db': number})}"
    return parts._replace(path=f"/{number}", query=urlencode(options)).geturl()


def for_celery(url: str) -> str:
    """The same server as Celery writes it."""
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    if parts.scheme == "unix":
        database = options.pop("db", "0")
        query = urlencode({"virtual_host": database, **options})
        return f"redis+socket://{parts.netloc}{parts.path}?{query}"
    if parts.scheme == "rediss":
        return parts._replace(query=urlencode({"ssl_cert_reqs": "required", **options})).geturl()
    return url


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _is_port(text: str) -> bool:
    return _is_number(text) and 1 <= int(text) <= 65_535
