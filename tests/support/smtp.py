"""A mail server of the tests' own, and what it has taken."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings


@dataclass(frozen=True)
class MailServer:
    port: int
    lookup_port: int
    log: Path

    @property
    def taken(self) -> list[dict[str, str]]:
        """Every mail it took, in order: Message-ID, recipient, port of the sender's line."""
        return [json.loads(line) for line in self.log.read_text().splitlines()] if self.log.exists() else []

    @property
    def lookup_url(self) -> str:
        return f"http://127.0.0.1:{self.lookup_port}/mails"

    @property
    def environment(self) -> dict[str, str]:
        """What processes need to send to it."""
        where = {"SHUANGCHENG_MAIL_HOST": "127.0.0.1", "SHUANGCHENG_MAIL_PORT": str(self.port)}
        return where | {"SHUANGCHENG_MAIL_LOOKUP_URL": self.lookup_url}


@contextmanager
def mail_server(folder: Path) -> Iterator[MailServer]:
    log = folder / "mails.jsonl"
    command = [sys.executable, "-W", "ignore", "-m", "tests.support.smtp_process", str(log)]
    with subprocess.Popen(command, cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True) as process:
        try:
            ports = [int(port) for port in process.stdout.readline().split()]
            yield MailServer(*ports, log)
        finally:
            process.kill()


@pytest.fixture
def smtp(tmp_path, settings) -> Iterator[MailServer]:
    """A mail server to which this process and those it starts may send."""
    with mail_server(tmp_path) as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.MAIL_LOOKUP_URL = server.lookup_url
        yield server
