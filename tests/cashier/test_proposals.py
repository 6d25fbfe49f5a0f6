"""Four eyes: one person says whose money it is, another books it."""

import pytest
from django.db import IntegrityError, transaction

from marketplace.cashier import commands
from marketplace.cashier.expecting import expected_at
from marketplace.cashier.models import BankLine, Proposal
from marketplace.cashier.queries.days import reconciliation
from marketplace.cashier.queries.lines import likely
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.core.money import plain_yuan
from marketplace.ledger.models import Purpose
from marketplace.ledger.queries import balance, faults
from marketplace.trading import commands as trading
from marketplace.trading.models import Settlement
from tests.accounts.factories import actor, exchange, officer, reviewer
from tests.cashier.factories import (
    DAY,
    NEXT,
    arrived,
    by_hand,
    confirm,
    finance,
    proposed,
    returning,
    row,
    undone,
    unknown,
    waiting,
)
from tests.cashier.factories import read as read_statement
from tests.clients import client_of, money
from tests.ledger.factories import account
from tests.trading.factories import at, contracted_sale, deposit, won_sale

pytestmark = pytest.mark.django_db


def test_deposit_is_claimed_by_one_and_confirmed_by_another():
    due = waiting()

    proposal = confirm(proposed(due))

    due.refresh_from_db()
    line = BankLine.objects.get()
    assert (proposal.state, proposal.score, proposal.reasons) == ("confirmed", 100, ["amount", "name", "number"])
    assert (due.state, line.state) == ("qualified", "booked")
    assert proposal.transfer == due.receipt
    assert due.receipt.reference == f"bank:SW:{line.bank_reference}"
    assert balance(account(Purpose.DEPOSIT, due.organisation)) == 280_000_00
    assert list(faults()) == []


def test_price_and_fee_are_claimed_by_one_and_confirmed_by_another():
    sold, winner = contracted_sale()
    due = sold.settlement.buyer_due_fen
    [expected] = expected_at("SW")
    line = arrived_payment(sold, winner, due)

    proposal = commands.propose_receipt(line=line, kind="payment", subject=sold.number, actor=finance(), clock=NEXT)
    confirm(proposal)

    sold.settlement.refresh_from_db()
    assert (expected.kind, expected.number, expected.amount_fen) == ("payment", sold.number, due)
    assert sold.settlement.state == "paid"
    assert balance(account(Purpose.ESCROW, winner.organisation)) == due


def test_fee_that_a_seller_pays_apart_is_known_by_its_notice():
    sold, winner = won_sale()
    seller = actor(sold.listing.lister)
    trading.choose_netting(sale=sold, nets=False, actor=seller, clock=at("15:30:00"))
    for side in (seller, winner):
        trading.sign_contract(sale=sold, actor=side, clock=at("16:00:00"))
    settlement = Settlement.objects.get(sale=sold)
    notice, fee_fen = settlement.seller_quote.notice.number, settlement.seller_fee_fen

    line = read_statement(row(plain_yuan(fee_fen), sold.listing.lister.name, remark=f"服务费{notice}")).lines.get()
    [(candidate, _due)] = likely(line)
    confirm(
        commands.propose_receipt(line=line, kind="seller_fee", subject=notice, actor=officer(), clock=NEXT),
        by=finance(),
    )

    settlement.refresh_from_db()
    assert (candidate.wanted.number, candidate.score) == (notice, 100)
    assert settlement.seller_fee_receipt.reference == f"bank:SW:{line.bank_reference}"
    assert [one.kind for one in expected_at("SW")] == ["payment"]


def test_payment_is_known_by_the_notice_of_the_fee_in_it():
    sold, winner = contracted_sale()
    due, notice = sold.settlement.buyer_due_fen, sold.settlement.buyer_quote.notice.number

    line = read_statement(row(plain_yuan(due), winner.organisation.name, remark=notice)).lines.get()

    [(candidate, _due)] = likely(line)
    assert (candidate.wanted.number, candidate.score) == (sold.number, 100)


def arrived_payment(sold, winner, due):
    cells = row(plain_yuan(due), winner.organisation.name, remark=sold.number)
    return read_statement(cells).lines.get()


def test_who_proposed_does_not_confirm():
    both = actor(exchange("SW"), ["finance", "officer", "reviewer"])
    receipt, going_back = proposed(by=both), returning(by=both)

    for proposal in (receipt, going_back):
        with pytest.raises(Forbidden):
            confirm(proposal, by=both)
        with pytest.raises(IntegrityError), transaction.atomic():
            Proposal.objects.filter(pk=proposal.pk).update(
                state="confirmed", decided_by=both.user, decided_at=NEXT.at, transfer=None
            )


def test_money_of_another_payer_is_not_claimed():
    due = waiting()
    line = arrived(due, name="示范代付公司")

    with pytest.raises(Invalid) as refused:
        commands.propose_receipt(line=line, kind="deposit", subject=due.number, actor=finance(), clock=NEXT)

    assert refused.value.rule == "R-BID-02"
    assert list(refused.value.fields) == ["payer_name"]


def test_other_amount_is_not_claimed():
    due = waiting()
    line = unknown(amount="279999.99", name=due.organisation.name, remark=due.number)
    [(candidate, _due)] = likely(line)

    with pytest.raises(Invalid, match=r"应收 280,000\.00 元，实到 279,999\.99 元"):
        commands.propose_receipt(line=line, kind="deposit", subject=due.number, actor=finance(), clock=NEXT)
    assert (candidate.score, candidate.counts) == (50, False)


def test_money_with_another_name_and_amount_is_told_at_both_fields():
    due = waiting()
    entered = {
        "kind": "deposit",
        "subject": due.number,
        "payer_name": "示范他人",
        "payer_account": "6222000011112222",
        "bank_reference": "H1",
        "amount": money("279999.99"),
    }

    answer = client_of(finance()).post("/api/v1/cashier-proposals", entered, format="json")

    assert (answer.status_code, set(answer.json()["errors"])) == (400, {"amount", "payer_name"})


def test_line_is_proposed_once_until_that_is_decided():
    first = proposed()
    line, again = first.line, {"kind": "deposit", "subject": first.subject, "actor": finance(), "clock": NEXT}

    with pytest.raises(Refused, match="已有待复核"):
        commands.propose_receipt(line=line, **again)
    commands.reject_proposal(proposal=first, reason="示范：再核对", actor=officer("SW"), clock=NEXT)
    second = commands.propose_receipt(line=line, **again)

    assert (first.state, second.state) == ("rejected", "proposed")


def test_money_in_suspense_is_assigned_by_two():
    line = unknown(amount="280000.00", name="示范待登记单位")
    assert line.state == "suspense"
    due = waiting()
    due.organisation.name = "示范待登记单位"
    due.organisation.save()

    proposal = commands.propose_receipt(line=line, kind="deposit", subject=due.number, actor=finance(), clock=NEXT)
    confirm(proposal)

    line.refresh_from_db()
    assert line.state == "booked"
    assert balance(account(Purpose.SUSPENSE)) == 0
    assert balance(account(Purpose.DEPOSIT, due.organisation)) == 280_000_00
    assert [posting.transfer.kind for posting in line.postings.order_by("pk")] == ["receipt", "reversal", "receipt"]
    assert list(faults()) == []


def test_money_in_suspense_goes_back_by_two():
    proposal = confirm(returning())

    line = BankLine.objects.get()
    assert line.state == "returned"
    assert proposal.payer_account == line.party_account
    assert balance(account(Purpose.SUSPENSE)) == 0
    assert balance(account(Purpose.BANK)) == 0


def test_open_line_is_not_returned_before_it_lies_in_suspense():
    line = arrived()

    with pytest.raises(Refused, match="只有不明款可以原路退回"):
        returning(line)
    commands.park_line(line=line, actor=finance(), clock=NEXT)
    confirm(returning(line))

    line.refresh_from_db()
    assert line.state == "returned"


def test_officer_may_enter_what_finance_confirms():
    due = waiting()

    confirm(proposed(due, by=officer("SW")), by=finance())

    due.refresh_from_db()
    assert due.state == "qualified"


def test_officer_does_not_confirm_a_return_nor_a_reviewer_a_receipt():
    with pytest.raises(Forbidden):
        confirm(returning(), by=officer("SW"))
    with pytest.raises(Forbidden):
        confirm(proposed(), by=reviewer("SW"))


def test_receipt_by_hand_is_met_by_its_line_later_and_never_twice():
    due = waiting()
    proposal = confirm(by_hand(due, bank_reference="H1"))

    line = arrived(due, reference="H1")

    assert line.state == "booked"
    assert [posting.transfer for posting in line.postings.all()] == [proposal.transfer]
    assert balance(account(Purpose.DEPOSIT, due.organisation)) == 280_000_00
    with pytest.raises(Refused, match="该流水号已在对账单中"):
        by_hand(waiting(), bank_reference="H1")


def test_line_that_comes_before_the_confirmation_joins_the_proposal_by_hand():
    due = waiting()
    proposal = by_hand(due, bank_reference="H1")
    line = arrived(due, reference="H1")

    confirm(Proposal.objects.get(pk=proposal.pk))

    line.refresh_from_db()
    assert line.state == "booked"
    assert line.proposals.get().state == "confirmed"


def test_receipt_by_hand_is_not_confirmed_where_the_bank_says_otherwise():
    due = waiting()
    proposal = by_hand(due, bank_reference="H1")
    arrived(due, reference="H1", name="示范代付公司")

    with pytest.raises(Refused, match="金额或户名与提议不同"):
        confirm(proposal)


def test_reference_that_one_person_booked_is_not_proposed_again():
    due = waiting()
    deposit(waiting(), bank_reference="H1", clock=NEXT)

    with pytest.raises(Refused, match="该流水号已入账"):
        by_hand(due, bank_reference="H1")


def test_one_person_cannot_book_money_that_lies_in_suspense():
    line = unknown(amount="280000.00")
    due = waiting()

    with pytest.raises(Refused) as refused:
        deposit(due, bank_reference=line.bank_reference, clock=NEXT)

    assert refused.value.code == "bank_line_taken"


def test_payout_is_matched_by_its_number_or_by_a_person():
    going = confirm(returning())
    named = read_statement(
        row("12345.67", "示范付款单位", direction="支", remark=f"退款 {going.line.number}")
    ).lines.get()
    other = confirm(returning())
    silent = read_statement(row("12345.67", "示范付款单位", direction="支")).lines.get()

    assert (named.state, silent.state) == ("booked", "open")
    with pytest.raises(Invalid, match="没有金额相同"):
        commands.link_line(line=silent, transfer=going.transfer.number, actor=finance(), clock=NEXT)
    commands.link_line(line=silent, transfer=other.transfer.number, actor=finance(), clock=NEXT)
    assert silent.state == "booked"


def test_line_whose_receipt_was_corrected_lies_in_suspense_and_is_claimed_again():
    line = undone()

    commands.reopen_line(line=line, actor=finance(), clock=NEXT)

    assert line.state == "suspense"
    assert balance(account(Purpose.SUSPENSE)) == 280_000_00
    assert reconciliation("SW", DAY).agrees
    confirm(commands.propose_receipt(line=line, kind="deposit", subject=line.remark, actor=finance(), clock=NEXT))
    assert balance(account(Purpose.SUSPENSE)) == 0
    assert reconciliation("SW", DAY).agrees
    with pytest.raises(Refused, match="只有入账后被冲正的流水"):
        commands.reopen_line(line=line, actor=finance(), clock=NEXT)
