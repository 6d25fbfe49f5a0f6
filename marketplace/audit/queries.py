"""Reading and checking the log."""

from collections.abc import Iterable, Iterator

from django.db.models import Max

from marketplace.audit.chain import GENESIS, Head, hash_entry, hash_payload
from marketplace.audit.models import Entry, Follower, Seal

ERASED = "audit.erased"


def head_seq() -> int:
    """The highest sealed number; 0 for an empty log."""
    return Seal.objects.aggregate(top=Max("seq"))["top"] or 0


def head_hash() -> bytes:
    """The hash of the last seal: what is published daily outside the database."""
    last = Seal.objects.order_by("-seq").first()
    return bytes(last.hash) if last else GENESIS


def head_of(entry: Entry, seq: int) -> Head:
    """An entry as the chain hashes it at its place."""
    who = (entry.verb, entry.subject, entry.actor, entry.organisation, entry.private)
    return Head(seq, entry.at, *who, bytes(entry.payload_hash))


def followers_behind(names: Iterable[str]) -> list[str]:
    """Which of the named followers have lines to read."""
    head = head_seq()
    at_head = set(Follower.objects.filter(cursor__gte=head).values_list("name", flat=True))
    return [name for name in names if head and name not in at_head]


def history(subject: str) -> list[Entry]:
    """All entries about one subject (`sale:S-2027-000042`), oldest first, with their payloads."""
    return list(Entry.objects.filter(subject=subject).select_related("payload").order_by("id"))


def faults() -> Iterator[str]:
    """Walk the whole chain and say, one by one, what does not verify. An intact log yields nothing."""
    previous, expected = GENESIS, 0
    erasures = Entry.objects.filter(verb=ERASED).values("subject").annotate(last=Max("id"))
    erased_up_to = dict(erasures.values_list("subject", "last"))
    for seal in Seal.objects.select_related("entry__payload").order_by("seq").iterator(chunk_size=2_000):
        expected += 1
        if seal.seq != expected:
            yield f"seq {expected} is missing: the next seal is {seal.seq}"
            expected = seal.seq
        entry = seal.entry
        if hasattr(entry, "payload"):
            if hash_payload(bytes(entry.payload.salt), entry.payload.body) != bytes(entry.payload_hash):
                yield f"seq {seal.seq}: the payload of {entry.verb} {entry.subject} was altered"
        elif entry.pk > erased_up_to.get(entry.subject, 0):
            yield f"seq {seal.seq}: the payload of {entry.verb} {entry.subject} is gone, and no line says who erased it"
        previous = hash_entry(previous, head_of(entry, seal.seq))
        if previous != bytes(seal.hash):
            yield f"seq {seal.seq}: {entry.verb} {entry.subject} does not match its hash"
            previous = bytes(seal.hash)
    unsealed = Entry.objects.filter(seal__isnull=True, pending__isnull=True).count()
    if unsealed:
        yield f"{unsealed} entries have neither a seal nor a place in the queue"
