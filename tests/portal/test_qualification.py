"""资格确认 on pages: the seller's opinions by code, the bidder's own view of the case, the venue's decision."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Kind
from marketplace.core.clock import frozen, shanghai
from marketplace.documents.models import Document
from marketplace.documents.queries import readable
from marketplace.trading import commands
from marketplace.trading.models import Sale
from tests.accounts.factories import actor, officer, reviewer, verified
from tests.catalogue.factories import agent_of, published_listing
from tests.files.factories import pdf
from tests.portal.browsing import signed_in
from tests.support.markup import offences, untranslated
from tests.trading.factories import SWEEP, at, bid, deposit, registered, sale, settled_sale

pytestmark = pytest.mark.django_db
NEXT_DAY = "2027-04-09T10:00:00"
BIDDER = "示范铸造有限公司"


@pytest.fixture(autouse=True)
def next_day(sandbox_at):
    sandbox_at(NEXT_DAY)


@pytest.fixture
def seller():
    return agent_of(None)


@pytest.fixture
def lot(seller):
    """A lot whose buyer needs a production line."""
    offered = published_listing(lister=seller, buyer_conditions="具备铸件打磨产线")
    lasting = {"opens_at": shanghai("2027-04-20T09:00:00"), "free_ends_at": shanghai("2027-04-20T15:00:00")}
    return sale(listing=offered, **lasting)


@pytest.fixture
def applied(lot):
    return registered(lot, actor(verified(Kind.FIRM, name=BIDDER)), statement="现有两条自动打磨产线")


def page_of(who, path, language="zh-hans"):
    answer = signed_in(who, language).get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def opine(who, registration, **said):
    return signed_in(who).post(f"/sales/{registration.sale.number}/opinions/{registration.code}/", said)


def decide(who, registration, verdict, note=""):
    return signed_in(who).post(f"/registrations/{registration.number}/decide/", {"verdict": verdict, "note": note})


def supplement(who, registration, text, **more):
    return signed_in(who).post(f"/registrations/{registration.number}/supplement/", {"text": text, **more})


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_keep_to_the_design_in_both_languages(seller, applied, language):
    bidder, registration = applied
    supplement(bidder, registration, "补充：产线照片", file=SimpleUploadedFile("产线.pdf", pdf()))
    opine(seller, registration, objects="objection", reason="产线不符")
    opinions, own = f"/sales/{registration.sale.number}/opinions/", f"/registrations/{registration.number}/"

    pages = [page_of(seller, opinions, language), page_of(bidder, own, language), page_of(officer(), own, language)]
    pages.append(page_of(officer(), "/desk/others/", language))
    pages.append(page_of(seller, "/workspace/", language))

    for page in pages:
        assert offences(page) == []
        if language == "en":
            assert "\n".join(untranslated(page)) == ""


def test_seller_reads_code_statement_and_limit_and_never_the_name(seller, applied):
    bidder, registration = applied
    supplement(bidder, registration, "另有一条在建", file=SimpleUploadedFile("示范铸造.pdf", pdf()))

    page = page_of(seller, f"/sales/{registration.sale.number}/opinions/")

    assert all(said in page for said in (registration.code, "现有两条自动打磨产线", "另有一条在建", "还剩 2 个工作日"))
    assert not any(said in page for said in (BIDDER, registration.number, "示范铸造", bidder.user.name))


def test_seller_comes_to_the_opinions_in_two_clicks(seller, applied):
    _bidder, registration = applied
    number, case = registration.sale.number, registration.sale.listing.case.number
    address = f'href="/sales/{number}/opinions/"'

    pages = [page_of(seller, path) for path in ("/workspace/", f"/cases/{case}/", f"/sales/{number}/")]

    assert [address in page for page in pages] == [True, True, True]


def test_opinion_is_given_once_and_the_refusal_keeps_what_was_typed(seller, applied):
    _bidder, registration = applied

    nothing = opine(seller, registration, reason="先写了理由")
    unfounded = opine(seller, registration, objects="objection", reason=" ")
    with_code = opine(seller, registration, objects="objection", reason=f"{registration.code} 没有产线")
    given = opine(seller, registration, objects="objection", reason="没有产线")
    again = opine(seller, registration, objects="none", reason="改主意了")

    assert [answer.status_code for answer in (nothing, unfounded, with_code, given, again)] == [200, 200, 200, 302, 200]
    assert "先写了理由" in nothing.content.decode()
    assert "请写明理由和依据" in unfounded.content.decode()
    assert f"{registration.code} 没有产线" in with_code.content.decode()
    assert "已对该意向受让方出具意见" in again.content.decode()
    assert "改主意了" in again.content.decode()


def test_late_opinion_is_told_and_kept(seller, applied, sandbox_at):
    _bidder, registration = applied
    sandbox_at("2027-04-14T00:00:00")

    answer = opine(seller, registration, objects="objection", reason="来不及了")

    assert "出具意见的期限已过，视为无异议。 (R-DSK-04)" in answer.content.decode()
    assert "来不及了" in answer.content.decode()


@pytest.mark.parametrize("stranger", [lambda lot: actor(), lambda lot: officer(), lambda lot: officer("CQ")])
def test_opinions_are_the_sellers_page_alone(applied, stranger):
    _bidder, registration = applied

    answer = signed_in(stranger(registration.sale)).get(f"/sales/{registration.sale.number}/opinions/")

    assert answer.status_code == 404


def test_bidder_sees_where_it_stands_and_adds_to_its_statement(applied):
    bidder, registration = applied

    named = supplement(bidder, registration, "我们是 示范铸造 有限公司")
    added = supplement(bidder, registration, "另有一条在建", file=SimpleUploadedFile("产线.pdf", pdf()))

    page = page_of(bidder, f"/registrations/{registration.number}/")
    assert (named.status_code, added.status_code) == (200, 302)
    assert "R-BID-05" in named.content.decode()
    assert all(said in page for said in ("等待转让方出具意见", "另有一条在建", "产线.pdf", registration.code))


@pytest.mark.parametrize("upload", [b"", b"no pdf"])
def test_paper_that_is_not_taken_leaves_the_words_on_the_page(applied, upload):
    bidder, registration = applied

    answer = supplement(bidder, registration, "另有一条在建", file=SimpleUploadedFile("a.pdf", upload))

    assert (answer.status_code, registration.supplements.count()) == (200, 0)
    assert "另有一条在建" in answer.content.decode()


def test_statement_that_is_refused_at_the_registration_stays_typed(lot):
    party = actor(verified(Kind.FIRM, name=BIDDER))

    answer = signed_in(party).post(
        f"/sales/{lot.number}/register/", {"statement": f"{BIDDER}有两条产线", "foreign_link": "none"}
    )

    assert answer.status_code == 200
    assert f"{BIDDER}有两条产线</textarea>" in answer.content.decode()
    assert lot.registrations.count() == 0


def test_officer_sees_queue_and_limit_and_decides_after_the_opinion(seller, applied):
    bidder, registration = applied
    clerk = officer()
    early = decide(clerk, registration, "confirm")
    opine(seller, registration, objects="objection", reason="产线不符")

    queue = page_of(clerk, "/desk/others/")
    without = decide(clerk, registration, "confirm")
    decided = decide(clerk, registration, "confirm", "已现场核实产线")

    assert "意见期限未到" in early.content.decode()
    assert BIDDER in queue
    assert registration.code not in re.sub(r"<[^>]+>", " ", queue).split()
    assert "请写明不采纳的理由" in without.content.decode()
    assert decided.status_code == 302
    page = page_of(bidder, f"/registrations/{registration.number}/")
    assert all(said in page for said in ("已现场核实产线", "产线不符", "资格确认通知书"))


def test_refusal_wants_a_reason_and_ends_the_road(seller, applied):
    bidder, registration = applied
    opine(seller, registration, objects="none")

    without = decide(officer(), registration, "refuse")
    neither = decide(officer(), registration, "", "写好的理由")
    refused = decide(officer(), registration, "refuse", "不具备产线")

    assert "请写明不予确认的理由" in without.content.decode()
    assert "写好的理由" in neither.content.decode()
    assert refused.status_code == 302
    assert "资格未确认，不能参加本场竞价" in page_of(bidder, f"/registrations/{registration.number}/")
    assert supplement(bidder, registration, "再看看").status_code == 200


def test_two_officers_decide_and_the_second_is_told(seller, applied):
    _bidder, registration = applied
    opine(seller, registration, objects="none")
    decide(officer(), registration, "confirm")

    second = decide(officer(), registration, "refuse", "不具备产线")

    assert "该登记不在资格确认环节" in second.content.decode()


def test_no_officer_reads_a_code_beside_a_name_before_the_end(applied):
    _bidder, registration = applied

    pages = [page_of(officer(), path) for path in ("/desk/others/", f"/registrations/{registration.number}/")]

    assert [registration.code in re.findall(r"\b[A-Z]\d{1,2}\b", re.sub(r"<[^>]+>", " ", page)) for page in pages] == [
        False,
        False,
    ]


# --- Papers of money, each for its own.


def test_receipt_of_a_deposit_is_the_bidders_alone(sandbox_at):
    sandbox_at("2027-04-12T10:30:00")
    lot = sale(listing=published_listing(lister=(lister := agent_of(None))))
    (one, first), (other, second) = registered(lot), registered(lot)
    deposit(first)
    deposit(second)

    shown = {
        name: [(row.code, row.addressee) for row in readable(who, lot)]
        for name, who in {"one": one, "other": other, "seller": lister, "stranger": actor()}.items()
    }

    assert shown == {
        "one": [("deposit_receipt", one.organisation)],
        "other": [("deposit_receipt", other.organisation)],
        "seller": [],
        "stranger": [],
    }
    receipt = Document.objects.get(addressee=one.organisation)
    assert (receipt.data["amount"], "bidder_code" in receipt.data) == (lot.deposit_fen, False)
    assert "交易保证金到账确认" in page_of(one, f"/registrations/{first.number}/")
    assert signed_in(lister).get(f"/documents/{receipt.number}/").status_code == 404


def test_settlement_is_told_to_each_side_with_its_own_lines():
    sold, winner = settled_sale()
    seller = actor(sold.listing.lister)
    settlement = sold.settlement

    notices = {row.addressee: row for row in Document.objects.filter(code="settlement_notice")}

    bought, sold_for = notices[winner.organisation], notices[sold.listing.lister]
    assert [row["amount"] for row in bought.data["lines"]] == [
        settlement.deposit_fen,
        settlement.price_fen - settlement.deposit_fen,
        settlement.buyer_fee_fen,
    ]
    assert bought.data["total"] == settlement.price_fen + settlement.buyer_fee_fen
    assert sold_for.data["total"] == settlement.seller_net_fen
    for who, own, others in ((winner, bought, sold_for), (seller, sold_for, bought)):
        page = page_of(who, f"/sales/{sold.number}/settlement/")
        assert own.printed_number in page
        assert others.printed_number not in page


# --- Who did not win.


def test_loser_sees_its_own_road_to_the_return_of_its_deposit(sandbox_at):
    lot = sale()
    (loser, lost), (winner, won) = registered(lot), registered(lot)
    deposit(lost)
    deposit(won)
    bid(lot, loser, "09:30:00", 2_800_000)
    bid(lot, winner, "10:00:00", 3_000_000)
    commands.close_sale(sale=lot, actor=SWEEP, clock=at("15:00:00"))
    sandbox_at("2027-04-12T16:00:00")
    before = page_of(loser, f"/registrations/{lost.number}/")
    commands.return_deposits(sale=lot, actor=reviewer(), clock=frozen("2027-04-13T10:00:00"))

    after = page_of(loser, f"/registrations/{lost.number}/")

    assert "未成交，保证金待退还" in before
    assert "未成交，保证金已原路退还" in after
    assert winner.organisation.name not in after
    assert "成交确认书" not in after
    assert won.number not in after
    case = lot.listing.case
    assert signed_in(loser).get(f"/cases/{case.number}/").status_code == 404


def test_registration_is_nobody_elses_page_even_after_the_end():
    sold, winner = settled_sale()
    registration = Sale.objects.get(pk=sold.pk).leading_registration

    answers = [
        signed_in(who).get(f"/registrations/{registration.number}/").status_code
        for who in (winner, officer(), actor(sold.listing.lister), actor(), officer("CQ"))
    ]

    assert answers == [200, 200, 404, 404, 404]
