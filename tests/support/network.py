"""No test reaches beyond this machine."""

import ipaddress
import socket
import sys

import pytest

attempts: list[str] = []
watching = False


class NetworkUsed(RuntimeError):
    pass


def audit(event, arguments):
    if not watching or event not in ("socket.connect", "socket.getaddrinfo"):
        return
    if event == "socket.connect":
        connecting, address = arguments
        if connecting.family not in (socket.AF_INET, socket.AF_INET6):
            return
        host = address[0]
    else:
        host = arguments[0]
    if not is_local(host):
        attempts.append(str(host))
        raise NetworkUsed(f"a test tried to reach {host}")


def is_local(host):
    if host in (None, "", b"", "localhost", b"localhost", socket.gethostname()):
        return True
    try:
        return ipaddress.ip_address(host.decode() if isinstance(host, bytes) else host).is_loopback
    except ValueError:
        return False


sys.addaudithook(audit)


@pytest.fixture(autouse=True)
def no_network():
    """Fails the test also where the code under test swallowed the error."""
    global watching
    watching = True
    attempts.clear()
    yield
    watching = False
    assert attempts == []
