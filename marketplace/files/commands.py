"""Handing files in, attaching and reading them, and clearing what nothing refers to."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, require
from marketplace.core.prepared import execute
from marketplace.core.states import atomic, lock
from marketplace.files import blobs, rules
from marketplace.files.access import Reader
from marketplace.files.checking import PAPERS, RULE, Kind, Unfit, check
from marketplace.files.models import Blob, File

KEEPING_LOCK = 0xF11E
PURPOSE_LONGEST = 40


@atomic
def store(
    *,
    upload: Any,
    purpose: str,
    subject: str = "",
    kinds: Collection[Kind] = PAPERS,
    actor: Reader,
    clock: Clock,
) -> File:
    """Check and keep what somebody hands in: `upload` is Django's uploaded file, or a file object with `name` and `size`.

    `purpose` is a code of the area that asked for it; whether the actor may hand in about `subject` the caller has asked.
    Raises Forbidden for a stranger, Invalid for the field `file` if the file is not taken.
    """
    require(rules.may_hand_in, actor)
    try:
        kind = check(upload, upload.name, size=upload.size, kinds=kinds)
    except Unfit as wrong:
        raise Invalid(fields={"file": [str(wrong)]}, rule=RULE) from None
    # Shared with all who keep, against the sweep: what is kept now has its row before anything is cleared.
    execute("SELECT pg_advisory_xact_lock_shared(%s)", [KEEPING_LOCK])
    digest, size = blobs.keep(upload)
    Blob.objects.bulk_create([Blob(sha256=digest, size_bytes=size)], ignore_conflicts=True)
    file = File.objects.create(
        blob_id=digest,
        owner=actor.organisation_ref,
        uploaded_by=actor.ref,
        subject=subject,
        purpose=purpose[:PURPOSE_LONGEST],
        name=upload.name,
        kind=kind.code,
        media_type=kind.media_type,
        size_bytes=size,
        stored_at=clock.read(),
    )
    told = {"sha256": digest, "size_bytes": size, "purpose": file.purpose, "about": subject}
    audit.record("files.stored", subject=file, actor=actor, private=True, name=file.name, **told)
    return file


@atomic
def attach(*, file: File, subject: str, actor: Reader, personal: bool = False) -> None:
    """Say what a file is about (`case:P-2027-000042`); whether its subject wants it the caller has asked.

    A `personal` one, such as an identity document, is read by who handed it in and by whom its subject admits, and no longer
    by everybody in the organisation that person acted for.
    Raises Forbidden unless the actor's side handed it in, Invalid for the field `file` if it is about something else already.
    """
    lock(file)
    require(rules.may_attach, actor, file)
    if file.subject == subject:
        return
    if file.subject:
        raise Invalid(fields={"file": [rules.ATTACHED_ELSEWHERE.format(number=file.number)]}, rule=RULE)
    file.subject, file.owner = subject, "" if personal else file.owner
    file.save(update_fields=["subject", "owner"])
    audit.record("files.attached", subject=file, actor=actor, private=True, about=subject)


@atomic
def read(*, file: File, actor: Reader, clock: Clock) -> bytes:
    """The content of a file; the look is in the log. Raises Forbidden for who may not read it."""
    require(rules.may_read, actor, file)
    audit.record("files.read", subject=file, actor=actor, private=True, at=clock.read(), name=file.name)
    return blobs.content_of(file.sha256)


def clear_unreferenced(*, before: float) -> int:
    """Remove contents last kept before `before` (seconds) that no file has: of transactions that came to nothing. Returns how many."""
    return sum(_clear(folder, before) for folder in blobs.folders())


@atomic
def _clear(folder: Path, before: float) -> int:
    execute("SELECT pg_advisory_xact_lock(%s)", [KEEPING_LOCK])
    old = {path.name: path for path in blobs.kept_before(folder, before)}
    Blob.objects.filter(sha256__in=list(old), files__isnull=True).delete()
    known = set(Blob.objects.filter(sha256__in=list(old)).values_list("sha256", flat=True))
    cleared = [path for name, path in old.items() if name not in known]
    for path in cleared:
        path.unlink(missing_ok=True)
    return len(cleared)
