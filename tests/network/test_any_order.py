"""Whatever the order, the repetition, the packing into files and calls: the same rows end in the same state."""

import csv
import io
from itertools import pairwise

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marketplace.catalogue.importing.reading import open_table
from marketplace.desk.models import PublicNotice
from marketplace.network import commands
from marketplace.network.models import ExternalDeal, Kind, PartnerRecord, Reading
from marketplace.network.shapes import Reader, hash_of
from tests.accounts.factories import officer
from tests.network.factories import CASE, DEAL, NOTICE, RESULT, TODAY

pytestmark = pytest.mark.django_db

# The same content as people write it in different systems, then others under the same number, then other numbers.
VARIANTS = {
    Kind.CASE: [
        CASE,
        {"挂牌价": "2800000.00", "转让方": " 示范研究所 ", "项目号": "XN2026-0101", "标题": "示范打磨技术"},
        CASE | {"挂牌价（万元）": "280.00", "无关的列": "不读"},
        CASE | {"挂牌价（万元）": "300"},
        CASE | {"项目名称": "示范更名"},
        CASE | {"原项目编号": "XN2026-0102", "项目名称": "示范另一项"},
        CASE | {"原项目编号": "XN2026-0103", "权利号": "示范权利一; 示范权利二"},
    ],
    Kind.NOTICE: [
        NOTICE,
        NOTICE | {"开始日期": "2027/2/1", "结束日期": "2027年2月28日"},
        NOTICE | {"公告正文": "改过的正文"},
        NOTICE | {"公告类型": "更正公告"},
    ],
    Kind.RESULT: [
        RESULT,
        RESULT | {"成交价": "680,000.00", "成交日期": "2026-12-30"},
        RESULT | {"成交价": "70万元"},
        RESULT | {"项目编号": "XN2026-0098"},
    ],
    Kind.DEAL: [
        DEAL,
        DEAL | {"成交金额": "1,250,000.00", "成交日期": "2027/2/20"},
        DEAL | {"成交金额": "1350000"},
        DEAL | {"合同编号": "HT-2027-2"},
        DEAL | {"合同编号": "HT-2027-2", "成交标的": "示范更名"},
    ],
}


@st.composite
def deliveries(draw):
    """A kind, its rows in some order with repetitions, and where one delivery ends and the next begins."""
    kind = draw(st.sampled_from(list(VARIANTS)))
    count = len(VARIANTS[kind])
    order = draw(st.lists(st.integers(0, count - 1), min_size=1, max_size=2 * count))
    cuts = sorted(draw(st.sets(st.integers(1, len(order)), max_size=3)))
    parts = [order[first:last] for first, last in pairwise([0, *cuts, len(order)])]
    return kind, [part for part in parts if part], draw(st.lists(st.booleans(), min_size=4, max_size=4))


def as_file(kind, rows):
    """The rows as a file that an officer hands in, read again as a transfer reads it."""
    heads = list(dict.fromkeys(head for row in rows for head in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, heads, restval="")
    writer.writeheader()
    writer.writerows(rows)
    upload = SimpleUploadedFile("原系统.csv", out.getvalue().encode("utf-8-sig"))
    return list(open_table(io.BytesIO(upload.read()), upload.name).rows)


def deliver(kind, rows, by, *, through_file):
    numbered = as_file(kind, rows) if through_file else list(enumerate(map(dict, rows), start=1))
    return commands.bring_in(exchange="SW", kind=kind, rows=numbered, actor=by, clock=TODAY)


def state():
    """All that is known, without what depends on when it came."""
    readings = Reading.objects.order_by("record__original_number", "record__part", "content_hash")
    return (
        list(readings.values_list("record__original_number", "record__part", "content", "state", "reason")),
        sorted(PartnerRecord.objects.values_list("original_number", "part", "title")),
        sorted(PublicNotice.objects.values_list("title", "body", "kind")),
        sorted(ExternalDeal.objects.values_list("contract_number", "amount_fen", "state")),
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(delivery=deliveries())
def test_rows_end_in_the_state_of_their_first_coming_however_they_come(delivery):
    kind, parts, through_files = delivery
    rows = [[VARIANTS[kind][place] for place in part] for part in parts]
    every = [row for part in rows for row in part]
    contents = {hash_of(Reader(kind).read(row)): row for row in reversed(every)}
    firsts = [row for row in dict.fromkeys(map(id, every)) if row in {id(one) for one in contents.values()}]
    once = [next(row for row in every if id(row) == name) for name in firsts]

    with transaction.atomic():
        by = officer("SW")
        deliver(kind, once, by, through_file=False)
        wanted = state()
        transaction.set_rollback(True)

    with transaction.atomic():
        by = officer("SW")
        outcomes = [
            deliver(kind, part, by, through_file=through_file)
            for part, through_file in zip(rows, through_files, strict=False)
        ]
        came = state()
        again = deliver(kind, every, by, through_file=True)
        after = state()
        transaction.set_rollback(True)

    assert came == wanted
    assert after == wanted
    assert (again.landed, again.conflicting, again.unchanged, again.bad) == (0, 0, len(every), 0)
    assert sum(one.landed + one.conflicting for one in outcomes) == len(contents)
    check_nothing_is_overwritten(came, len(contents))


def check_nothing_is_overwritten(came, contents):
    """Of each record one content holds, all others wait as conflicts, and nothing that came is lost."""
    readings, records, _notices, _deals = came
    assert len(readings) == contents
    for number, part, _title in records:
        states = [row[3] for row in readings if row[:2] == (number, part)]
        assert sorted(states) == sorted(["current", *["conflicting"] * (len(states) - 1)])


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(len(VARIANTS[Kind.CASE]))))
def test_what_is_known_of_a_project_does_not_depend_on_the_order(order):
    """Which content holds is the first to come; what is known, and how many conflicts there are, is the same."""

    def known(places):
        with transaction.atomic():
            deliver(Kind.CASE, [VARIANTS[Kind.CASE][place] for place in places], officer("SW"), through_file=False)
            rows = sorted(
                Reading.objects.values_list("record__original_number", "content_hash"),
                key=lambda row: (row[0], bytes(row[1])),
            )
            found = [(number, bytes(digest)) for number, digest in rows]
            waiting = Reading.objects.filter(state="conflicting").count()
            transaction.set_rollback(True)
        return found, waiting

    assert known(order) == known(range(len(order)))
