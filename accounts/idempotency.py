"""A POST that is repeated with the same `Idempotency-Key` acts once and is answered alike."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from accounts import vault
from accounts.models import IdempotencyKey
from marketplace.core.api import MarketView, Request
from marketplace.core.errors import Invalid, MarketError

HEADER = "Idempotency-Key"
PRINTABLE = re.compile(r"[\x20-\x7e]{1,100}")
KEPT_HEADERS = ("Location",)
Handler = Callable[..., Response]


class KeyReused(MarketError):
    """The key belongs to another request (422)."""

    status = 422


def idempotent(handler: Handler) -> Handler:
    """Honour the header on a POST method of a `MarketView`; without it, or for a stranger, the method runs plainly.

    The key belongs to the user and the organisation acted for. The answer is stored in the transaction of the command: a
    parallel duplicate waits for the first; when the command raises, nothing is stored and the request may be tried again.
    Raises Invalid for a malformed key, KeyReused if it came with another method, path or body.
    """

    @wraps(handler)
    def once(view: MarketView, request: Request, *args: Any, **kwargs: Any) -> Response:
        key = request.headers.get(HEADER)
        if key is None or request.actor.user is None:
            return handler(view, request, *args, **kwargs)
        if not PRINTABLE.fullmatch(key):
            raise Invalid(fields={HEADER: [_("幂等键须为 1 至 100 个可打印的 ASCII 字符。")]})
        with transaction.atomic():
            asked = fingerprint(request)
            row = claim(request, key, asked)
            if row.status:
                return replay(row, asked)
            response = handler(view, request, *args, **kwargs)
            keep(row, response)
        return response

    once.idempotent = True  # type: ignore[attr-defined]  # the OpenAPI document tells of the header
    return once


def claim(request: Request, key: str, asked: bytes) -> IdempotencyKey:
    """The key's row, locked: a new one without a status, or that of the first request, once that has committed."""
    owner = {"user": request.actor.user, "organisation_number": request.actor.organisation_ref, "key": key}
    while True:
        # Waits here while another request holds the same key: it sees that one's answer, or its failure and a free key.
        IdempotencyKey.objects.bulk_create([IdempotencyKey(**owner, request_hash=asked)], ignore_conflicts=True)
        row = IdempotencyKey.objects.select_for_update().filter(**owner).first()
        if row and row.created_at > oldest_kept():
            return row
        if row:
            row.delete()


def replay(row: IdempotencyKey, asked: bytes) -> Response:
    if bytes(row.request_hash) != asked:
        raise KeyReused(
            _("幂等键“{key}”已用于另一请求（方法、路径或内容不同）：请为新的请求使用新的键。").format(key=row.key),
            code="idempotency_key_reused",
        )
    body = json.loads(vault.decrypt(row.body, purpose="idempotency"))
    content_type = row.headers.get("Content-Type")
    kept = {name: row.headers[name] for name in KEPT_HEADERS if name in row.headers}
    return Response(body, row.status, headers={**kept, "Idempotent-Replay": "true"}, content_type=content_type)


def keep(row: IdempotencyKey, response: Response) -> None:
    """Store the answer, encrypted: it may hold what only the caller should see."""
    row.status = response.status_code
    row.body = vault.encrypt(JSONRenderer().render(response.data).decode() or "null", purpose="idempotency")
    row.headers = {name: response[name] for name in KEPT_HEADERS if response.has_header(name)}
    if response.content_type:
        row.headers["Content-Type"] = response.content_type
    row.save(update_fields=["status", "body", "headers"])


def fingerprint(request: Request) -> bytes:
    """SHA-256 of method, path with query, and body; members of a JSON object in any order are the same body."""
    body = json.dumps(request.data, sort_keys=True, separators=(",", ":"), default=file_in_body)
    return sha256(f"{request.method} {request.get_full_path()}\n{body}".encode()).digest()


def file_in_body(file: UploadedFile) -> list[str]:
    """A file of a form by its name and the SHA-256 of its content."""
    content = sha256()
    for chunk in file.chunks():
        content.update(chunk)
    file.seek(0)
    return [str(file.name), content.hexdigest()]


def oldest_kept() -> Any:
    return timezone.now() - timedelta(hours=settings.IDEMPOTENCY_HOURS)


def forget_old_keys() -> int:
    """Delete the answers that are older than the setting says; returns how many."""
    deleted, _models = IdempotencyKey.objects.filter(created_at__lte=oldest_kept()).delete()
    return deleted
