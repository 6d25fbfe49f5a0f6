import json

import pytest

from accounts.models import Kind, Role
from marketplace.audit.commands import seal
from marketplace.core.errors import Forbidden, Invalid
from marketplace.network.queries.exports import export
from marketplace.network.shapes import Reader
from marketplace.network.views.records import as_csv, as_json_lines
from tests.accounts.factories import actor, officer, verified
from tests.desk.factories import notice
from tests.network.factories import NOTICE, brought_in
from tests.portal.browsing import signed_in
from tests.trading.factories import won_sale

pytestmark = pytest.mark.django_db


def exported(kind, since=0, *, code="SW"):
    while seal():
        pass
    return export(officer(code), code, kind, since=since)


def test_notice_goes_out_once_and_comes_again_only_when_something_happened():
    posted = notice(title="示范公告")
    notice(exchange="CQ", title="别家公告")

    first = exported("notice")
    second = exported("notice", first.cursor)

    assert [(row["original_number"], row["title"]) for row in first.rows] == [(posted.number, "示范公告")]
    assert (second.rows, second.cursor >= first.cursor, first.more) == ([], True, False)
    later = notice(title="后来的公告")
    assert [row["notice_number"] for row in exported("notice", first.cursor).rows] == [later.number]


def test_notice_that_came_from_elsewhere_does_not_go_back():
    brought_in("notice", [NOTICE])

    assert exported("notice").rows == []


def test_result_goes_out_with_price_and_parties():
    sale, winner = won_sale()

    [row] = exported("result", code=sale.exchange).rows

    assert row["original_number"] == sale.listing.project_number
    assert row["amount"] == f"{sale.leading_fen // 100}.{sale.leading_fen % 100:02d}"
    assert (row["transferor"], row["transferee"]) == (sale.listing.lister.name, winner.organisation.name)


def test_what_goes_out_can_be_read_in_again():
    sale, _winner = won_sale()
    notice(exchange=sale.exchange)

    for kind in ("result", "notice"):
        [row] = exported(kind, code=sale.exchange).rows[:1]
        content = Reader(kind).read(row)
        assert content["original_number"] == row["original_number"]
        assert content["title"] == row["title"]


def test_cursor_goes_on_where_a_full_answer_ended(monkeypatch):
    monkeypatch.setattr("marketplace.network.queries.exports.LINES", 2)
    posted = [notice(title=f"公告 {n}").number for n in range(5)]
    found, since, more = [], 0, True

    while more:
        answer = exported("notice", since)
        found += [row["notice_number"] for row in answer.rows]
        since, more = answer.cursor, answer.more

    assert found == posted


def test_only_staff_and_supervisors_take_out_and_only_what_there_is():
    for who in (officer("CQ"), actor()):
        with pytest.raises(Forbidden):
            export(who, "SW", "case")
    with pytest.raises(Invalid, match="可导出"):
        export(officer("SW"), "SW", "deal")


def test_table_runs_no_formula_and_spreadsheets_read_its_chinese():
    notice(title="=HYPERLINK(1)")
    answer = exported("notice")

    written = as_csv(answer)

    assert written.startswith(b"\xef\xbb\xbfseq,original_number,")
    assert "'=HYPERLINK(1)" in written.decode()
    assert json.loads(as_json_lines(answer))["title"] == "=HYPERLINK(1)"


def test_download_names_where_the_next_one_begins():
    notice()
    while seal():
        pass

    answer = signed_in(officer("SW")).get("/network/export/notice.csv?since=0")

    assert answer.headers["Content-Disposition"].endswith(f'-{answer.headers["X-Next-Cursor"]}.csv"')
    assert signed_in(officer("SW")).get("/network/export/notice.exe").status_code == 404


def test_supervisor_chooses_the_exchange_and_staff_do_not():
    notice(title="西南公告")
    notice(exchange="CQ", title="重庆公告")
    while seal():
        pass
    supervisor = signed_in(actor(verified(Kind.SUPERVISOR), [Role.SUPERVISOR]))

    page = supervisor.get("/network/export/?exchange=CQ").content.decode()
    answer = supervisor.get("/network/export/notice.csv?exchange=CQ")
    own = signed_in(officer("SW")).get("/network/export/notice.csv?exchange=CQ")

    assert '<option value="CQ" selected>' in page
    assert "notice.csv?since=0&amp;exchange=CQ" in page
    assert ("重庆公告" in answer.content.decode(), "西南公告" in answer.content.decode()) == (True, False)
    assert ("重庆公告" in own.content.decode(), "西南公告" in own.content.decode()) == (False, True)
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="CQ-notice-0-')
    assert supervisor.get("/network/export/?exchange=nowhere").status_code == 200
    assert "导入数据" not in page
