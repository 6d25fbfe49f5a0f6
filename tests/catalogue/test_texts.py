from datetime import date

import pytest

from accounts.models import Kind
from marketplace.catalogue.drafts import RightDraft
from marketplace.catalogue.models import Listing, Need
from marketplace.catalogue.texts import listing_text, need_text
from tests.accounts.factories import actor, verified
from tests.catalogue.factories import listing, need, owner, patent, published_listing

pytestmark = pytest.mark.django_db


def test_text_of_a_listing_holds_what_is_public():
    university = verified(Kind.UNIVERSITY, name="成都示范大学", name_en="Chengdu Demo University")
    made = published_listing(
        lister=university,
        title="自适应打磨",
        abstract="扫描铸件。",
        applications=["风电铸件"],
        advantages=["节拍短"],
        ipc_codes=["B24B 27/00"],
        rights=[patent(number="202110000023.2", title="点云配准方法")],
    )

    text = listing_text(Listing.objects.with_parts().get(pk=made.pk))

    assert text.title == "自适应打磨"
    assert text.body == "扫描铸件。\n风电铸件\n节拍短\n点云配准方法"
    assert text.codes == ("B", "B24", "B24B", "B24B 27/00")
    assert text.names == ("成都示范大学", "Chengdu Demo University")
    assert text.numbers == (made.number, "SW2027-000001", "202110000023.2")


def test_text_of_a_listing_holds_no_trade_secret():
    made = listing(rights=[patent(), RightDraft(kind="trade_secret", title="亲水处理配方", note="签署保密协议后提供")])

    text = listing_text(made)

    assert "配方" not in repr(text)
    assert "保密" not in repr(text)


@pytest.mark.parametrize("size", [1, 3])
def test_texts_of_listings_take_five_queries(django_assert_num_queries, size):
    lister = actor(verified(Kind.UNIVERSITY))
    for _turn in range(size):
        listing(lister=lister, owners=[owner(lister.organisation, "1/2"), owner("示范研究员一", "1/2")])

    with django_assert_num_queries(5):
        texts = [listing_text(one) for one in Listing.objects.with_parts()]

    assert len(texts) == size


def test_text_of_a_need():
    firm = verified(Kind.FIRM, name="重庆示范铸造有限公司")
    made = need(seeker=firm, deadline_date=date(2027, 4, 1))

    text = need_text(Need.objects.with_parts().get(pk=made.pk))

    assert (text.title, text.body) == (made.title, made.content)
    assert (text.keywords, text.names, text.numbers) == (("打磨", "机器人"), (firm.name,), (made.number,))
