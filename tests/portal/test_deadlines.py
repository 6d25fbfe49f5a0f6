"""My deadlines: page, calendar file, and the word of them in the workspace."""

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from marketplace.core import sandbox_clock
from marketplace.core.clock import frozen
from tests.accounts.factories import actor, officer, verified
from tests.desk.cases import applied_case
from tests.portal.support import signed_in
from tests.support.markup import untranslated
from tests.trading.factories import won_sale

pytestmark = pytest.mark.django_db


def freeze(moment):
    sandbox_clock.freeze(frozen(moment).at)


def page(who, query="", path="/deadlines/"):
    return signed_in(Client(), who).get(f"{path}{query}")


def test_winner_sees_what_to_sign_by_when_and_how_it_was_counted():
    sold, winner = won_sale()
    freeze("2027-04-16T09:00:00")

    answer = page(winner)

    [line] = answer.context["page"].lines
    text = answer.content.decode()
    assert (line.told.running.code, line.url, line.label) == (
        "sign_contract_buyer",
        f"/sales/{sold.number}/settlement/",
        "去办理",
    )
    assert f'href="/rules/{sold.rule_version.number}/#R-SET-03"' in text
    assert "自 2027-04-12（周一）的次日起算第 5 个工作日为 2027-04-19（周一）" in text
    assert [(tab.count, tab.current) for tab in answer.context["page"].tabs] == [(1, True), (0, False), (2, False)]


def test_missed_one_is_the_venues_step_and_not_the_other_sides():
    sold, _winner = won_sale()
    freeze("2027-04-20T00:00:00")

    lines = page(officer("SW"), "?view=late&kind=sign_contract_buyer").context["page"].lines

    assert [(line.told.running.number, line.due.tone, line.url) for line in lines] == [
        (sold.number, "over", f"/sales/{sold.number}/settlement/")
    ]


def test_stranger_has_none_and_the_page_says_what_to_do():
    won_sale()
    freeze("2027-04-16T09:00:00")

    answer = page(actor(verified()), "?view=all")

    assert answer.context["page"].lines == []
    assert "没有正在计算的期限" in answer.content.decode()


@pytest.mark.parametrize("query", ["?page=0", "?page=99", "?page=²", "?kind=none", "?view=<b>", "?page=99999999999"])
def test_query_that_is_none_shows_the_first_page(query):
    _sold, winner = won_sale()
    freeze("2027-04-16T09:00:00")

    assert len(page(winner, query).context["page"].lines) == 1


def test_page_of_many_costs_what_a_page_of_one_costs():
    clerk = officer("SW")
    applied_case()
    freeze("2027-03-02T09:00:00")
    client, counts = signed_in(Client(), clerk), []
    for _n in range(2):
        client.get("/deadlines/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/deadlines/")
        counts.append(len(asked))
        applied_case()
        applied_case()

    assert counts[0] == counts[1]


def test_calendar_file_holds_the_day_and_leads_back():
    sold, winner = won_sale()
    freeze("2027-04-16T09:00:00")

    answer = page(winner, "calendar.ics?view=mine")

    lines = answer.content.decode().replace("\r\n ", "").split("\r\n")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "DTSTART;VALUE=DATE:20270419" in lines
    assert f"URL:http://testserver/sales/{sold.number}/settlement/" in lines
    assert lines.count("BEGIN:VEVENT") == 1


def test_workspace_says_how_many_wait_and_are_past():
    _sold, winner = won_sale()
    freeze("2027-04-20T00:00:00")

    found = page(winner, path="/workspace/").context["page"]

    assert (found.limits, found.late) == (1, 1)


def test_page_is_english_for_who_reads_english():
    _sold, winner = won_sale()
    freeze("2027-04-16T09:00:00")

    client = signed_in(Client(), winner)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    answer = client.get("/deadlines/?view=all")

    assert untranslated(answer.content.decode()) == []
