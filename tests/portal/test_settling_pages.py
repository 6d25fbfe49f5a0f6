"""A price in parts, a default and a refund, done on pages: what is shown before it is done, by whom, and what is refused."""

import re

import pytest
from django.urls import reverse

from marketplace.audit.following import settle
from marketplace.audit.queries import faults as log_faults
from marketplace.core.clock import frozen
from marketplace.documents.models import Document
from marketplace.ledger.queries import faults as ledger_faults
from marketplace.trading import commands
from marketplace.trading.models import Default, Instalment, Plan, Sale, Unwinding
from marketplace.trading.tasks import note_overdue_instalments
from tests.accounts.factories import actor, officer, reviewer, verified
from tests.cashier.factories import finance
from tests.portal.browsing import signed_in
from tests.portal.test_sales import LEFTOVER, post, read
from tests.portal.test_settlements import amounts
from tests.rulebook.factories import load_2027
from tests.support.markup import offences, untranslated
from tests.support.receiving import receive_on_pages
from tests.trading.factories import AFTER, settled_sale, won_sale
from tests.trading.test_defaults import TERMS, sold_again
from tests.trading.test_settling_instalments import agreed, pass_on, pay, propose, won_at

pytestmark = pytest.mark.django_db

PLAN = {
    "rows": "2",
    "amount_0": "1,350,000.00",
    "amount_1": "315万",
    "months_1": "12",
    "security": "bank_guarantee",
    "security_note": "示范银行保函 3,150,000.00 元",
    "interest": "3.6",
}
ACCUSED = {"grounds": "not_signed", "reason": "示范：期满未签署", "costs": "8,000.00"}


@pytest.fixture
def s3(sandbox_at):
    """S3 with a private owner, won; seller and buyer in their browsers."""
    load_2027()
    sold, winner = won_at("private")
    sandbox_at("2027-03-30T10:00:00")
    return sold, signed_in(actor(sold.listing.lister)), signed_in(winner)


@pytest.fixture
def s6(sandbox_at):
    sold, winner = won_sale(**TERMS)
    sandbox_at("2027-04-20T10:00:00")
    return sold, signed_in(winner)


def section(page, name):
    return page.partition(f'id="{name}"')[2].partition("</section>")[0]


def dialog(page, name):
    """What a dialog shows before its act is confirmed."""
    return page.partition(f'id="{name}-dialog"')[2].partition("</dialog>")[0]


def twice(client, address, number, data):
    """Look at what comes of it, then confirm just that: the page that was shown, and the answer to the confirmation."""
    shown = post(client, address, number, data={**data, "look": "1"})
    assert shown.status_code == 200
    seal = re.search(r'name="confirm" value="([0-9a-f]+)"', shown.content.decode())
    assert seal, shown.content.decode()
    return shown.content.decode(), post(client, address, number, data={**data, "confirm": seal[1]})


def waiting(who):
    """What waits on the desk of the venue beside its cases."""
    page = signed_in(who).get(reverse("portal:desk_others")).context["page"]
    return {queue.name: queue.count for queue in page.queues if queue.count and queue.name != "organisations"}


def faults_of(client, address, number, data):
    return post(client, address, number, data={**data, "look": "1"}).context["form"].errors


def test_s3_plan_is_looked_at_then_agreed_then_paid_on_pages(s3, sandbox_at):
    sold, seller, buyer = s3

    shown, done = twice(buyer, "portal:settlement_plan", sold.number, PLAN)
    told = amounts(section(shown, "drawn"))
    assert told == [
        "1,350,000.00", "450,000.00", "25,250.00", "925,250.00",
        "3,150,000.00", "112,770.00", "47,250.00", "3,310,020.00",
    ]  # fmt: skip
    assert done["Location"] == reverse("portal:settlement", args=[sold.number])
    for side in (buyer, seller):
        post(side, "portal:settlement_sign", sold.number)
    first, rest = Instalment.objects.order_by("position")
    assert (first.due_fen, rest.due_fen) == (925_250_00, 3_310_020_00)  # as it was shown

    staff, checker = signed_in(officer()), signed_in(reviewer())
    cashier, payer = signed_in(finance()), sold.leading_registration.organisation.name
    sandbox_at("2027-04-07T10:00:00")
    assert f"?due=instalment%3A{first.number}" in read(staff, "portal:settlement", sold.number)
    came = {"payer": payer, "reference": "1", "amount": "925,250.00"}
    receive_on_pages(staff, cashier, f"instalment:{first.number}", **came)
    before = dialog(read(checker, "portal:settlement", sold.number), f"settle-{first.number}")
    assert amounts(before) == ["450,000.00", "1,324,750.00", "50,500.00", "30,300.00", "15,150.00", "5,050.00"]
    post(checker, "portal:instalment_settle", first.number)

    sandbox_at("2028-03-31T10:00:00")
    before = dialog(read(staff, "portal:settlement", sold.number), f"demand-{rest.number}")
    assert amounts(before) == ["3,150,000.00", "112,770.00", "47,250.00", "3,310,020.00"]
    assert "2028-04-14" in before
    post(staff, "portal:instalment_demand", rest.number)
    [demand] = Document.objects.filter(code="instalment_demand")
    assert demand.number in read(buyer, "portal:settlement", sold.number)
    assert demand.number not in read(seller, "portal:settlement", sold.number)
    came = {"payer": payer, "reference": "2", "amount": "3,310,020.00"}
    receive_on_pages(staff, cashier, f"instalment:{rest.number}", **came)
    post(checker, "portal:instalment_settle", rest.number)

    sold.settlement.refresh_from_db()
    assert sold.settlement.state == "settled"
    settle()
    assert (list(log_faults()), list(ledger_faults())) == ([], [])


@pytest.mark.parametrize(
    ("changes", "field", "rule"),
    [
        ({"amount_0": "1349999.99", "amount_1": "3150000.01"}, "amount_0", "R-SET-04"),
        ({"months_1": "13"}, "months_1", "R-SET-04"),
        ({"interest": "15.01"}, "interest", "R-SET-04"),
        ({"amount_1": "3149999.99"}, "__all__", "R-SET-04"),
    ],
)
def test_unlawful_plan_is_told_at_its_field_before_anybody_confirms(s3, changes, field, rule):
    sold, _seller, buyer = s3

    found = faults_of(buyer, "portal:settlement_plan", sold.number, PLAN | changes)

    assert list(found) == [field]
    assert rule in str(found)
    assert not Plan.objects.exists()


def test_confirmation_of_something_else_is_shown_anew(s3):
    sold, _seller, buyer = s3
    shown = post(buyer, "portal:settlement_plan", sold.number, data={**PLAN, "look": "1"}).content.decode()
    seal = re.search(r'name="confirm" value="([0-9a-f]+)"', shown)[1]

    answer = post(buyer, "portal:settlement_plan", sold.number, data={**PLAN, "interest": "4", "confirm": seal})

    assert (answer.status_code, Plan.objects.exists()) == (200, False)
    assert "125,300.00" in section(answer.content.decode(), "drawn")  # 3,150,000.00 at 4 % for 358 of 360 days


def test_rows_are_added_and_an_empty_one_does_not_count(s3):
    sold, _seller, buyer = s3

    more = post(buyer, "portal:settlement_plan", sold.number, data={**PLAN, "add": "1"})
    shown, _done = twice(buyer, "portal:settlement_plan", sold.number, {**PLAN, "rows": "3"})

    assert 'name="months_2"' in more.content.decode()
    assert 'value="1,350,000.00"' in more.content.decode()
    assert "第 3 期</h3>" not in shown
    assert Plan.objects.get().instalments.count() == 2


def test_plan_is_taken_back_until_somebody_signs(s3):
    sold, seller, buyer = s3
    twice(buyer, "portal:settlement_plan", sold.number, PLAN)

    assert 'value="1,350,000.00"' in read(seller, "portal:settlement_plan", sold.number)
    post(seller, "portal:settlement_unplan", sold.number)
    assert not Plan.objects.exists()
    post(seller, "portal:settlement_sign", sold.number)

    late = post(buyer, "portal:settlement_plan", sold.number, data={**PLAN, "look": "1"})
    assert (late.status_code, "R-SET-03" in late.content.decode()) == (409, True)
    assert "portal:settlement_plan" not in read(buyer, "portal:settlement", sold.number)


def test_nobody_else_plans(s3):
    sold, _seller, _buyer = s3
    address = reverse("portal:settlement_plan", args=[sold.number])

    assert signed_in(officer()).get(address).status_code == 403
    assert signed_in(actor(verified())).get(address).status_code == 404


def test_who_confirmed_a_part_is_told_that_another_passes_it_on(s3):
    sold, _seller, _buyer = s3
    both = officer()
    first, _rest = agreed((sold, actor(sold.leading_registration.organisation)))
    pay(first, actor=both)
    also_reviewer = signed_in(reviewer(user=both.user))

    shown = read(also_reviewer, "portal:settlement", sold.number)
    answer = post(also_reviewer, "portal:instalment_settle", first.number)

    assert "不得是确认该期到账的本人（双人复核）" in shown
    assert f"settle-{first.number}-form" not in shown
    assert answer.status_code == 403
    assert "R-SET-08" in answer.content.decode()


def test_part_waits_on_the_desk_and_in_the_workspace_of_its_buyer(s3, sandbox_at):
    sold, _seller, buyer = s3
    first, rest = agreed((sold, actor(sold.leading_registration.organisation)))
    assert waiting(officer()) == {"parts": 1}
    pay(first)
    assert waiting(reviewer()) == {"parts": 1}
    pass_on(first)
    assert waiting(reviewer()) == {}

    sandbox_at("2028-03-31T10:00:00")
    note_overdue_instalments()
    assert waiting(officer()) == {"parts": 1}
    commands.demand_instalment(instalment=rest, actor=officer(), clock=frozen("2028-03-31T10:00:00"))

    assert waiting(officer()) == {}
    told = read(buyer, "portal:workspace")
    assert "支付第 2 期价款" in told
    assert "交易机构已催告" in told
    assert rest.number in told


@pytest.mark.parametrize(
    ("second_fen", "told", "claim"),
    [
        (2_700_000_00, ["3,000,000.00", "2,700,000.00", "192,000.00", "108,000.00"], "108,000.00"),
        (2_950_000_00, ["3,000,000.00", "2,950,000.00", "192,000.00", "0.00"], "0.00"),
    ],
)
def test_s6_winner_defaults_and_the_lot_is_sold_again_on_pages(s6, sandbox_at, second_fen, told, claim):
    sold, buyer = s6
    staff, checker = signed_in(officer()), signed_in(reviewer())

    shown, _done = twice(staff, "portal:settlement_default", sold.number, ACCUSED)
    assert amounts(section(shown, "outcome")) == ["300,000.00", "100,000.00", "8,000.00", "192,000.00"]
    found = Default.objects.get()
    before = dialog(read(checker, "portal:settlement", sold.number), f"declare-{found.number}")
    assert amounts(before) == ["300,000.00", "100,000.00", "8,000.00", "192,000.00"]
    post(checker, "portal:default_declare", found.number)
    assert Sale.objects.get(pk=sold.pk).state == "defaulted"
    notices = {one.addressee: one.number for one in Document.objects.filter(code="default_notice")}
    own = notices.pop(sold.leading_registration.organisation)
    read_by_buyer = read(buyer, "portal:settlement", sold.number)
    assert own in read_by_buyer
    assert notices.popitem()[1] not in read_by_buyer

    waits = read(checker, "portal:settlement", sold.number)
    assert "差价还不能确定" in waits
    sold_again(Sale.objects.get(pk=sold.pk), second_fen)
    sandbox_at("2027-05-14T10:00:00")
    before = dialog(read(checker, "portal:settlement", sold.number), f"conclude-{found.number}")
    assert amounts(before) == told
    post(checker, "portal:default_conclude", found.number)

    concluded = section(read(buyer, "portal:settlement", sold.number), "default")
    assert amounts(concluded)[-1] == claim
    settle()
    assert (list(log_faults()), list(ledger_faults())) == ([], [])


def test_default_is_offered_after_the_day_is_over_and_decided_by_another(s6, sandbox_at):
    sold, _buyer = s6
    both = officer()
    also = signed_in(reviewer(user=both.user))
    address = reverse("portal:settlement_default", args=[sold.number])

    assert address in read(signed_in(both), "portal:settlement", sold.number)
    twice(signed_in(both), "portal:settlement_default", sold.number, ACCUSED)
    found = Default.objects.get()
    assert waiting(reviewer()) == {"defaults": 1}
    assert address not in read(signed_in(both), "portal:settlement", sold.number)
    assert "不得是提出的本人（双人复核）" in read(also, "portal:settlement", sold.number)
    assert post(also, "portal:default_declare", found.number).status_code == 403
    unsaid = post(signed_in(reviewer()), "portal:default_reject", found.number, data={"reason": " "})
    assert (unsaid.status_code, "R-SET-05" in unsaid.content.decode()) == (400, True)
    post(signed_in(reviewer()), "portal:default_reject", found.number, data={"reason": "示范：已寄出"})
    found.refresh_from_db()
    assert (found.state, found.decision_reason) == ("rejected", "示范：已寄出")


def test_default_in_time_is_refused_with_its_rule(sandbox_at):
    sold, winner = won_sale(**TERMS)
    sandbox_at("2027-04-19T23:59:59")
    staff = signed_in(officer())

    found = faults_of(staff, "portal:settlement_default", sold.number, ACCUSED)

    assert list(found) == ["__all__"]
    assert "R-SET-03" in str(found)
    assert reverse("portal:settlement_default", args=[sold.number]) not in read(staff, "portal:settlement", sold.number)
    assert post(signed_in(winner), "portal:settlement_default", sold.number, data=ACCUSED).status_code == 403


def test_refund_is_looked_at_proposed_and_approved_by_another(sandbox_at):
    sandbox_at("2027-04-21T10:00:00")
    sold, winner = settled_sale(winner=actor(verified(home_exchange="CQ", by="CQ")))
    staff, checker, buyer = signed_in(officer()), signed_in(reviewer()), signed_in(winner)
    asked = {"kind": "refund_buyer", "reason": "示范：合同被判决无效，非该方过错"}

    form = read(staff, "portal:settlement_unwinding", sold.number)
    shown, _done = twice(staff, "portal:settlement_unwinding", sold.number, asked)

    assert {"refund_buyer", "refund_seller"} == set(re.findall(r'name="kind" value="(\w+)"', form))
    given = ["-15,000.00", "-30,000.00", "-5,000.00", "50,000.00"]
    assert sorted(re.findall(r"-?[\d,]+\.\d\d(?=<span class=\"amount-unit\">)", section(shown, "outcome"))) == sorted(
        given
    )
    row = Unwinding.objects.get()
    assert waiting(reviewer()) == {"unwindings": 1}
    before = dialog(read(checker, "portal:settlement", sold.number), f"approve-{row.number}")
    assert amounts(before)[-1] == "50,000.00"
    post(checker, "portal:unwinding_approve", row.number)
    row.refresh_from_db()
    [notice] = Document.objects.filter(code="refund_notice")
    assert row.state == "approved"
    assert notice.number in read(buyer, "portal:settlement", sold.number)
    assert notice.number not in read(signed_in(actor(sold.listing.lister)), "portal:settlement", sold.number)
    assert "refund_buyer" not in read(staff, "portal:settlement_unwinding", sold.number)
    assert list(ledger_faults()) == []


def test_refund_is_rejected_with_a_reason_and_nothing_moves(sandbox_at):
    sandbox_at("2027-04-21T10:00:00")
    sold, winner = settled_sale()
    row = commands.propose_unwinding(sale=sold, kind="refund_seller", reason="示范", actor=officer(), clock=AFTER)

    post(signed_in(reviewer()), "portal:unwinding_reject", row.number, data={"reason": "示范：证据不足"})

    row.refresh_from_db()
    assert (row.state, row.transfer) == ("rejected", None)
    assert post(signed_in(winner), "portal:unwinding_approve", row.number).status_code == 404


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_keep_to_the_design_in_both_languages(sandbox_at, language):
    load_2027()
    sold, winner = won_at("private")
    sandbox_at("2027-03-30T10:00:00")
    buyer = signed_in(winner, language)
    plan = PLAN | {
        "amount_1": "3,150,000.00",
        "security_note": "Guarantee 0417",
    }  # what is typed is of the typist's language
    pages = [
        read(buyer, "portal:settlement_plan", sold.number),
        post(buyer, "portal:settlement_plan", sold.number, data={**plan, "look": "1"}).content.decode(),
        post(buyer, "portal:settlement_plan", sold.number, data={"rows": "2", "look": "1"}).content.decode(),
    ]
    propose(sold, winner, 1_350_000_00, 3_150_000_00)
    pages.append(read(buyer, "portal:settlement", sold.number))
    for side in (winner, actor(sold.listing.lister)):
        commands.sign_contract(sale=sold, actor=side, clock=frozen("2027-03-30T10:00:00"))
    first, _rest = Instalment.objects.order_by("position")
    pay(first)
    sandbox_at("2027-04-08T10:00:00")
    pages.append(read(signed_in(reviewer(), language), "portal:settlement", sold.number))
    pass_on(first)
    sandbox_at("2028-04-08T10:00:00")
    pages.append(read(signed_in(officer(), language), "portal:settlement", sold.number))
    pages.append(read(signed_in(officer(), language), "portal:settlement_unwinding", sold.number))
    asked = {"kind": "refund_seller", "reason": "Void", "look": "1"}
    answer = post(signed_in(officer(), language), "portal:settlement_unwinding", sold.number, data=asked)
    pages.append(answer.content.decode())

    for page in pages:
        assert offences(page) == []
        assert LEFTOVER.search(page) is None
        if language == "en":
            assert "\n".join(untranslated(page)) == ""


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_of_a_default_keep_to_the_design_in_both_languages(s6, sandbox_at, language):
    sold, _buyer = s6
    staff, checker = signed_in(officer(), language), signed_in(reviewer(), language)
    pages = [
        read(staff, "portal:settlement_default", sold.number),
        twice(staff, "portal:settlement_default", sold.number, ACCUSED | {"reason": "Has not signed"})[0],
        read(checker, "portal:settlement", sold.number),
    ]
    post(checker, "portal:default_declare", Default.objects.get().number)
    pages += [read(who, "portal:settlement", sold.number) for who in (staff, checker)]
    pages.append(read(staff, "portal:settlement_unwinding", sold.number))

    for page in pages:
        assert offences(page) == []
        if language == "en":
            assert "\n".join(untranslated(page)) == ""
