"""The evidence pack of a case: complete, checked by a program of its own, and different for each side."""

import io
import json
import subprocess
import sys
import zipfile
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from marketplace.audit.commands import seal
from marketplace.audit.models import Entry
from marketplace.catalogue import commands as catalogue
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.reporting import commands
from marketplace.reporting.packing import faults_of
from marketplace.reporting.queries.packs import packs_for
from tests.accounts.factories import actor, officer
from tests.catalogue.factories import listing as draft
from tests.catalogue.factories import published_listing
from tests.files.factories import stored
from tests.guards.deeds.duty import DECIDED, NOTICED
from tests.reporting.factories import MAY, certified_sale
from tests.trading.factories import AFTER

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files_of_this_test(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def certified_case():
    """Sold by a unit that decided and published, with papers of both."""
    unit = actor()
    listing = published_listing(lister=unit)
    given = DECIDED | {"listing": listing, "route": "bidding", "recusals": ["示范处长：系完成人"]}
    decision = catalogue.record_decision(actor=unit, clock=AFTER, **given)
    notice = catalogue.post_in_house_notice(
        decision=decision, published_date=date(2027, 3, 1), actor=unit, clock=AFTER, **NOTICED
    )
    stored(unit, subject=f"decision:{decision.number}", name="会议纪要.pdf")
    stored(unit, subject=f"inhousenotice:{notice.number}", name="公示照片.pdf")
    return unit, certified_sale(listing=listing)


def built(by, listing):
    pack = commands.order_pack(listing=listing, actor=by, clock=MAY)
    commands.build_pack(pack=pack, clock=MAY)
    pack.refresh_from_db()
    return pack


def files(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_pack_holds_every_part_and_verifies(tmp_path):
    unit, sale = certified_case()
    pack = built(unit, sale.listing)
    content = commands.export_pack(pack=pack, actor=unit, clock=MAY)

    found = files(content)
    folders = {name.partition("/")[0] for name in found}
    assert folders - {"documents"} == {
        "README.txt", "bidding", "certificate", "contract", "correspondence", "decision", "index.pdf", "log", "manifest.json",
        "manifest.jws", "settlement", "verify.py",
    }  # fmt: skip
    assert found["index.pdf"].startswith(b"%PDF")
    assert json.loads(found[f"bidding/{sale.number}-replay.json"])["agrees"] is True
    assert any(name.endswith("会议纪要.pdf") for name in found)
    assert any(name.endswith("公示照片.pdf") for name in found)
    assert faults_of(content) == []
    (tmp_path / "pack.zip").write_bytes(content)
    call_command("verify_pack", tmp_path / "pack.zip")
    assert by_its_own_program(content, tmp_path).startswith("The pack is intact.")


def by_its_own_program(content, folder):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder / "unpacked")
    program = [sys.executable, folder / "unpacked" / "verify.py", folder / "unpacked"]
    return subprocess.run(program, capture_output=True, text=True, check=False).stdout


def altered(content, path, before, after):
    parts = files(content)
    assert before in parts[path]
    parts[path] = parts[path].replace(before, after)
    told = io.BytesIO()
    with zipfile.ZipFile(told, "w") as archive:
        for name, one in parts.items():
            archive.writestr(name, one)
    return told.getvalue()


def test_every_alteration_is_found(tmp_path):
    unit, sale = certified_case()
    content = commands.export_pack(pack=built(unit, sale.listing), actor=unit, clock=MAY)

    dearer = altered(content, f"bidding/{sale.number}-bids.csv", b"3000000.00", b"3100000.00")
    assert faults_of(dearer) == [f"bidding/{sale.number}-bids.csv was altered"]
    assert by_its_own_program(dearer, tmp_path) == f"bidding/{sale.number}-bids.csv was altered\n"
    other_line = altered(content, "log/lines.jsonl", b"catalogue.listing_published", b"catalogue.listing_withdrawn")
    assert [fault.split(" ", 1)[0] for fault in faults_of(other_line)] == ["log/lines.jsonl", "line"]
    resigned = altered(content, "manifest.json", b'"exchange": "SW"', b'"exchange": "CQ"')
    assert len(faults_of(resigned)) == 1
    (tmp_path / "bad.zip").write_bytes(dearer)
    with pytest.raises(CommandError, match="1 fault"):
        call_command("verify_pack", tmp_path / "bad.zip")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04nothing", b"\x00" * 100])
def test_what_is_no_pack_is_told(content):
    with pytest.raises(Invalid):
        faults_of(content)


def test_zip_of_other_things_is_no_pack():
    told = io.BytesIO()
    with zipfile.ZipFile(told, "w") as archive:
        archive.writestr("a.txt", "示范")

    with pytest.raises(Invalid):
        faults_of(told.getvalue())


def test_unit_reads_its_own_payloads_and_the_exchange_all():
    unit, sale = certified_case()
    own = lines(commands.export_pack(pack=built(unit, sale.listing), actor=unit, clock=MAY))
    venue = officer()
    all_of = lines(commands.export_pack(pack=built(venue, sale.listing), actor=venue, clock=MAY))

    withheld = {line["verb"] for line in own if line.get("withheld")}
    assert "trading.bidder_registered" in withheld
    assert "catalogue.decision_recorded" not in withheld
    assert not any(line.get("withheld") for line in all_of)
    assert {line["seq"] for line in own} <= {line["seq"] for line in all_of}


def lines(content):
    return [json.loads(text) for text in files(content)["log/lines.jsonl"].decode().splitlines()]


def test_only_the_unit_its_exchange_and_supervisors_order_and_each_has_its_own():
    unit, sale = certified_case()
    for stranger in (actor(), officer("CQ")):
        with pytest.raises(Forbidden):
            commands.order_pack(listing=sale.listing, actor=stranger, clock=MAY)

    pack = built(unit, sale.listing)
    assert list(packs_for(unit)) == [pack]
    assert list(packs_for(officer())) == []


def test_each_export_leaves_a_line():
    unit, sale = certified_case()
    pack = commands.order_pack(listing=sale.listing, actor=unit, clock=MAY)
    with pytest.raises(Refused):
        commands.export_pack(pack=pack, actor=unit, clock=MAY)
    commands.build_pack(pack=pack, clock=MAY)

    for _n in range(2):
        commands.export_pack(pack=pack, actor=unit, clock=MAY)

    seal()
    assert Entry.objects.filter(verb="reporting.pack_exported", subject=f"pack:{pack.number}").count() == 2


def test_draft_has_no_pack():
    unit = actor()

    with pytest.raises(Refused):
        commands.order_pack(listing=draft(lister=unit), actor=unit, clock=MAY)
