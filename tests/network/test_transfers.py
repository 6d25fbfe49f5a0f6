import csv
import io
import time

import pytest

from accounts.models import Role
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.jobs import commands as jobs
from marketplace.network import commands, tasks
from marketplace.network.models import PartnerRecord, Transfer
from tests.accounts.factories import actor, exchange, officer
from tests.files.factories import upload, xlsx
from tests.network.factories import CASE, TODAY

pytestmark = pytest.mark.django_db


def table(*rows) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(CASE))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def received(content=None, *, name="案件.csv", by=None, **fields):
    given = {"exchange": "SW", "kind": "case"} | fields
    file = upload(table(CASE, CASE | {"原项目编号": ""}) if content is None else content, name)
    return commands.receive_transfer(upload=file, actor=by or officer("SW"), clock=TODAY, **given)


def test_received_file_is_looked_at_and_lands_nothing():
    transfer = received()

    assert (transfer.looked_at, transfer.landed, transfer.bad) == (2, 1, 1)
    assert transfer.faults == [[3, "原项目编号", "此格不能为空。"]]
    assert transfer.sample[0]["title"] == "示范打磨技术"
    assert transfer.file.subject == f"transfer:{transfer.number}"
    assert not PartnerRecord.objects.exists()


def test_look_says_what_would_be_known_and_what_would_conflict():
    first = received(table(CASE))
    by = officer("SW")
    commands.start_transfer(transfer=first, actor=by, clock=TODAY)
    tasks.run_transfer(first.number)

    second = received(table(CASE, CASE | {"项目名称": "示范更名"}, CASE | {"原项目编号": "新"}))

    assert (second.landed, second.unchanged, second.conflicting) == (1, 1, 1)


def test_worker_brings_the_rows_in_and_a_second_delivery_changes_nothing():
    by = officer("SW")
    transfer = received(by=by)

    job = commands.start_transfer(transfer=transfer, actor=by, clock=TODAY)
    tasks.run_transfer(transfer.number)
    tasks.run_transfer(transfer.number)

    transfer.refresh_from_db()
    job.refresh_from_db()
    assert (transfer.landed, transfer.bad, job.state) == (1, 1, "done")
    assert job.note == "已导入 1 行，冲突 0 行，有误 1 行"
    assert PartnerRecord.objects.get().readings.get().transfer == transfer


def test_spreadsheet_and_json_lines_say_the_same():
    by = officer("SW")
    rows = xlsx([list(CASE), list(CASE.values())])
    for content, name in (
        (rows, "案件.xlsx"),
        (
            b'{"original_number": "XN2026-0101", "title": "\xe7\xa4\xba\xe8\x8c\x83\xe6\x89\x93\xe7\xa3\xa8\xe6\x8a\x80\xe6\x9c\xaf", "transferor": "\xe7\xa4\xba\xe8\x8c\x83\xe7\xa0\x94\xe7\xa9\xb6\xe6\x89\x80", "asking_price": "2800000.00"}\n',
            "案件.jsonl",
        ),
    ):
        transfer = received(content, name=name, by=by)
        commands.start_transfer(transfer=transfer, actor=by, clock=TODAY)
        tasks.run_transfer(transfer.number)

    transfer.refresh_from_db()
    assert (transfer.landed, transfer.unchanged, transfer.conflicting) == (0, 1, 0)


def test_file_whose_task_was_lost_is_taken_up_by_the_sweep():
    by = officer("SW")
    commands.start_transfer(transfer=received(by=by), actor=by, clock=TODAY)

    tasks.run_waiting_transfers()

    assert PartnerRecord.objects.count() == 1


def test_file_is_started_once_and_again_after_it_broke_off():
    by = officer("SW")
    transfer = received(by=by)
    job = commands.start_transfer(transfer=transfer, actor=by, clock=TODAY)

    with pytest.raises(Refused):
        commands.start_transfer(transfer=transfer, actor=by, clock=TODAY)
    jobs.fail(job=job, error="进程中断")
    commands.start_transfer(transfer=transfer, actor=by, clock=TODAY)
    tasks.run_transfer(transfer.number)

    assert PartnerRecord.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"kind": "dream"}, "请选择"),
        ({"content": b"PK\x03\x04", "name": "a.xlsx"}, "损坏"),
        ({"content": b"MZ", "name": "a.csv"}, "文件内容不是"),
        ({"content": b"%PDF-", "name": "a.pdf"}, "请上传 CSV、XLSX、JSON Lines 文件"),
    ],
)
def test_file_that_is_none_is_refused(fields, words):
    with pytest.raises(Invalid, match=words):
        received(**fields)

    assert not Transfer.objects.exists()


def test_only_officers_of_the_exchange_hand_in_and_start():
    transfer = received()

    for who in (officer("CQ"), actor(), actor(exchange("SW"), [Role.REVIEWER])):
        with pytest.raises(Forbidden):
            received(by=who)
        with pytest.raises(Forbidden):
            commands.start_transfer(transfer=transfer, actor=who, clock=TODAY)


def test_thousands_of_rows_land_in_little_time():
    by = officer("SW")
    rows = [CASE | {"原项目编号": f"N-{n}", "项目名称": f"示范 {n}"} for n in range(3_000)]
    transfer = received(table(*rows), by=by)
    commands.start_transfer(transfer=transfer, actor=by, clock=TODAY)
    began = time.perf_counter()

    tasks.run_transfer(transfer.number)

    assert PartnerRecord.objects.count() == 3_000
    assert time.perf_counter() - began < 20
