"""The parts of an evidence pack, each as paths with contents: what the actor who ordered it may read, and nothing else."""

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.forms.models import model_to_dict

from accounts.actor import Actor
from marketplace.audit.commands import ref
from marketplace.catalogue.models import Decision, InHouseNotice, Listing
from marketplace.catalogue.queries import notice_period
from marketplace.core.clock import SHANGHAI
from marketplace.core.money import plain_yuan
from marketplace.core.workbook import Head, Sheet, workbook
from marketplace.desk.models import Case
from marketplace.desk.queries import history
from marketplace.documents.queries.documents import pdf, readable
from marketplace.files import blobs
from marketplace.files.queries import files_of
from marketplace.trading.bidding import outcome
from marketplace.trading.models import Certificate, Contract, Sale, Settlement
from marketplace.trading.queries.certificates import document

Part = tuple[str, bytes]
UNSAFE = re.compile(r"[^\w.\-（）()]+")


def as_json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True, cls=DjangoJSONEncoder).encode()


def papers(subject: str, folder: str) -> Iterator[Part]:
    """The files about a subject under their own names, each with its number before it."""
    for file in files_of(subject):
        yield f"{folder}/{file.number}-{UNSAFE.sub('_', file.name)[-120:]}", blobs.content_of(file.sha256)


def decisions(listing: Listing) -> Iterator[Part]:
    """What the unit decided and made public, with objections and papers."""
    for decision in Decision.objects.filter(listing=listing).order_by("pk"):
        yield f"decision/{decision.number}.json", as_json(fields_of(decision))
        yield from papers(ref(decision), f"decision/{decision.number}")
        for notice in InHouseNotice.objects.filter(decision=decision).order_by("pk"):
            yield f"decision/{notice.number}.json", as_json(noticed(notice))
            yield from papers(ref(notice), f"decision/{notice.number}")


def noticed(notice: InHouseNotice) -> dict[str, Any]:
    """A notice with its objections and its period as they stand."""
    stand = notice_period(notice, notice.recorded_at.astimezone(SHANGHAI).date())
    period = {"last_day": stand.last_day, "signing_from": stand.signing_from, "days": stand.days}
    objections = [fields_of(one) for one in notice.objections.order_by("position")]
    return fields_of(notice) | {"period": period, "objections": objections}


def fields_of(row: Any) -> dict[str, Any]:
    """The fields of a row by name, persons by their numbers, without keys of the database."""
    told = model_to_dict(row)
    told = {
        name: value
        for name, value in told.items()
        if name not in ("id", "listing", "decision", "notice", "rule_version")
    }
    for name in ("recorded_by", "resolved_by"):
        if name in told:
            person = getattr(row, name)
            told[name] = person.number if person else None
    return told | {"number": getattr(row, "number", None), "recorded_at": getattr(row, "recorded_at", None)}


def desk_papers(actor: Actor, listing: Listing, case: Case | None) -> Iterator[Part]:
    """Papers handed in, documents issued, and the list of what went between the exchange and the parties."""
    subjects = [ref(listing), *([ref(case)] if case else [])]
    for subject in subjects:
        yield from papers(subject, "papers")
    documents = [one for subject in subjects for one in readable(actor, subject)]
    for one in documents:
        yield f"documents/{one.number}.pdf", pdf(one)
    steps = list(history(actor, case)) if case else []
    rows: list[list[Any]] = [
        [step.at, step.get_stage_display(), step.get_kind_display(), step.note, step.document] for step in steps
    ]
    rows += [[one.issued_at, one.title, one.printed_number, one.get_state_display(), one.number] for one in documents]
    heads = [Head(words) for words in ("时间", "环节或文书", "事项或文号", "说明", "文书编号")]
    told = [
        [at.astimezone(SHANGHAI).isoformat(timespec="seconds"), *map(str, rest)]
        for at, *rest in sorted(rows, key=lambda row: row[0])
    ]
    yield "correspondence/correspondence.xlsx", workbook([Sheet("往来记录", [heads, *told], [26, 18, 28, 60, 18], 1)])


def sales(listing: Listing) -> Iterator[Part]:
    """Each sale that is over: its bids and their replay, its contract, settlement and certificates."""
    for sale in Sale.objects.filter(listing=listing).exclude(state__in=Sale.RUNNING).order_by("pk"):
        yield f"bidding/{sale.number}-bids.csv", bids(sale)
        yield f"bidding/{sale.number}-replay.json", as_json(replayed(sale))
        for contract in Contract.objects.filter(sale=sale):
            told = {"terms": contract.terms, "terms_sha256": contract.terms_hash, "effective_at": contract.effective_at}
            signed = {"seller_signed_at": contract.seller_signed_at, "buyer_signed_at": contract.buyer_signed_at}
            yield f"contract/{contract.number}.json", as_json(told | signed)
        for settlement in Settlement.objects.filter(sale=sale):
            yield f"settlement/{sale.number}.json", as_json(settled(settlement))
        for certificate in Certificate.objects.filter(sale=sale).order_by("pk"):
            yield f"certificate/{certificate.number}.json", as_json(document(certificate))


def bids(sale: Sale) -> bytes:
    """All bids of a sale that is over, by code; the names stand in the line of its closing."""
    told = io.StringIO(newline="")
    table = csv.writer(told)
    table.writerow(["序号", "竞买人代码", "报价（元）", "时间", "接受", "拒绝原因", "此后结束时间"])
    for bid in sale.bids.select_related("registration").order_by("sequence"):
        at, ends = (one.astimezone(SHANGHAI).isoformat() for one in (bid.at, bid.ends_at))
        row = [bid.sequence, bid.registration.code, plain_yuan(bid.price_fen), at, "是" if bid.accepted else "否"]
        table.writerow([*row, bid.refusal, ends])
    return b"\xef\xbb\xbf" + told.getvalue().encode()


def replayed(sale: Sale) -> dict[str, Any]:
    """The result recomputed from the bids alone, beside what the sale says (R-BID-07, R-BID-08)."""
    rows = list(sale.bids.order_by("sequence"))
    ended = outcome(sale.terms, [bid.offer for bid in rows], None)
    accepted = [bid.price_fen for bid in rows if bid.accepted]
    return {
        "sale": sale.number,
        "bids": len(rows),
        "recomputed": {"best_fen": max(accepted, default=None), "ends_at": ended.ends_at},
        "recorded": {"best_fen": sale.leading_fen, "ends_at": sale.ends_at, "result": sale.result},
        "agrees": max(accepted, default=None) == sale.leading_fen and ended.ends_at == sale.ends_at,
    }


def settled(settlement: Settlement) -> dict[str, Any]:
    """The amounts in yuan, with when they arrived and were passed on."""
    amounts = ("price_fen", "deposit_fen", "seller_fee_fen", "seller_net_fen")
    told = {name.removesuffix("_fen"): plain_yuan(getattr(settlement, name)) for name in amounts}
    return told | {"state": settlement.state, "paid_at": settlement.paid_at, "settled_at": settlement.settled_at}
