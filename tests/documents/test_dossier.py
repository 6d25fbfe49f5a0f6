import hashlib
import json
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from marketplace.audit.chain import hash_payload
from marketplace.audit.following import settle
from marketplace.audit.models import Entry
from marketplace.core.errors import Forbidden
from marketplace.documents import commands, pages, queries
from marketplace.files import commands as files
from tests.accounts.factories import actor, officer, verified
from tests.documents.factories import NOON, document, sealing

pytestmark = pytest.mark.django_db

CASE = "case:P-2027-000042"


def paper(by, name="营业执照 副本.pdf"):
    content = queries.pdf(document())
    upload = SimpleUploadedFile(name, content)
    return files.store(upload=upload, purpose="business_licence", subject=CASE, actor=by, clock=NOON)


def test_dossier_lists_documents_files_and_scans_with_their_hashes():
    party = actor(verified())
    issued = document(addressee=party.organisation)
    file, scanned = paper(party), sealing(issued, by=party)

    found = queries.dossier(CASE)

    told = {paper.number: (paper.kind, paper.sha256) for paper in found.papers}
    assert told[issued.number] == ("document", issued.sha256)
    assert told[file.number] == ("file", file.sha256)
    assert told[scanned.file.number] == ("scan", scanned.file.sha256)


def test_index_of_the_archive_names_every_paper():
    party = officer()
    issued = document()
    queries.pdf(issued)

    index = commands.archive_index(
        subject=CASE,
        exchange="SW",
        data={"project_title": "示范项目", "archived_by": "示范业务员"},
        actor=party,
        clock=NOON,
    )

    shown = pages.text(queries.pdf(index)).replace("\r\n", "").replace(" ", "")
    assert issued.printed_number[:10] in shown
    assert index.data["papers"][0]["sha256"] == issued.sha256
    assert index.data["papers"][0]["date"] == date(2027, 3, 1).isoformat()


def test_export_packs_what_the_actor_may_read_and_the_lines_of_the_log():
    party = actor(verified())
    issued, other = document(addressee=party.organisation), document(addressee=verified())
    settle()

    with commands.export_dossier(subject=issued, also=[CASE], actor=party, clock=NOON).file() as packed:
        archive = zipfile.ZipFile(packed)
        manifest = json.loads(archive.read("manifest.json"))
        lines = [json.loads(line) for line in archive.read("log.jsonl").decode().splitlines()]
        contents = {row["number"]: archive.read(row["file"]) for row in manifest["papers"]}

    assert [row["number"] for row in manifest["papers"]] == [issued.number]
    assert other.number not in contents
    assert hashlib.sha256(contents[issued.number]).hexdigest() == issued.sha256
    assert [line["verb"] for line in lines] == ["documents.issued", "documents.issued"]
    assert all("payload" not in line for line in lines)
    assert Entry.objects.filter(verb="documents.dossier_exported").exists()


def test_staff_get_the_payloads_that_the_chain_vouches_for():
    issued = document()
    settle()

    with commands.export_dossier(subject=issued, also=[CASE], actor=officer(), clock=NOON).file() as packed:
        line = json.loads(zipfile.ZipFile(packed).read("log.jsonl"))

    assert hash_payload(bytes.fromhex(line["salt"]), line["payload"]).hex() == line["payload_hash"]


def test_names_in_the_export_are_safe_on_every_system():
    party = actor(verified())
    issued = document(addressee=party.organisation)
    paper(party)

    with commands.export_dossier(subject=issued, also=[CASE], actor=party, clock=NOON).file() as packed:
        names = zipfile.ZipFile(packed).namelist()

    assert all(name.count("/") <= 1 and not set(':*?"<>|\\') & set(name) for name in names)
    assert any("营业执照" in name for name in names)


def test_stranger_exports_nothing():
    issued = document()

    with pytest.raises(Forbidden):
        commands.export_dossier(subject=issued, actor=actor(verified()), clock=NOON)


def test_index_is_in_the_language_of_the_market_whoever_archives():
    commands.revoke(document=document(), reason="误发", actor=officer(), clock=NOON)

    with translation.override("en"):
        index = commands.archive_index(
            subject=CASE, exchange="SW", data={"project_title": "示范项目"}, actor=officer(), clock=NOON
        )

    assert index.data["papers"][0]["note"] == "已撤销"
