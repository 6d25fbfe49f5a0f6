"""Two gigabytes at the door: refused with a message on the form, nothing of it kept, nothing typed lost."""

import http.client
import io
import json
from contextlib import suppress
from pathlib import Path

import pytest
from django.test import Client
from rest_framework.test import APIClient

from marketplace.catalogue.models import Upload
from marketplace.files.checking import LARGEST_BYTES
from marketplace.files.models import File
from tests.accounts.factories import actor
from tests.files.factories import pdf, upload

BOUNDARY = "示范".encode().hex()
KIND = f"multipart/form-data; boundary={BOUNDARY}"
FIELDS = {
    "source": "示范来源",
    "secrecy_reviewer": "示范审查员",
    "secrecy_reviewed_date": "2026-01-05",
    "declared": "on",
}
FIELDS |= {"kind": "listings", "exchange": "CQ"}


class Endless(io.RawIOBase):
    """A body of a form with a file of `size` bytes before its other fields, made as it is read."""

    def __init__(self, size: int, fields: dict[str, str], *, name: str = "file", file_name: str = "成果.csv") -> None:
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n\r\n'
        tail = "".join(
            f'\r\n--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}'
            for field, value in fields.items()
        )
        self.head, self.tail = head.encode(), f"{tail}\r\n--{BOUNDARY}--\r\n".encode()
        self.size, self.length, self.place = size, len(self.head) + size + len(self.tail), 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if self.place < len(self.head):
            found = self.head[self.place :]
        elif self.place < len(self.head) + self.size:
            found = b"x" * min(1 << 16, len(self.head) + self.size - self.place)
        else:
            found = self.tail[self.place - len(self.head) - self.size :]
        found = found[:size] if size >= 0 else found
        self.place += len(found)
        return found


def signed_in() -> Client:
    client = Client()
    client.force_login(actor().user)
    return client


@pytest.mark.django_db
def test_form_with_a_file_beyond_the_limit_says_so_and_keeps_what_was_typed():
    body = Endless(LARGEST_BYTES + 1, FIELDS)

    answer = signed_in().generic("POST", "/imports/", body.readall(), content_type=KIND)

    assert answer.status_code == 200
    assert "文件超过 20 MB" in answer.text
    assert 'value="示范来源"' in answer.text
    assert not Upload.objects.exists()


@pytest.mark.django_db
def test_program_with_a_file_beyond_the_limit_is_answered_413():
    client = APIClient()
    client.force_login(actor().user)
    body = Endless(LARGEST_BYTES + 1, {"purpose": "evidence"}, file_name="a.pdf")

    answer = client.generic("POST", "/api/v1/files", body.readall(), content_type=KIND)

    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert "20 MB" in answer.json()["detail"]
    assert not File.objects.exists()


@pytest.mark.django_db
def test_files_that_are_too_much_together_are_refused():
    client = signed_in()
    files = {f"file{n}": upload(b"x" * (LARGEST_BYTES - 1), "a.csv") for n in range(5)}

    answer = client.post("/imports/", FIELDS | files | {"file": upload(b"x" * LARGEST_BYTES, "b.csv")})

    assert "文件超过 20 MB" in answer.text


@pytest.mark.django_db
def test_file_within_the_limit_is_taken():
    client = signed_in()

    answer = client.post("/imports/", FIELDS | {"file": upload("标题\n示范\n".encode(), "成果.csv")})

    assert (answer.status_code, Upload.objects.get().good) == (302, 1)


# --- Through the server, with real streams.

TWO_GIGABYTES = 2 << 30
HELD_MOST = 150 << 20  # above what the server holds when nothing arrives: a file and a form, a few times over


@pytest.fixture
def door(asgi_server):
    """Host and port of the server, and the processes behind it."""
    port = int(asgi_server.rpartition(":")[2])
    told = [path for path in Path("/proc").glob("[0-9]*/cmdline") if f"--port\0{port}\0" in readable(path)]
    return port, [path.parent for path in told]


def readable(path: Path) -> str:
    try:
        return path.read_text(errors="replace")
    except OSError:
        return ""


def held(processes: list[Path]) -> int:
    """Bytes in memory and in temporary files that have no name any more."""
    found = 0
    for process in processes:
        [resident] = [line for line in readable(process / "status").splitlines() if line.startswith("VmRSS:")]
        found += int(resident.split()[1]) << 10
        for handle in (process / "fd").iterdir():
            with suppress(OSError):
                found += handle.stat().st_size if "(deleted)" in str(handle.readlink()) else 0
    return found


def begun(port: int, path: str, **headers: str) -> http.client.HTTPConnection:
    """A request of somebody signed in, whose body is still to come."""
    client = signed_in()
    client.get("/imports/")
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.putrequest("POST", path)
    told = {"Content-Type": KIND, "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    for name, value in (told | {"X-CSRFToken": cookies["csrftoken"]} | headers).items():
        connection.putheader(name, value)
    connection.endheaders()
    return connection


def test_form_of_two_gigabytes_is_refused_kindly_and_never_lies_on_the_disk(door):
    port, processes = door
    body = Endless(TWO_GIGABYTES, FIELDS)
    before, most, step = held(processes), 0, 128 << 20
    connection = begun(port, "/imports/", **{"Content-Length": str(body.length)})

    while chunk := body.read():
        connection.send(chunk)
        if body.place // step > (body.place - len(chunk)) // step:
            most = max(most, held(processes))
    answer = connection.getresponse()

    page = answer.read().decode()
    assert answer.status == 200
    assert "文件超过 20 MB" in page
    assert 'value="示范来源"' in page
    assert most - before < HELD_MOST
    assert not Upload.objects.exists()
    connection.close()


def test_program_that_says_two_gigabytes_is_refused_before_they_come(door):
    port, _processes = door

    connection = begun(port, "/api/v1/files", **{"Content-Length": str(TWO_GIGABYTES)})
    answer = connection.getresponse()

    assert (answer.status, answer.headers["Content-Type"]) == (413, "application/problem+json")
    assert "20 MB" in answer.read().decode()
    assert not File.objects.exists()
    connection.close()


def test_program_that_streams_without_a_length_is_stopped_on_the_way(door):
    port, processes = door
    body = Endless(TWO_GIGABYTES, {"purpose": "evidence"}, file_name="a.pdf")
    connection = begun(port, "/api/v1/files", **{"Transfer-Encoding": "chunked"})
    before = held(processes)

    with suppress(BrokenPipeError, ConnectionResetError):  # the server has gone
        while body.place < 300 << 20:
            chunk = body.read()
            connection.send(f"{len(chunk):x}\r\n".encode() + chunk + b"\r\n")

    assert held(processes) - before < HELD_MOST
    assert connection.getresponse().status == 413
    connection.close()


def test_file_of_a_program_arrives_whole_without_a_length(door):
    port, _processes = door
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="purpose"\r\n\r\nevidence\r\n--{BOUNDARY}\r\n'
    head += 'Content-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
    body = head.encode() + pdf() + f"\r\n--{BOUNDARY}--\r\n".encode()
    connection = begun(port, "/api/v1/files", **{"Transfer-Encoding": "chunked"})

    for part in (body[:100], body[100:]):
        connection.send(f"{len(part):x}\r\n".encode() + part + b"\r\n")
    connection.send(b"0\r\n\r\n")

    answer = connection.getresponse()
    assert (answer.status, json.loads(answer.read())["size_bytes"]) == (201, len(pdf()))
    connection.close()
