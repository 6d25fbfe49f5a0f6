from time import process_time

import pytest

from marketplace.audit.following import settle
from marketplace.catalogue.commands import close_need, withdraw_listing
from marketplace.catalogue.models import Listing, Need
from marketplace.discovery.following import follow_index
from marketplace.discovery.index import current, document
from marketplace.discovery.papers import of_listing, of_need
from marketplace.discovery.queries import candidates, search, similar
from marketplace.discovery.results import found, suggestion
from marketplace.discovery.rows import listings, needs
from tests.catalogue.factories import TODAY, agent_of, need, patent, published_listing

pytestmark = pytest.mark.django_db


def test_a_published_listing_is_found_by_words_of_title_and_text():
    listing = published_listing(title="钒钛磁铁矿高炉冶炼温度预测方法")
    settle()

    assert search("磁铁矿").numbers == [listing.number]
    assert search("执行器").numbers == [listing.number]
    assert search("磁铁矿", kind="need").numbers == []


def test_a_listing_is_found_by_its_number():
    listing = published_listing()
    published_listing()
    settle()

    assert search(listing.number).numbers == [listing.number]


def test_a_draft_is_not_found_and_a_withdrawn_listing_no_longer():
    lister = agent_of(None)
    listing = published_listing(title="电池隔膜涂覆工艺", lister=lister)
    settle()
    assert search("隔膜").total == 1

    withdraw_listing(listing=listing, reasons="示范：改为自行实施", actor=lister, clock=TODAY)
    settle()

    assert search("隔膜").total == 0


def test_all_words_must_occur_and_else_some_will_do():
    both = published_listing(title="锂电池隔膜")
    one = published_listing(title="锂电池极片")
    settle()

    strict, loose = search("锂电池 隔膜"), search("锂电池 量子")

    assert (strict.numbers, strict.loose) == ([both.number], False)
    assert (set(loose.numbers), loose.loose) == ({both.number, one.number}, True)


def test_what_the_dictionary_cuts_elsewhere_is_still_found():
    listing = published_listing(title="钒钛铁矿高效分离方法", keywords=["选矿"])
    settle()

    assert search("铁矿高").numbers == [listing.number]


def test_without_words_the_newest_come_first():
    first, second = published_listing(), published_listing()
    settle()

    assert set(search("").numbers) == {first.number, second.number}
    assert search("").total == 2


def test_filters_narrow():
    here, _there = published_listing(exchange="SW"), published_listing(exchange="CQ")
    settle()

    assert search("打磨", filters={"exchange": ["SW"]}).numbers == [here.number]
    assert search("打磨", filters={"ipc": ["B24B"]}).total == 2
    assert search("打磨", filters={"ipc": ["H01M"]}).total == 0


def test_an_unknown_filter_is_an_error():
    with pytest.raises(LookupError):
        search("打磨", filters={"colour": ["red"]})


def test_an_index_of_another_log_is_rebuilt():
    listing = published_listing(title="示范涂层材料")
    settle()
    index = current()
    with index.writing():
        index.clear()
        index.write([], [], type(index.cursor())(seq=1, seal="00"))

    follow_index()

    assert search("涂层").numbers == [listing.number]


def test_a_lost_index_comes_back():
    listing = published_listing(title="示范涂层材料")
    settle()
    with current().writing():
        current().clear()

    follow_index()

    assert search("涂层").numbers == [listing.number]


def test_candidates_share_the_rarest_words():
    listing = published_listing(title="钒钛磁铁矿高炉冶炼")
    published_listing(title="柑橘保鲜剂")
    settle()

    assert [candidate.number for candidate in candidates(["钒", "冶炼", "寻求"], kind="listing")] == [listing.number]


def test_hits_show_the_passage_and_leave_out_what_has_gone():
    seeker = agent_of(None)
    posted = need(
        title="寻求隔膜涂覆工艺", content="现有隔膜耐热不足。" * 30 + "要求收缩率低于百分之二。", seeker=seeker
    )
    settle()

    shown = found([posted.number], ["收缩率"])
    close_need(need=posted, reason="示范：已解决", actor=seeker, clock=TODAY)

    assert "收缩率" in shown[0].snippet
    assert found([posted.number], ["收缩率"]) == []


def test_phrases_beginnings_and_numbers_in_any_writing():
    phrase = published_listing(title="复合材料抗疲劳控制系统", rights=[patent(number="202010000112.2")])
    apart = published_listing(title="系统级芯片的控制与 LiFePO4 材料")
    settle()

    assert search('"控制系统"').numbers == [phrase.number]
    assert set(search("控制 系统").numbers) == {phrase.number, apart.number}
    assert search("LiFe*").numbers == [apart.number]
    for writing in (
        "ZL202010000112.2",
        "ZL 2020 1 0000112.2",
        "cn2020100001122",
        "２０２０１００００１１２",
        "抗疲劳 202010000112",
    ):
        assert (search(writing).numbers, search(writing).loose) == ([phrase.number], False)


def test_a_slip_in_a_latin_word_is_mended_and_said():
    listing = published_listing(title="基于 Lyapunov 函数的控制方法")
    settle()

    hits = search("lyapunvo 控制")

    assert (hits.numbers, hits.loose, hits.mended) == ([listing.number], False, {"lyapunvo": ["lyapunov"]})


def test_counts_are_exact_and_a_facet_in_use_keeps_its_other_values():
    published_listing(exchange="SW", trl=7, asking_price_fen=2_800_000_00)
    published_listing(exchange="SW", trl=4, asking_price_fen=None, price_mode="negotiated")
    published_listing(exchange="CQ", trl=7)
    settle()

    counts = search("打磨", filters={"exchange": ["SW"]}, counted=True).counts

    assert counts["exchange"] == [("SW", 2), ("CQ", 1)]
    assert sorted(counts["readiness"]) == [("4", 1), ("7", 1)]
    assert sorted(counts["price"]) == [("100-500", 1), ("open", 1)]
    assert sorted(counts["ipc"]) == [("B24B", 2), ("B25J", 2)]
    assert counts["right"] == [("patent", 2)]
    assert counts["owner"] == [("university", 2)]


def test_hits_are_sorted_by_price_and_readiness():
    dear = published_listing(asking_price_fen=9_000_000_00, trl=3)
    open_price = published_listing(asking_price_fen=None, price_mode="negotiated", trl=5)
    cheap = published_listing(asking_price_fen=100_000_00, trl=8)
    settle()

    assert search("打磨", sort="price_low").numbers == [cheap.number, dear.number, open_price.number]
    assert search("打磨", sort="price_high").numbers == [dear.number, cheap.number, open_price.number]
    assert search("打磨", sort="readiness").numbers == [cheap.number, open_price.number, dear.number]


@pytest.mark.parametrize("text", ["", "\x00\x01\u200b", "磨" * 100_000, "7 " * 10_000, "a*", '"""', "*", "ＺＬ" * 300])
def test_odd_queries_are_answered_in_bounded_time(text):
    published_listing()
    settle()

    started = process_time()
    search(text, counted=True)

    assert process_time() - started < 0.5


def test_a_wrong_character_is_not_mended_but_offered():
    published_listing(title="高容量硅碳负极材料", keywords=["负极"])
    settle()

    hits = search("硅炭负极")

    assert hits.loose
    assert suggestion("硅炭负极", hits, found(hits.numbers, [])) == "硅碳负极"


def test_similar_listings_share_words_and_leave_out_itself():
    one = published_listing(title="钒钛磁铁矿高炉冶炼", abstract="球团矿。", keywords=["冶炼"])
    like = published_listing(title="磁铁矿冶炼尾气余热利用", abstract="回收余热。", keywords=["余热"])
    published_listing(title="柑橘保鲜剂", abstract="涂膜。", keywords=["保鲜"])
    settle()

    assert similar(one) == [like.number]


def test_an_index_built_at_once_is_the_one_that_followed_the_log():
    published_listing(rights=[patent(), patent()], title="示范涂层 LiFePO4")
    need()
    settle()
    rows = [*listings(0, 10**9)], [*needs(0, 10**9)]

    assert [document(of_listing(row)) for row in rows[0]] == [
        document(of_listing(row)) for row in Listing.objects.with_parts()
    ]
    assert [document(of_need(row)) for row in rows[1]] == [document(of_need(row)) for row in Need.objects.with_parts()]
