from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Role
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.files import access
from marketplace.network import commands
from marketplace.network.models import ExternalDeal
from marketplace.network.queries.deals import deals, external_deals
from tests.accounts.factories import actor, exchange, officer, organisation, uscc, verified
from tests.files.factories import docx, stored, upload
from tests.network.factories import TODAY, brought_in, deal, deal_draft

pytestmark = pytest.mark.django_db


def checked(**fields):
    found = deal(**fields)
    commands.check_deal(deal=found, actor=officer(found.exchange), clock=TODAY)
    return found


def test_deal_counts_once_another_officer_has_checked_it():
    by = officer("SW")
    found = deal(by=actor())
    assert list(external_deals(date(2027, 1, 1), date(2027, 12, 31))) == []

    commands.check_deal(deal=found, actor=by, clock=TODAY)

    assert (found.state, found.checked_by) == ("checked", by.user)
    assert list(external_deals(date(2027, 2, 20), date(2027, 2, 20))) == [found]
    assert list(external_deals(date(2027, 2, 21), date(2027, 12, 31))) == []
    assert list(external_deals(date(2027, 1, 1), date(2027, 12, 31), exchange="CQ")) == []


def test_who_entered_a_deal_does_not_check_it():
    by = officer("SW")

    with pytest.raises(Forbidden, match="双人复核"):
        commands.check_deal(deal=deal(by=by), actor=by, clock=TODAY)


def test_deal_without_evidence_is_not_checked():
    with pytest.raises(Refused, match="证明材料"):
        commands.check_deal(deal=deal(evidence=False), actor=officer("SW"), clock=TODAY)


def test_officers_of_another_exchange_neither_check_nor_send_back():
    found = deal()

    with pytest.raises(Forbidden):
        commands.check_deal(deal=found, actor=officer("CQ"), clock=TODAY)
    with pytest.raises(Forbidden):
        commands.send_back_deal(deal=found, reason="示范", actor=officer("CQ"), clock=TODAY)


def test_deal_goes_back_with_reasons_and_comes_again_corrected():
    by = actor()
    found = deal(by=by, evidence=False)
    with pytest.raises(Invalid):
        commands.send_back_deal(deal=found, reason="", actor=officer("SW"), clock=TODAY)
    commands.send_back_deal(deal=found, reason="请附合同", actor=officer("SW"), clock=TODAY)
    assert (found.state, found.note) == ("returned", "请附合同")

    with pytest.raises(Forbidden):
        commands.correct_deal(deal=found, draft=deal_draft(), actor=actor(), clock=TODAY)
    commands.correct_deal(
        deal=found, draft=deal_draft(amount_fen=99_00), evidence=upload(name="合同.pdf"), actor=by, clock=TODAY
    )

    assert (found.state, found.note, found.amount_fen, found.evidence.name) == ("pending", "", 99_00, "合同.pdf")


def test_checked_deal_is_corrected_no_more():
    by = actor()
    found = checked(by=by)

    with pytest.raises(Refused):
        commands.correct_deal(deal=found, draft=deal_draft(), actor=by, clock=TODAY)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"deal_date": date(2027, 3, 2)}, "deal_date"),
        ({"amount_fen": 0}, "amount_fen"),
        ({"title": " "}, "title"),
        ({"method": "gift"}, "method"),
        ({"seller_region": "99"}, "seller_region"),
        ({"buyer_uscc": "91510100MA00DEX14E"}, "buyer_uscc"),
    ],
)
def test_wrong_field_is_named(fields, field):
    with pytest.raises(Invalid) as refused:
        deal(**fields)

    assert list(refused.value.fields) == [field]
    assert not ExternalDeal.objects.exists()


def test_contract_number_is_registered_once_with_an_exchange():
    deal()
    deal(exchange="CQ")

    with pytest.raises(Invalid, match="已登记过"):
        deal()


def test_code_is_kept_in_its_one_form():
    code = uscc()

    assert deal(seller_uscc=f" {code[:8]} {code[8:].lower()} ").seller_uscc == code


def test_evidence_is_a_scan_read_by_the_exchange_and_by_who_gave_it():
    by = actor()
    found = deal(by=by)
    about = f"externaldeal:{found.number}"

    assert found.evidence.subject == about
    assert access.may_read_subject(officer("SW"), about)
    assert access.may_read_subject(by, about)
    assert not access.may_read_subject(officer("CQ"), about)
    assert not access.may_read_subject(actor(), about)
    with pytest.raises(Invalid, match="请上传 PDF、PNG、JPEG 文件"):
        commands.register_deal(
            draft=deal_draft(contract_number="2"),
            exchange="SW",
            evidence=upload(docx(), "a.docx"),
            actor=by,
            clock=TODAY,
        )


def test_evidence_may_be_a_file_of_ones_own_that_was_handed_in_before():
    by, file = actor(), None
    file = stored(by)

    found = commands.register_deal(draft=deal_draft(), exchange="SW", evidence=file, actor=by, clock=TODAY)

    assert found.evidence == file
    with pytest.raises(Forbidden):
        commands.register_deal(
            draft=deal_draft(contract_number="2"), exchange="SW", evidence=stored(actor()), actor=by, clock=TODAY
        )


@pytest.mark.parametrize(
    "who",
    [
        lambda: actor(organisation()),
        lambda: actor(verified(), [Role.FINANCE]),
        lambda: actor(exchange("SW"), [Role.REVIEWER]),
        lambda: officer("CQ"),
    ],
)
def test_who_may_not_register(who):
    with pytest.raises(Forbidden):
        deal(by=who())


def test_each_sees_what_concerns_them():
    by = actor()
    mine, imported = deal(by=by), None
    brought_in("deal", [{"合同编号": "7", "成交标的": "示范", "转化方式": "转让", "成交金额": "1", "成交日期": "2027-01-01", "转让方": "甲",
                         "转让方所在地": "510100", "受让方": "乙", "受让方所在地": "500000"}])  # fmt: skip
    imported = ExternalDeal.objects.get(contract_number="7")
    supervisor = actor(verified("supervisor"), [Role.SUPERVISOR])

    assert list(deals(by)) == [mine]
    assert list(deals(officer("SW"))) == list(deals(supervisor)) == [imported, mine]
    assert list(deals(officer("CQ"))) == list(deals(actor())) == []


def test_database_holds_evidence_and_two_persons():
    found = deal()

    with pytest.raises(IntegrityError), transaction.atomic():
        ExternalDeal.objects.filter(pk=found.pk).update(state="checked")
    with pytest.raises(IntegrityError), transaction.atomic():
        ExternalDeal.objects.filter(pk=found.pk).update(
            state="checked", checked_by=found.entered_by, checked_at=TODAY.at
        )
