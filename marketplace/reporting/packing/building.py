"""Putting an evidence pack together."""

import hashlib
import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from accounts.actor import Actor
from marketplace.audit.commands import ref, seal
from marketplace.audit.models import Seal
from marketplace.catalogue.models import Listing
from marketplace.catalogue.queries import decision_of, duty_of_care, notice_of, notice_period
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.desk.models import Case
from marketplace.documents.commands import issue
from marketplace.documents.queries.documents import pdf
from marketplace.files.queries import files_of
from marketplace.keys.commands import sign
from marketplace.reporting.models import Pack
from marketplace.reporting.packing import lines, parts
from marketplace.reporting.packing.parts import as_json
from marketplace.trading.models import Sale

DATA = Path(__file__).resolve().parent.parent / "data"
STAMP = (1980, 1, 1, 0, 0, 0)
INDEXED_MOST = 500
Report = Callable[[str], None]


def build(pack: Pack, actor: Actor, clock: Clock, report: Report) -> tuple[bytes, int]:
    """The ZIP, and the head of the log that its proof ends with."""
    listing = pack.listing
    case = Case.objects.filter(listing=listing).first()
    files: dict[str, bytes] = {}
    for words, found in (
        ("decision", parts.decisions(listing)),
        ("papers", parts.desk_papers(actor, listing, case)),
        ("bidding", parts.sales(listing)),
    ):
        report(words)
        files.update(found)
    report("index")
    files["index.pdf"] = index(pack, case, files, actor, clock)
    report("log")
    seal()
    files["log/lines.jsonl"] = lines.as_lines(lines.lines_of(lines.subjects_of(listing, case), actor))
    files["README.txt"] = (DATA / "README.txt").read_bytes()
    files["verify.py"] = (DATA / "verify.py").read_bytes()
    head = Seal.objects.order_by("-seq").first()
    assert head is not None
    told = manifest(pack, files, head, clock.read())
    files["manifest.json"] = as_json(told)
    digest = hashlib.sha256(files["manifest.json"]).hexdigest()
    signed = {"pack": pack.number, "manifest_sha256": digest, "head_seq": head.seq, "head": bytes(head.hash).hex()}
    files["manifest.jws"] = sign(payload=signed).encode()
    return zipped(files), head.seq


def manifest(pack: Pack, files: dict[str, bytes], head: Seal, now: datetime) -> dict[str, Any]:
    """What the pack is, until when, and the SHA-256 of each of its files."""
    return {
        "pack": pack.number,
        "listing": pack.listing.number,
        "title": pack.listing.title,
        "exchange": pack.listing.exchange,
        "ordered_by": pack.organisation.number,
        "until": now.astimezone(SHANGHAI).isoformat(timespec="seconds"),
        "head_seq": head.seq,
        "head": bytes(head.hash).hex(),
        "files": {path: hashlib.sha256(content).hexdigest() for path, content in sorted(files.items())},
    }


def index(pack: Pack, case: Case | None, files: dict[str, bytes], actor: Actor, clock: Clock) -> bytes:
    """The index as a numbered document with its check code, addressed to whoever ordered the pack."""
    listing, now = pack.listing, clock.read()
    sale = Sale.objects.filter(listing=listing, state__in=Sale.DECIDED).first()
    issued = issue(
        code="evidence_index",
        subject=pack,
        exchange=listing.exchange,
        data={
            "project_title": listing.title,
            "case_number": case.number if case else "",
            "project_number": listing.project_number,
            "unit": listing.lister.name,
            "decision": decided(listing),
            "pricing_route": str(listing.get_price_mode_display()),
            "price": sale.leading_fen if sale else None,
            "notice_period": noticed(listing, now),
            "points": [
                {"duty": str(check.label), "done": check.done, "basis": check.rule}
                for check in duty_of_care(listing, now, papers_of(listing))
            ],
            "papers": [
                {"title": path[:120], "sha256": hashlib.sha256(content).hexdigest()}
                for path, content in sorted(files.items())[:INDEXED_MOST]
            ],
            "prepared_by": str(pack.ordered_by)[:60],
            "prepared_at": now,
        },
        actor=actor,
        clock=clock,
        addressee=pack.organisation,
    )
    return pdf(issued)


def decided(listing: Listing) -> str:
    """The decision in force in one paragraph."""
    found = decision_of(listing)
    if found is None:
        return ""
    persons, withdrew = "、".join(found.deciders), "；".join(found.recusals)
    told = f"{found.decided_date.isoformat()}，{found.body}（{found.meeting}）。参与决策人：{persons}。回避：{withdrew or '未登记'}。"
    return f"{told}{found.valuation}"[:1900]


def noticed(listing: Listing, now: datetime) -> str:
    """The notice in force with the days it ran."""
    found = decision_of(listing)
    notice = notice_of(found) if found else None
    if notice is None:
        return ""
    stand = notice_period(notice, now.astimezone(SHANGHAI).date())
    last = stand.last_day.isoformat() if stand.last_day else "异议处理中"
    return f"{notice.published_date.isoformat()} 至 {last}（{notice.days} 日，{notice.place}）"[:200]


def papers_of(listing: Listing) -> dict[str, int]:
    """How many files hang on each decision and notice."""
    subjects = [ref(one) for one in listing.decisions.all()]
    subjects += [ref(notice) for one in listing.decisions.all() for notice in one.notices.all()]
    return {subject: files_of(subject).count() for subject in subjects}


def zipped(files: dict[str, bytes]) -> bytes:
    told = io.BytesIO()
    with zipfile.ZipFile(told, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in sorted(files.items()):
            entry = zipfile.ZipInfo(path, STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return told.getvalue()
