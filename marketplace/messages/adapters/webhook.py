"""SMS, WeChat, WeCom: one HTTPS gateway each, which the operator chooses; it takes JSON and a key that it takes only once."""

import json
from dataclasses import dataclass
from http.client import HTTPException

from marketplace.messages.adapters import http
from marketplace.messages.adapters.base import Doubtful, Letter, Outage, Permanent, Temporary

TAKEN_BEFORE = 409  # the gateway knows the key: it was sent already
LATER = frozenset({408, 425, 429})


@dataclass(frozen=True)
class WebhookAdapter:
    """POST {"to", "text", "id"} to `url` with `Idempotency-Key`: 2xx taken, 409 taken before, 408/425/429/5xx later, other 4xx never.

    The gateway promises to take a key once: this is what makes sending again after a doubt safe.
    """

    url: str
    token: str = ""
    repeats_safely: bool = True
    keeps_secrets: bool = False

    def open(self) -> "WebhookAdapter":
        return self

    def close(self) -> None:
        pass

    def send(self, letter: Letter) -> str:
        body = json.dumps({"to": letter.address, "text": letter.text, "id": letter.message_id}, ensure_ascii=False)
        try:
            status, answer = http.ask("POST", self.url, token=self.token, body=body, key=letter.message_id.strip("<>"))
        except http.Unreachable as error:
            raise Outage(f"gateway: {error}") from error
        except (OSError, HTTPException) as error:
            raise Doubtful(f"gateway: {type(error).__name__}") from error
        if 200 <= status < 300 or status == TAKEN_BEFORE:
            return _id(answer)
        raise (Temporary if status in LATER or status >= 500 else Permanent)(f"gateway: HTTP {status}")

    def find(self, message_id: str) -> bool | None:
        return None


def _id(answer: bytes) -> str:
    try:
        return str(json.loads(answer).get("id", ""))[:200]
    except (ValueError, AttributeError, RecursionError):
        return ""
