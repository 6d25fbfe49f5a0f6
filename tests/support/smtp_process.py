"""A mail server in a process of its own: writes down every mail it took, and can be asked for a Message-ID.

The name of the recipient tells it to be difficult: `refused-…` never, `later-…` not at the first time, `lost-…` taken, but the
line breaks before it says so, `unheard-…` the line breaks before it has taken it (both at the first time).
"""

import asyncio
import json
import sys
from email import message_from_bytes
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from aiosmtpd.smtp import SMTP


class Handler:
    def __init__(self, log: Path) -> None:
        self.log = log.open("a", buffering=1)
        self.taken: set[str] = set()
        self.met: set[str] = set()
        self.servers: dict[int, SMTP] = {}

    def first_time(self, address: str) -> bool:
        first = address not in self.met
        self.met.add(address)
        return first

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("refused-"):
            return "550 no such person"
        if address.startswith("later-") and self.first_time(address):
            return "451 come again"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        [address] = envelope.rcpt_tos
        first = self.first_time(address) if address.startswith(("lost-", "unheard-")) else False
        if first and address.startswith("unheard-"):
            server.transport.abort()
            return "250 never heard"
        mail = message_from_bytes(envelope.content)
        message_id = mail["Message-ID"]
        self.taken.add(message_id)
        self.log.write(json.dumps({"id": message_id, "to": address, "peer": session.peer[1]}) + "\n")
        if first:
            server.transport.abort()
        return f"250 OK taken as {len(self.taken)}"


async def answer(handler: Handler, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """GET /?message_id=…: {"found": true}."""
    request = (await reader.readline()).decode()
    while (await reader.readline()).strip():
        pass
    [message_id] = parse_qs(urlsplit(request.split()[1]).query)["message_id"]
    body = json.dumps({"found": message_id in handler.taken}).encode()
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n")
    writer.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
    await writer.drain()
    writer.close()


async def main(log: Path) -> None:
    loop, handler = asyncio.get_running_loop(), Handler(log)
    smtp = await loop.create_server(lambda: SMTP(handler, loop=loop, hostname="mail.test"), "127.0.0.1", 0)
    lookup = await asyncio.start_server(lambda r, w: answer(handler, r, w), "127.0.0.1", 0)
    ports = [server.sockets[0].getsockname()[1] for server in (smtp, lookup)]
    sys.stdout.write(" ".join(map(str, ports)) + "\n")
    sys.stdout.flush()
    await asyncio.gather(smtp.serve_forever(), lookup.serve_forever())


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
