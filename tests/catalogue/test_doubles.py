"""Finding listings that are perhaps the same as another, whichever exchange has them."""

import pytest
from django.db import connection

from marketplace.audit.following import settle
from marketplace.catalogue import commands, queries
from marketplace.catalogue.models import Fingerprint
from marketplace.catalogue.resembling import keys, likeness, sketch
from tests.accounts.factories import officer
from tests.catalogue.factories import TODAY, agent_of, listing, patent, published_listing, submitted_listing

TEXT = (
    "本技术以线激光扫描大型铸件，自动生成打磨轨迹，由恒力执行器调节接触力，"
    "在风电轮毂和机床床身上连续试用，单件打磨时间由三百分钟降到三十八分钟，粉尘浓度明显下降。"
)
OTHER = "一种低温烟气脱硝催化剂的制备方法，以钛基载体负载锰铈氧化物，在一百五十度时氮氧化物转化率稳定，抗硫抗水性能良好，已完成中试。"


def test_near_same_text_shares_a_key_and_another_text_none():
    one, near, far = sketch(TEXT), sketch(TEXT.replace("明显下降", "下降一半")), sketch(OTHER)

    near_share, far_share = likeness(one, [near.tobytes(), far.tobytes()])

    assert (near_share > 0.75, far_share < 0.1) == (True, True)
    assert set(keys(one)) & set(keys(near))
    assert not set(keys(one)) & set(keys(far))


def test_signs_case_and_width_do_not_count_and_a_short_text_says_nothing():
    written = TEXT + " ABC 123"

    assert (sketch(written) == sketch(written.replace("，", " ").replace("ABC", "ａｂｃ"))).all()
    assert sketch("力控打磨") is None


@pytest.mark.django_db
class TestDoubles:
    def test_officer_sees_the_same_right_and_the_same_words_at_another_exchange(self):
        same, staff = patent(), officer()
        of_right = submitted_listing(exchange="CQ", rights=[same], abstract=OTHER)
        of_text = published_listing(exchange="CQ", abstract=TEXT, title="铸件打磨")
        lot = submitted_listing(rights=[same], abstract=TEXT, title="铸件打磨机器人")
        settle()

        by_number, by_text = queries.doubles_of(staff, queries.listing(staff, lot.number))

        assert (by_number.shown, by_number.exchange, by_number.numbers) == (None, "CQ", (same.number,))
        assert by_text.shown == of_text
        assert by_text.percent > 80
        assert of_right.state == "submitted"

    def test_lister_is_told_while_drafting_of_what_is_public_alone(self):
        same, agent = patent(), agent_of(None)
        public = published_listing(rights=[patent()], abstract=TEXT)
        submitted_listing(exchange="CQ", rights=[same], abstract=OTHER)
        settle()

        draft = listing(lister=agent, rights=[same], abstract=TEXT)

        assert [one.shown for one in queries.doubles_of(agent, queries.listing(agent, draft.number))] == [public]

    def test_withdrawn_listing_is_no_double(self):
        agent, gone = agent_of(None), submitted_listing(abstract=TEXT)
        settle()
        commands.withdraw_listing(listing=gone, reasons="示范理由", actor=officer(), clock=TODAY)

        draft = listing(lister=agent, abstract=TEXT)

        assert queries.doubles_of(agent, queries.listing(agent, draft.number)) == []
        assert Fingerprint.objects.get().listing == gone

    def test_candidates_come_from_the_index(self):
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            plan = Fingerprint.objects.filter(keys__overlap=[1, 2]).explain()

        assert "listings_by_likeness" in plan
