import pytest

from marketplace.audit.following import settle
from tests.accounts.factories import verified
from tests.catalogue.factories import need, published_listing

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(client):
    def ask(address, **headers):
        return client.get(address, headers=headers)

    return ask


def test_words_of_the_query_are_marked_and_escaped(found):
    published_listing(title="打磨<script>机器人")
    settle()

    page = found("/listings/?q=打磨").content.decode()

    assert "<mark>打磨</mark>&lt;script&gt;机器人" in page
    assert "<script>机器人" not in page


def test_filters_stand_as_chips_that_can_be_dropped(found):
    published_listing()
    settle()

    results = found("/listings/?q=打磨&exchange=SW&ipc=b24b").context["results"]

    assert [(chip.label, chip.url) for chip in results.chips] == [
        ("西南联交所", "/listings/?q=%E6%89%93%E7%A3%A8&ipc=B24B"),
        ("IPC B24B", "/listings/?q=%E6%89%93%E7%A3%A8&exchange=SW"),
    ]
    assert results.total == 1


def test_a_filter_that_does_not_hold_leaves_nothing_and_says_what_to_do(found):
    published_listing()
    settle()

    answer = found("/listings/?exchange=CQ")

    assert answer.context["results"].total == 0
    assert "请去掉部分条件" in answer.content.decode()


def test_wrong_filter_is_told_at_its_field_and_left_aside(found):
    published_listing()
    settle()

    answer = found("/listings/?ipc=99&exchange=XX")

    assert answer.context["results"].total == 1
    assert "请填写 IPC 部（如 B）" in answer.content.decode()


def test_empty_fields_leave_a_readable_address(found):
    answer = found("/listings/?q=打磨&exchange=&field=&page=")

    assert (answer.status_code, answer.url) == (302, "/listings/?q=%E6%89%93%E7%A3%A8")


def test_htmx_gets_the_hits_only_and_the_address_that_stands_for_them(found):
    published_listing()
    settle()

    answer = found("/listings/?q=打磨&exchange=", **{"HX-Request": "true", "HX-Target": "results"})

    page = answer.content.decode()
    assert "<html" not in page
    assert "<mark>打磨</mark>" in page
    assert answer["HX-Replace-Url"] == "/listings/?q=%E6%89%93%E7%A3%A8"
    assert "HX-Target" in answer["Vary"]


def test_loose_hits_say_that_they_are_loose(found):
    published_listing(title="锂电池极片")
    settle()

    assert "没有包含全部关键词的结果" in found("/listings/?q=锂电池 量子").content.decode()


def test_pages_keep_the_filters(found):
    lister = verified("university")
    for turn in range(21):
        published_listing(lister=lister, title=f"第{turn}项打磨技术")
    settle()

    results = found("/listings/?exchange=SW&page=1").context["results"]

    assert (len(results.cards), results.total, results.previous) == (20, 21, "")
    assert results.next == "/listings/?exchange=SW&page=2"
    assert found(results.next).context["results"].previous == "/listings/?exchange=SW"


def test_unverified_rows_are_marked(found):
    listing = published_listing()
    type(listing).objects.filter(pk=listing.pk).update(unverified=True)
    settle()

    assert [card.badge for card in found("/listings/").context["results"].cards] == ["未核验"]


def test_both_kinds_are_found_together_and_named(found):
    published_listing()
    need()
    settle()

    cards = found("/search/?q=打磨").context["results"].cards

    assert sorted(card.meta[1] for card in cards) == ["成果", "需求"]


@pytest.mark.parametrize("address", ["/listings/", "/needs/", "/search/?q=打磨"])
@pytest.mark.parametrize("count", [1, 3])
def test_a_list_asks_the_same_of_the_database_whatever_its_length(found, django_assert_num_queries, address, count):
    for _turn in range(count):
        published_listing()
        need()
    settle()
    found(address)

    expected = {"/listings/": 8, "/needs/": 7, "/search/?q=打磨": 9}[address]
    with django_assert_num_queries(expected):
        found(address)
