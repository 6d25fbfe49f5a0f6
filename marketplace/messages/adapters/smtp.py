"""E-mail by SMTP: Django's backend opens the line, we send phase by phase, to know in which one it broke."""

import json
import smtplib
import time
from contextlib import suppress
from dataclasses import dataclass
from email.header import Header
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import formatdate, parseaddr
from functools import cached_property
from http.client import HTTPException
from urllib.parse import urlencode

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import forbid_multi_line_headers

from marketplace.messages.adapters import http
from marketplace.messages.adapters.base import Doubtful, Letter, Outage, Permanent, Temporary

GONE = 421  # the server closes the line
CRLF = compat32.clone(linesep="\r\n")
# A letter whose envelope takes longer is not begun: whoever asks after it later must know that it is over by then.
ENVELOPE_SECONDS = 10.0


@dataclass(frozen=True)
class SmtpAdapter:
    """`lookup_url`: where the mail server can be asked for a Message-ID; empty if it cannot (docs/algorithms/outbox.md)."""

    lookup_url: str = ""
    lookup_token: str = ""
    repeats_safely: bool = False
    keeps_secrets: bool = False

    def open(self) -> "SmtpLine":
        backend = EmailBackend(fail_silently=False)
        try:
            backend.open()
            assert backend.connection is not None  # set by open()
            backend.connection.ehlo_or_helo_if_needed()
        except (OSError, smtplib.SMTPException) as error:
            raise Outage(f"SMTP: {type(error).__name__}") from error
        return SmtpLine(backend)

    def find(self, message_id: str) -> bool | None:
        if not self.lookup_url:
            return None
        address = f"{self.lookup_url}?{urlencode({'message_id': message_id})}"
        try:
            status, body = http.ask("GET", address, token=self.lookup_token)
            found = json.loads(body)["found"] if status == 200 else None
        except (OSError, HTTPException, ValueError, KeyError, TypeError):
            return None
        return found if isinstance(found, bool) else None


class SmtpLine:
    def __init__(self, backend: EmailBackend) -> None:
        self.backend = backend

    @property
    def server(self) -> smtplib.SMTP:
        assert self.backend.connection is not None  # set by open()
        return self.backend.connection

    @cached_property
    def sender(self) -> str:
        return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]

    def send(self, letter: Letter) -> str:
        try:
            content = written(letter)
            letter.address.encode("ascii")
        except ValueError as error:
            raise Permanent("SMTP: this address or subject cannot be written into a mail") from error
        begun = time.monotonic()
        try:
            self._phase(self.server.mail, self.sender)
            self._phase(self.server.rcpt, letter.address)
            self._phase(self.server.docmd, "DATA", "", wanted=354)
        except (OSError, smtplib.SMTPException) as error:
            # Not a byte of the content has left.
            raise Outage(f"SMTP: {type(error).__name__}") from error
        if time.monotonic() - begun > ENVELOPE_SECONDS:
            raise Outage("SMTP: too slow")
        return self._content(content)

    def _phase(self, verb, *args, wanted: int = 250) -> None:  # type: ignore[no-untyped-def]  # smtplib's own methods
        code, reply = verb(*args)
        if code == wanted or (wanted == 250 and code == 251):
            return
        if code == GONE:
            raise Outage(_told(code, reply))
        with suppress(OSError, smtplib.SMTPException):
            self.server.rset()
        raise (Permanent if 500 <= code < 600 else Temporary)(_told(code, reply))

    def _content(self, content: bytes) -> str:
        """From the first byte of the content to the server's word, nobody knows whether it has arrived."""
        try:
            self.server.send(content + b".\r\n")
            code, reply = self.server.getreply()
        except (OSError, smtplib.SMTPException) as error:
            raise Doubtful(f"SMTP: {type(error).__name__}") from error
        if code != 250:
            raise (Permanent if 500 <= code < 600 else Temporary)(_told(code, reply))
        return reply.decode(errors="replace")[:200]

    def close(self) -> None:
        with suppress(OSError, smtplib.SMTPException):
            self.backend.close()


def written(letter: Letter) -> bytes:
    """The letter as RFC 5322 text with CRLF, its dots doubled. Raises ValueError for a header with a line break in it."""
    mail = MIMEText(letter.text, "plain", "utf-8" if not letter.text.isascii() else "us-ascii")
    given = {"From": settings.DEFAULT_FROM_EMAIL, "To": letter.address, "Message-ID": letter.message_id}
    given |= {"Date": formatdate(), "Auto-Submitted": "auto-generated", **letter.headers}
    for name, value in given.items():
        mail[name] = forbid_multi_line_headers(name, value, "utf-8")[1]
    mail["Subject"] = Header(" ".join(letter.subject.split()), "utf-8").encode()
    return smtplib._quote_periods(mail.as_bytes(policy=CRLF))  # type: ignore[attr-defined]  # as smtplib does


def _told(code: int, reply: bytes) -> str:
    return f"SMTP {code}: {reply.decode(errors='replace')}"[:300]
