"""PostgreSQL and Redis: those that DATABASE_URL and REDIS_URL name, else embedded ones of this checkout's own.

Importing this package, and so the settings, starts nothing; the first database connection does (`marketplace.embedded`).
Each set of embedded engines has a name, `SHUANGCHENG_ENGINES` (default `main`), so that tests, checks and
benchmarks never meet the data somebody works with.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from marketplace.engines import place, postgres, process, redis, urls
from marketplace.engines.server import Server, Unavailable, explain

__all__ = ["Unavailable", "broker_url", "database_settings", "embedded", "ensure", "redis_url", "stop", "temporary"]


def database_settings() -> dict[str, Any]:
    """The entry `default` of Django's DATABASES.

    `SHUANGCHENG_DATABASE` replaces the name of the database; child processes of a test get theirs by it.
    """
    url = os.environ.get("DATABASE_URL", "")
    entry = urls.parse_database(url) if url else postgres.settings(place.current())
    name = os.environ.get("SHUANGCHENG_DATABASE", "")
    return entry | {"NAME": name} if name else entry


def redis_url() -> str:
    """Where Redis is, as redis-py reads it (redis, rediss or unix).

    `SHUANGCHENG_REDIS_DATABASE` (0 to 15) replaces the number of the database; parallel tests keep apart by it.
    """
    url = os.environ.get("REDIS_URL", "")
    url = urls.check_redis(url) if url else redis.url(place.current())
    return urls.with_redis_database(url, os.environ.get("SHUANGCHENG_REDIS_DATABASE", ""))


def broker_url() -> str:
    """The same Redis as Celery reads it: it names the scheme of a Unix socket differently."""
    return urls.for_celery(redis_url())


def embedded(at: place.Place | None = None) -> list[Server]:
    """The servers of a set that no environment variable replaces."""
    at = at or place.current()
    servers: list[Server] = []
    if not os.environ.get("DATABASE_URL"):
        servers.append(postgres.Postgres(at))
    if not os.environ.get("REDIS_URL"):
        servers.append(redis.Redis(at))
    return servers


def ensure() -> bool:
    """Start the embedded servers that do not answer; True if any had to be started.

    Costs two socket connections (about 0.1 ms) when all is well. Any number of processes may call it at once.
    Raises Unavailable with one line that says what to do.
    """
    servers = embedded()
    if all(server.answers() for server in servers):
        return False
    at = place.current()
    try:
        with place.locked(at):
            for server in servers:
                if not server.answers():
                    server.start()
        _sweep()
    except OSError as error:
        raise explain(error, str(at.folder)) from error
    return True


def stop(at: place.Place | None = None, *, remove: bool = False) -> list[Server]:
    """Stop a set of embedded servers and say which ran; with `remove` its data go too."""
    at = at or place.current()
    if not at.folder.exists():
        return []
    with place.locked(at):
        servers: list[Server] = [postgres.Postgres(at), redis.Redis(at)]
        stopped = [server for server in servers if server.stop()]
        if remove:
            at.remove()
    return stopped


@contextmanager
def temporary(purpose: str) -> Iterator[dict[str, str]]:
    """Engines of one's own for as long as the block lasts, removed wholly afterwards.

    Yields the environment for the processes that shall use them (for this one, put it into `os.environ` before the
    settings are read). Names that start with `check` or `tests` trade durability for speed. Should this process be
    killed, the next start of any engine of this user clears up after it.
    """
    at = place.named(f"{purpose}-{os.getpid()}")
    at.make()
    process.record(at.folder / "owner", os.getpid())
    try:
        yield {"SHUANGCHENG_ENGINES": at.name, "DATABASE_URL": "", "REDIS_URL": ""}
    finally:
        stop(at, remove=True)


def _sweep() -> None:
    """Stop the engines that were left behind, and remove them unless somebody's data may lie there."""
    for at in place.neighbours():
        owner = at.folder / "owner"
        orphaned = owner.exists() and process.recorded(owner) is None
        if orphaned or at.deserted:
            stop(at, remove=orphaned or at.name != "main")
