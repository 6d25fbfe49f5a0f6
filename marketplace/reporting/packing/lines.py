"""The lines of the sealed log about a case, with the hashes that prove their place in the chain."""

import json
from typing import Any

from accounts.actor import Actor
from accounts.rules import is_exchange_staff
from marketplace.audit.chain import GENESIS
from marketplace.audit.commands import ref
from marketplace.audit.models import Entry, Seal
from marketplace.catalogue.models import Decision, InHouseNotice, Listing
from marketplace.desk.models import Case
from marketplace.reporting.rules import is_supervisor
from marketplace.trading.models import Certificate, Contract, Sale

# Of these a unit reads the private payloads too: they are its own acts, or what both sides signed.
OWN_KINDS = frozenset({"listing", "decision", "inhousenotice", "contract", "certificate", "case"})


def subjects_of(listing: Listing, case: Case | None) -> list[str]:
    """Everything about one listing that the log names."""
    sales = list(Sale.objects.filter(listing=listing))
    rows: list[Any] = [listing, *([case] if case else []), *sales]
    rows += Decision.objects.filter(listing=listing)
    rows += InHouseNotice.objects.filter(decision__listing=listing)
    rows += Contract.objects.filter(sale__in=sales)
    rows += Certificate.objects.filter(sale__in=sales)
    return [ref(row) for row in rows]


def lines_of(subjects: list[str], actor: Actor) -> list[dict[str, Any]]:
    """In order of the chain; a payload that the actor may not read is withheld, its hash is not."""
    seals = list(
        Seal.objects.filter(entry__in=Entry.objects.filter(subject__in=subjects))
        .select_related("entry__payload")
        .order_by("seq")
    )
    before = dict(Seal.objects.filter(seq__in=[seal.seq - 1 for seal in seals]).values_list("seq", "hash"))
    return [_line(seal, bytes(before.get(seal.seq - 1, GENESIS)), actor) for seal in seals]


def _line(seal: Seal, previous: bytes, actor: Actor) -> dict[str, Any]:
    entry = seal.entry
    told = {
        "seq": seal.seq,
        "at": entry.at.isoformat(timespec="microseconds"),
        "verb": entry.verb,
        "subject": entry.subject,
        "actor": entry.actor,
        "organisation": entry.organisation,
        "private": entry.private,
        "payload_hash": bytes(entry.payload_hash).hex(),
        "previous": previous.hex(),
        "hash": bytes(seal.hash).hex(),
    }
    if not hasattr(entry, "payload"):
        return told | {"erased": True}
    if entry.private and not _may_read(entry, actor):
        return told | {"withheld": True}
    return told | {"salt": bytes(entry.payload.salt).hex(), "payload": entry.payload.body}


def _may_read(entry: Entry, actor: Actor) -> bool:
    if is_exchange_staff(actor) or is_supervisor(actor):
        return True
    return entry.subject.partition(":")[0] in OWN_KINDS and entry.organisation == actor.organisation_ref


def as_lines(lines: list[dict[str, Any]]) -> bytes:
    return "".join(json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n" for line in lines).encode()
