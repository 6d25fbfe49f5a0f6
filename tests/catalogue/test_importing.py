"""Files into the catalogue: by the command of the areas above and by the command line."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from accounts.models import Kind, Organisation, Role
from marketplace.audit.commands import seal
from marketplace.audit.following import lines_after
from marketplace.audit.models import Entry
from marketplace.audit.queries import faults
from marketplace.catalogue import commands
from marketplace.catalogue.importing.rows import Destination
from marketplace.catalogue.models import Listing, Need, Ownership
from marketplace.catalogue.texts import listing_text
from marketplace.core.errors import Forbidden, Invalid, Refused
from tests.accounts.factories import actor, exchange, officer, organisation, verified
from tests.catalogue.factories import TODAY, listing_draft, published_listing
from tests.together import together

pytestmark = pytest.mark.django_db

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data are not on this machine")

ROWS = (
    "成果名称,权利人,发明人,申请号,申请日,IPC分类号,技术领域,成熟度,转化方式,意向价格（万元）,备注\n"
    "自适应打磨,成都示范大学;重庆示范公司,甲、乙,ZL202110000023.2,2021-03-16,B24B27/00,先进制造,7,转让;普通许可,280,第一件\n"
    "微通道,成都示范大学,,,,,,,,面议,\n"
)


def load(content, *, name="a.csv", kind="listings", source="示范来源", by=None, **declared):
    by = by or actor(exchange("SW"), [Role.OFFICER])
    return commands.import_file(
        file=io.BytesIO(content.encode() if isinstance(content, str) else content),
        name=name,
        kind=kind,
        source=source,
        destination=Destination(organisation=by.organisation, exchange="SW", **declared),
        actor=by,
        clock=TODAY,
    )


def test_rows_land_as_unverified_listings_with_everything_they_say():
    outcome = load(ROWS)

    assert (outcome.landed, outcome.unchanged, outcome.bad) == (2, 0, 0)
    listing = Listing.objects.with_parts().get(title="自适应打磨")
    assert (listing.state, listing.unverified, listing.published_at) == ("published", True, TODAY.read())
    assert (listing.ipc_codes, listing.technology_field_id, listing.trl) == (
        ["B24B 27/00"],
        "advanced_manufacturing",
        7,
    )
    assert (listing.transfer_modes, listing.asking_price_fen) == (["assignment", "ordinary_licence"], 280_000_000)
    assert [(owner.name, owner.share) for owner in listing.ownerships.all()] == [
        ("成都示范大学", None),
        ("重庆示范公司", None),
    ]
    assert [inventor.name for inventor in listing.inventors.all()] == ["甲", "乙"]
    assert [(right.number, right.patent_kind) for right in listing.rights.all()] == [("202110000023.2", "invention")]
    assert listing.extras == {"备注": "第一件"}
    assert listing.secrecy_reviewer == "导入人声明：内容均已公开"
    assert "成都示范大学" in listing_text(listing).names


def test_second_import_changes_nothing_whatever_the_kind_of_file():
    load("标题,摘要\n甲,乙\n丙,\n")

    again = load('{"摘要": "乙", "标题": "甲"}\n{"标题": "丙", "摘要": null}\n', name="b.jsonl")

    assert (again.landed, again.unchanged) == (0, 2)
    assert Listing.objects.count() == 2


def test_same_rows_of_another_source_or_organisation_land():
    load("标题\n甲\n")

    by_source = load("标题\n甲\n", source="另一来源")
    by_organisation = load("标题\n甲\n", by=actor())

    assert (by_source.landed, by_organisation.landed) == (1, 1)


def test_row_twice_in_one_file_lands_once():
    outcome = load("标题\n甲\n甲\n")

    assert (outcome.landed, outcome.unchanged) == (1, 1)


def test_bad_rows_are_told_by_line_column_and_reason_and_the_good_ones_land():
    content = (
        "成果名称,申请号,意向价格,技术领域,技术就绪度\n"
        "甲,202110000023.3,,,\n"
        "乙,,abc,炼金,\n"
        ",,,,\n"
        ",,1,,\n"
        f"{'长' * 201},,,,\n"
        "己,,,,12\n"
        "好,,,,\n"
    )

    outcome = load(content)

    assert [(fault.line, fault.column) for fault in outcome.faults] == [
        (2, "申请号"),
        (3, "意向价格"),
        (3, "技术领域"),
        (5, "标题"),
        (6, "成果名称"),
        (7, "技术就绪度"),
    ]
    assert "校验位" in outcome.faults[0].reason
    assert (outcome.landed, outcome.bad) == (1, 5)
    assert list(Listing.objects.values_list("title", flat=True)) == ["好"]


def test_file_without_a_column_of_titles_says_which_headings_are_known():
    outcome = load("编号,内容\n1,甲\n")

    [fault] = outcome.faults
    assert (fault.line, fault.column) == (2, "标题")
    assert "成果名称" in fault.reason


def test_chinese_words_are_read_whatever_the_language_of_the_reader():
    with override("en"):
        load("标题,转化方式,定价方式\n甲,独占许可,协议定价\n乙,Exclusive licence,\n")

    assert list(Listing.objects.values_list("transfer_modes", flat=True)) == [["exclusive_licence"]] * 2


def test_followers_see_one_line_for_each_row():
    load("标题\n甲\n乙\n丙\n")
    seal()

    lines = [line for line in lines_after(0) if line.verb == "catalogue.listing_published"]

    assert [line.payload["title"] for line in lines] == ["甲", "乙", "丙"]
    assert [line.number for line in lines] == list(Listing.objects.order_by("id").values_list("number", flat=True))
    assert not list(faults())


def test_imported_listing_is_taken_up_completed_and_published():
    agent, clerk = actor(verified(Kind.UNIVERSITY)), officer("SW")
    load("标题\n甲\n", by=agent)
    listing = Listing.objects.get()

    commands.take_up_listing(listing=listing, actor=agent, clock=TODAY)
    commands.edit_listing(listing=listing, draft=listing_draft(), actor=agent, clock=TODAY)
    commands.submit_listing(listing=listing, actor=agent, clock=TODAY)
    commands.accept_listing(listing=listing, actor=clerk, clock=TODAY)
    commands.publish_listing(listing=listing, actor=clerk, clock=TODAY)

    assert (listing.state, listing.unverified, listing.project_number) == ("published", False, "SW2027-000001")
    assert load("标题\n甲\n", by=agent).unchanged == 1


def test_listing_that_was_not_imported_is_not_taken_up():
    agent = actor(verified(Kind.UNIVERSITY))
    published = published_listing(lister=agent)

    with pytest.raises(Refused):
        commands.take_up_listing(listing=published, actor=agent, clock=TODAY)


def test_needs_land_open_and_unverified():
    content = "需求名称,内容,预算（万元）,截止日期,合作方式,need_id\n铸件打磨,力控,50,2027-12-31,技术开发,ab12\n铸件打磨,,,,,ab13\n"

    outcome = load(content, kind="needs")

    assert (outcome.landed, outcome.bad) == (2, 0)
    need = Need.objects.get(extras__need_id="ab12")
    assert (need.state, need.unverified, need.budget_high_fen) == ("open", True, 50_000_000)
    assert need.cooperation_modes == ["development"]


@pytest.mark.parametrize("roles", [[Role.FINANCE], [Role.SUPERVISOR]])
def test_import_by_somebody_without_the_role_is_forbidden(roles):
    with pytest.raises(Forbidden):
        load(ROWS, by=actor(verified(), roles))


def test_import_for_an_unverified_organisation_is_forbidden():
    with pytest.raises(Forbidden):
        load(ROWS, by=actor(organisation()))


def test_import_reviewed_for_secrets_tomorrow_is_refused():
    with pytest.raises(Invalid) as refused:
        load(ROWS, secrecy_reviewed_date=TODAY.read().date().replace(day=2))

    assert refused.value.rule == "R-SEC-07"


class Stopped(Exception):
    pass


def test_import_that_is_stopped_keeps_whole_batches_and_goes_on():
    content = "标题\n" + "".join(f"成果{n}\n" for n in range(1_200))
    by = actor(exchange("SW"), [Role.OFFICER])
    arguments = {
        "name": "a.csv",
        "kind": "listings",
        "source": "示范来源",
        "destination": Destination(organisation=by.organisation, exchange="SW"),
        "actor": by,
        "clock": TODAY,
    }

    def stop_after_a_batch(outcome):
        if outcome.landed:
            raise Stopped

    with pytest.raises(Stopped):
        commands.import_file(file=io.BytesIO(content.encode()), report=stop_after_a_batch, **arguments)
    landed_first = Listing.objects.count()
    rest = commands.import_file(file=io.BytesIO(content.encode()), **arguments)

    assert (landed_first, rest.landed, rest.unchanged) == (500, 700, 500)


def test_check_lands_nothing():
    look = commands.check_file(
        file=io.BytesIO("标题,价格\n甲,1\n乙,x\n丙,2\n".encode()),
        name="a.csv",
        kind="listings",
        destination=Destination(organisation=exchange("SW"), exchange="SW"),
        rows=2,
    )

    assert (look.outcome.landed, look.outcome.bad, Listing.objects.count()) == (1, 1, 0)


@pytest.mark.django_db(transaction=True)
def test_two_imports_of_one_file_at_once_land_it_once():
    content = "标题\n" + "".join(f"成果{n}\n" for n in range(600))
    by = actor(exchange("SW"), [Role.OFFICER])

    outcomes = together([lambda: load(content, by=by)] * 2)

    assert sum(outcome.landed for outcome in outcomes) == Listing.objects.count() == 600


def test_command_tells_what_landed_and_what_is_wrong(tmp_path, capsys):
    firm = verified()
    file = tmp_path / "成果.csv"
    file.write_bytes("标题,价格\n甲,1\n乙,x\n".encode("gb18030"))

    call_command("import_listings", str(file), organisation=firm.number, exchange="CQ")

    told = capsys.readouterr()
    assert told.out == "导入 1 行，已有 0 行未变，1 行有误。\n"
    assert told.err.startswith("第 3 行，“价格”列：")
    listing = Listing.objects.get()
    assert (listing.lister, listing.exchange, listing.source.name) == (firm, "CQ", "成果.csv")
    assert Entry.objects.get(verb="catalogue.listing_published").actor == "system:catalogue.import_listings"


def test_command_without_an_organisation_imports_for_the_exchange(tmp_path, capsys):
    venue = exchange("CQ")
    file = tmp_path / "needs.jsonl"
    file.write_text('{"title": "铸件打磨"}\n', encoding="utf-8")

    call_command("import_needs", str(file), exchange="CQ")

    assert Need.objects.get().organisation == venue


def test_command_in_an_empty_sandbox_opens_a_demo_holder(tmp_path, capsys):
    file = tmp_path / "needs.jsonl"
    file.write_text('{"title": "铸件打磨"}\n', encoding="utf-8")

    call_command("import_needs", str(file))
    call_command("import_needs", str(file))

    assert Organisation.objects.get().name == "示范资料导入单位"
    assert Need.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "options", "words"),
    [
        ("missing.csv", {}, "无法读取"),
        ("empty.csv", {}, "空的"),
        ("a.pdf", {}, "不支持"),
        ("empty.csv", {"organisation": "O-1999-000001"}, "没有编号"),
    ],
)
def test_command_says_in_one_line_what_is_wrong(tmp_path, name, options, words):
    (tmp_path / "empty.csv").touch()
    (tmp_path / "a.pdf").write_bytes(b"%PDF")

    with pytest.raises(CommandError, match=words) as refused:
        call_command("import_listings", str(tmp_path / name), **options)

    assert "\n" not in str(refused.value)


@needs_data
@pytest.mark.parametrize(
    ("command", "file", "model", "count"),
    [
        ("import_listings", "patents.jsonl", Listing, 4_097),
        ("import_needs", "needs.jsonl", Need, 371),
    ],
)
def test_shared_data_land_without_loss_and_once(capsys, command, file, model, count):
    exchange("SW")

    call_command(command, str(DATA / file))
    call_command(command, str(DATA / file))

    assert capsys.readouterr().out.splitlines() == [
        f"导入 {count} 行，已有 0 行未变，0 行有误。",
        f"导入 0 行，已有 {count} 行未变，0 行有误。",
    ]
    assert model.objects.filter(unverified=True).count() == count
    said = [json.loads(line) for line in (DATA / file).read_text(encoding="utf-8").splitlines()]
    kept = model.objects.order_by("id").values_list("title", flat=True)
    assert [row["title"].strip() for row in said] == list(kept)
    if model is Listing:
        assert [row["owner"] for row in said] == list(
            Ownership.objects.order_by("listing_id").values_list("name", flat=True)
        )
