"""The notice board, its feeds and subscriptions as pages."""

from xml.etree import ElementTree

import pytest
from django.conf import settings

from marketplace.core import sandbox_clock
from marketplace.core.clock import shanghai
from marketplace.desk.board import period_of
from marketplace.desk.models import NoticeSubscription
from tests.accounts.factories import actor
from tests.catalogue.factories import TODAY, published_listing
from tests.desk.factories import notice
from tests.portal.browsing import signed_in
from tests.support.markup import untranslated

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def titles(client, query):
    return [row.notice.number for row in client.get(f"/notices/{query}").context["page"].rows]


def test_board_shows_the_newest_first_and_narrows(client):
    first, second = notice(), notice(kind="termination", exchange="CQ", title="示范终结")

    assert titles(client, "") == [second.number, first.number]
    assert titles(client, "?kind=halt") == [second.number]
    assert titles(client, "?exchange=SW&q=打磨") == [first.number]
    assert titles(client, "?since=2027-03-02") == []
    assert titles(client, "?since=nonsense") == [second.number, first.number]


def test_board_pages_by_cursor_and_back(client):
    posted = [notice(title=f"示范公告 {n}").number for n in range(45)][::-1]

    first = client.get("/notices/").context["page"]
    second = client.get(first.older).context["page"]
    third = client.get(second.older).context["page"]
    back = client.get(third.newer).context["page"]

    pages = [[row.notice.number for row in page.rows] for page in (first, second, third, back)]
    assert pages == [posted[:20], posted[20:40], posted[40:], posted[20:40]]
    assert (first.newer, third.older) == ("", "")


@pytest.mark.parametrize("count", [1, 3])
def test_board_asks_the_same_for_one_and_for_three(client, django_assert_num_queries, count):
    for _turn in range(count):
        wrong = notice()
        notice(kind="erratum", corrects=wrong, title="示范更正")
    client.get("/notices/")

    with django_assert_num_queries(5):
        client.get("/notices/")


@pytest.mark.parametrize(
    ("at", "words", "tone"),
    [
        ("2027-02-28T12:00:00", "1 天后开始", "none"),
        ("2027-03-01T10:00:00", "第 1 天，还剩 14 天", "ample"),
        ("2027-03-03T00:00:00", "第 3 天，还剩 12 天", "ample"),
        ("2027-03-13T23:59:59", "第 13 天，还剩 2 天", "soon"),
        ("2027-03-15T23:59:59", "第 15 天，今日截止", "soon"),
        ("2027-03-16T00:00:00", "期满", "none"),
    ],
)
def test_period_is_counted_in_days_of_shanghai(at, words, tone):
    period = period_of(notice(), shanghai(at))

    assert (period.words, period.tone) == (words, tone)
    assert period.last.isoformat() == "2027-03-15T23:59:59.999999+08:00"


def test_notice_without_an_end_has_no_period():
    assert period_of(notice(ends_at=None), TODAY.read()) is None


def test_corrected_notice_shows_its_erratum_and_the_erratum_what_it_corrects(client):
    listing = published_listing()
    wrong = notice(subject=listing)
    erratum = notice(kind="erratum", corrects=wrong, title="关于价格的更正", subject=listing)

    shown = client.get(f"/notices/{wrong.number}/").content.decode()
    other = client.get(f"/notices/{erratum.number}/").content.decode()

    assert "以下列公告为准" in shown
    assert f'href="/notices/{erratum.number}/"' in shown
    assert f'href="/listings/{listing.number}/"' in shown
    assert "本公告针对" in other
    assert f'href="/notices/{wrong.number}/"' in other


def test_board_and_notice_in_english_have_no_chinese_of_ours_left(client):
    shown = notice(title="Polishing of castings", body="示范正文")
    sandbox_clock.freeze(TODAY.read())
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    for path in ("/notices/", f"/notices/{shown.number}/"):
        assert untranslated(client.get(path).content.decode()) == []


def test_atom_feed_has_an_identifier_that_lasts(client):
    posted = notice(kind="result", exchange="CQ", title="示范成交")
    notice()

    answer = client.get("/notices/feeds/result-CQ/atom.xml")

    feed = ElementTree.fromstring(answer.content)
    assert answer["Content-Type"].startswith("application/atom+xml")
    assert feed.find(f"{ATOM}id").text == "urn:shuangcheng:notices:result:CQ"
    assert [entry.find(f"{ATOM}id").text for entry in feed.iter(f"{ATOM}entry")] == [
        f"urn:shuangcheng:notice:{posted.number}"
    ]


def test_rss_feed_of_everything(client):
    posted = notice()

    feed = ElementTree.fromstring(client.get("/notices/feeds/all/rss.xml").content)

    [item] = feed.iter("item")
    assert item.find("guid").text == f"urn:shuangcheng:notice:{posted.number}"
    assert item.find("link").text.endswith(f"/notices/{posted.number}/")


@pytest.mark.parametrize("which", ["rumour", "result-XX", "result-"])
def test_feed_that_does_not_exist_is_not_found(client, which):
    assert client.get(f"/notices/feeds/{which}/atom.xml").status_code == 404


def test_one_subscribes_sees_it_and_ends_it():
    reader = actor()
    client = signed_in(reader)

    answer = client.post(
        "/notices/subscriptions/", {"kind": "result", "exchange": "SW", "keyword": "打磨"}, follow=True
    )
    kept = NoticeSubscription.objects.get()

    assert "“打磨”" in answer.content.decode()
    assert signed_in(actor()).post(f"/notices/subscriptions/{kept.number}/end/").status_code == 404
    client.post(f"/notices/subscriptions/{kept.number}/end/")
    assert not NoticeSubscription.objects.exists()


def test_link_of_a_message_ends_a_subscription_without_signing_in_but_not_by_reading(client):
    signed_in(actor()).post("/notices/subscriptions/", {"kind": "result"})
    link = f"/notices/unsubscribe/{NoticeSubscription.objects.get().token}/"

    assert "不需要登录" in client.get(link).content.decode()
    assert NoticeSubscription.objects.exists()
    assert "已取消订阅" in client.post(link).content.decode()
    assert "已取消订阅" in client.post(link).content.decode()
    assert not NoticeSubscription.objects.exists()


def test_subscriptions_are_for_people_who_signed_in(client):
    assert client.get("/notices/subscriptions/").status_code == 302
