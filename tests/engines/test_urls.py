"""Addresses of external engines."""

import pytest

from marketplace import engines
from marketplace.engines import urls


def test_database_address_is_read_with_its_options():
    entry = urls.parse_database("postgresql://market:p%40ss@db.example:6432/trade?sslmode=require&connect_timeout=2")

    assert entry == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "trade",
        "USER": "market",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "6432",
        "OPTIONS": {"connect_timeout": "2", "sslmode": "require"},
    }


def test_database_address_of_a_unix_socket():
    entry = urls.parse_database("postgres:///trade?host=/run/postgresql")

    assert (entry["NAME"], entry["HOST"], entry["PORT"]) == ("trade", "/run/postgresql", "")


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("mysql://market:secret@db/trade", "names no PostgreSQL"),
        ("sqlite:///secret.db", "names no PostgreSQL"),
        ("secret", "names no PostgreSQL"),
        ("postgresql://market:secret@db", "names no database"),
        ("postgresql://market:secret@db:54x2/trade", "port"),
        ("postgresql://market:secret@db:0/trade", "port"),
        ("postgresql://market:secret@db:70000/trade", "port"),
        ("postgresql://market:secret@db/trade?colour=red", "cannot be read"),
        ("postgresql://market:secret%zz@db/trade", "cannot be read"),
        ("postgresql://market:secret@[::1/trade", "cannot be read"),
    ],
)
def test_bad_database_address_is_refused_without_showing_the_password(monkeypatch, url, reason):
    monkeypatch.setenv("DATABASE_URL", url)

    with pytest.raises(SystemExit) as caught:
        engines.database_settings()

    line = str(caught.value)
    assert line.startswith("DATABASE_URL cannot be used: ")
    assert reason in line
    assert "write postgresql://USER:PASSWORD@HOST:5432/NAME" in line
    assert "secret" not in line
    assert "\n" not in line


@pytest.mark.parametrize(
    ("url", "for_celery"),
    [
        ("redis://cache:6380/3", "redis://cache:6380/3"),
        ("redis://:secret@cache", "redis://:secret@cache"),
        ("rediss://cache:6380/3", "rediss://cache:6380/3?ssl_cert_reqs=required"),
        ("unix:///run/redis.sock", "redis+socket:///run/redis.sock?virtual_host=0"),
        ("unix:///run/redis.sock?db=3", "redis+socket:///run/redis.sock?virtual_host=3"),
    ],
)
def test_redis_address_is_taken_as_it_is_and_rewritten_for_celery(monkeypatch, url, for_celery):
    monkeypatch.setenv("REDIS_URL", url)
    monkeypatch.delenv("SHUANGCHENG_REDIS_DATABASE")

    assert engines.redis_url() == url
    assert engines.broker_url() == for_celery


@pytest.mark.parametrize(
    "url",
    [
        "amqp://:secret@cache",
        "redis://:secret@cache:port/0",
        "redis://:secret@cache:0/0",
        "redis://:secret@cache/first",
        "redis://:secret@cache/0?colour=red",
        "redis:///0",
        "unix://run/redis.sock",
        "unix://",
        "secret",
    ],
)
def test_bad_redis_address_is_refused_without_showing_the_password(monkeypatch, url):
    monkeypatch.setenv("REDIS_URL", url)

    with pytest.raises(SystemExit) as caught:
        engines.redis_url()

    line = str(caught.value)
    assert line.startswith("REDIS_URL cannot be used: ")
    assert "secret" not in line
    assert "\n" not in line


@pytest.mark.parametrize(
    ("url", "changed"),
    [
        ("redis://cache:6380/3", "redis://cache:6380/7"),
        ("redis://cache?db=3", "redis://cache/7"),
        ("unix:///run/redis.sock?db=3", "unix:///run/redis.sock?db=7"),
    ],
)
def test_another_database_of_the_same_redis(monkeypatch, url, changed):
    monkeypatch.setenv("REDIS_URL", url)
    monkeypatch.setenv("SHUANGCHENG_REDIS_DATABASE", "7")

    assert engines.redis_url() == changed


@pytest.mark.parametrize("number", ["16", "-1", "one"])
def test_unknown_database_of_redis_is_refused(monkeypatch, number):
    monkeypatch.setenv("SHUANGCHENG_REDIS_DATABASE", number)

    with pytest.raises(SystemExit, match="write a number from 0 to 15"):
        engines.redis_url()
