"""Deposits without a deal: withdrawn registrations, sales where nobody bid, and who may keep the money (R-BID-04, R-SET-05)."""

import pytest
from django.db import DatabaseError, transaction

from marketplace.audit.following import settle
from marketplace.audit.models import Entry
from marketplace.catalogue.commands import consent_to_listing, publish_listing
from marketplace.core.clock import frozen, shanghai
from marketplace.core.errors import Refused
from marketplace.documents.models import Document
from marketplace.ledger.models import Account, Kind
from marketplace.ledger.queries import faults as ledger_faults
from marketplace.trading import commands
from marketplace.trading.models import Forfeiture, Registration
from marketplace.trading.queries.expected import find_expected
from marketplace.trading.queries.returns import deposits_to_return
from marketplace.trading.tasks import lapse_forfeitures
from tests.accounts.factories import actor, officer, reviewer, verified
from tests.catalogue.factories import TODAY, accepted_listing, owner
from tests.clients import client_of, money, ok
from tests.rulebook.factories import load_2027
from tests.trading.factories import SWEEP, at, bid, bidder, deposit, lot_under, registered, sale, won_sale

pytestmark = pytest.mark.django_db
DEPOSIT = 280_000_00
CLOSED = at("15:00:00")  # Monday 2027-04-12; three working days end with the 15th
TUESDAY = frozen("2027-04-13T10:00:00")
FRIDAY = frozen("2027-04-16T10:00:00")  # after the hearing, which ends with the 16th only at 24:00
MONDAY = frozen("2027-04-19T10:00:00")


@pytest.fixture(autouse=True)
def calendar(db):
    load_2027()


def unsold(**terms):
    """A sale at which one who had paid has not bid."""
    sold = sale(**terms)
    who, registration = registered(sold)
    deposit(registration)
    commands.close_sale(sale=sold, actor=SWEEP, clock=CLOSED)
    registration.refresh_from_db()
    return sold, who, registration


def proposed(registration, *, ground="no_bid", costs_fen=8_000_00, by=None, clock=TUESDAY):
    told = {"ground": ground, "reason": "示范：竞价期间未报价", "costs_fen": costs_fen}
    return commands.propose_forfeiture(registration=registration, actor=by or officer(), clock=clock, **told)


def post(who, path, body=None):
    return client_of(who).post(f"/api/v1/{path}", body or {}, format="json")


def refused(answer, status, code, rule):
    said = answer.json()
    assert (answer.status_code, said["code"], said["rule"]) == (status, code, rule), said
    return said


class TestWithdrawal:
    def test_before_a_deposit_costs_nothing_and_ends_what_was_expected(self, sandbox_at):
        who, registration = registered(sale())
        sandbox_at("2027-04-09T10:00:00")

        shown = ok(post(who, f"registrations/{registration.number}/withdrawals", {"reason": "示范：改变计划"}))

        assert shown["registration"]["state"] == "withdrawn"
        assert [step["step"] for step in shown["steps"]] == ["interest", "withdrawal"]
        assert find_expected(registration.number) is None
        with pytest.raises(Refused, match="已撤回报名，不能确认保证金"):
            deposit(registration)

    def test_in_time_gives_the_deposit_back_while_the_sale_runs(self, sandbox_at):
        who, registration = registered(sold := sale())
        deposit(registration)
        sandbox_at("2027-04-09T10:00:00")

        shown = ok(post(who, f"registrations/{registration.number}/withdrawals"))["registration"]

        assert (shown["state"], shown["deposit_due_at"]) == ("left", "2027-04-15T00:00:00+08:00")
        [waiting] = deposits_to_return("SW")
        assert (waiting.number, waiting.due_at) == (registration.number, shanghai("2027-04-15T00:00:00"))
        ok(post(reviewer(), f"sales/{sold.number}/deposit-returns"))
        registration.refresh_from_db()
        assert registration.state == Registration.State.RETURNED
        assert not list(deposits_to_return("SW"))
        assert list(ledger_faults()) == []

    def test_late_keeps_the_deposit_until_the_end_and_the_bidder_out(self, sandbox_at):
        who, registration = registered(sold := sale())
        deposit(registration)
        sandbox_at("2027-04-12T10:00:00")

        shown = ok(post(who, f"registrations/{registration.number}/withdrawals"))["registration"]

        assert (shown["state"], shown["deposit_due_at"]) == ("left", None)
        assert not list(deposits_to_return("SW"))
        refused(post(reviewer(), f"sales/{sold.number}/deposit-returns"), 409, "refused", "R-BID-03")
        assert post(who, f"sales/{sold.number}/bids", {"price": money("2800000.00")}).status_code == 403
        again = post(who, f"sales/{sold.number}/registrations", {"foreign_link": "none"})
        refused(again, 409, "withdrew", "R-BID-04")
        body = {"ground": "withdrawal", "reason": "示范"}
        refused(post(officer(), f"registrations/{registration.number}/forfeitures", body), 409, "sale_runs", "R-BID-05")

    def test_of_who_has_bid_is_refused(self, sandbox_at):
        who = bidder(sold := sale())
        bid(sold, who, "10:00:00", 2_800_000)
        sandbox_at("2027-04-12T10:05:00")
        number = sold.registrations.get().number

        refused(post(who, f"registrations/{number}/withdrawals"), 409, "has_bid", "R-BID-10")

    def test_twice_or_after_the_end_is_refused(self, sandbox_at):
        who, registration = registered(sale())
        sandbox_at("2027-04-09T10:00:00")
        path = f"registrations/{registration.number}/withdrawals"
        ok(post(who, path))
        refused(post(who, path), 409, "state_withdraw", "R-BID-04")
        sandbox_at("2027-04-12T15:00:00")

        refused(post(who, path), 409, "sale_over", "R-BID-04")

    def test_is_the_bidders_own(self, sandbox_at):
        _who, registration = registered(sale())
        sandbox_at("2027-04-09T10:00:00")
        path = f"registrations/{registration.number}/withdrawals"

        assert post(actor(verified()), path).status_code == 404
        assert post(officer(), path).status_code == 403

    def test_names_nobody_before_the_end(self, sandbox_at):
        who, registration = registered(sale())
        deposit(registration)
        commands.withdraw_registration(registration=registration, actor=who, clock=frozen("2027-04-09T10:00:00"))

        line = Entry.objects.get(verb="trading.registration_withdrawn")

        assert (line.actor, line.private) == (f"registration:{registration.number}", True)
        assert registration.code not in str(line.payload.body)


class TestNobodyBid:
    def test_deposits_go_back_unless_somebody_proposes(self):
        _sold, _who, registration = unsold()

        assert [row.number for row in deposits_to_return("SW")] == [registration.number]

    def test_is_proposed_heard_and_decided_by_another_and_paid_to_the_fen(self, sandbox_at):
        lister, partner = verified("university"), verified()
        lot = accepted_listing(lister=lister, inventors=[], owners=[owner(lister, "3/5"), owner(partner, "2/5")])
        consent_to_listing(listing=lot, actor=actor(partner), clock=TODAY)
        publish_listing(listing=lot, actor=officer(), clock=TODAY)
        _sold, who, registration = unsold(listing=lot)
        sandbox_at("2027-04-13T10:00:00")
        body = {"ground": "no_bid", "reason": "示范：竞价期间未报价", "costs": money("8000.00")}
        made = ok(post(officer(), f"registrations/{registration.number}/forfeitures", body))
        assert (made["heard_until"], made["decide_by"]) == ("2027-04-17T00:00:00+08:00", "2027-04-22T00:00:00+08:00")
        assert not list(deposits_to_return("SW"))
        path = f"forfeitures/{made['number']}"
        refused(post(reviewer(), f"{path}/approvals", {"reason": "示范"}), 409, "hearing_waits", "R-BID-04")
        ok(post(who, f"{path}/statements", {"statement": "示范：起拍价过高"}))
        refused(post(who, f"{path}/statements", {"statement": "再说"}), 409, "heard_already", "R-BID-04")

        done = ok(post(reviewer(), f"{path}/approvals", {"reason": "示范：公告已披露起拍价，不予采纳"}))

        assert (done["state"], done["costs_taken"], done["to_seller"]) == (
            "approved",
            money("8000.00"),
            money("272000.00"),
        )
        registration.refresh_from_db()
        assert registration.state == Registration.State.FORFEITED
        assert paid_out(lister) == [163_200_00]
        assert paid_out(partner) == [108_800_00]
        assert not Account.objects.filter(organisation=who.organisation).exclude(balance_fen=0).exists()
        papers = Document.objects.filter(addressee=who.organisation, code__startswith="forfeiture")
        assert sorted(papers.values_list("code", flat=True)) == ["forfeiture_decision", "forfeiture_hearing"]
        settle()
        assert list(ledger_faults()) == []

    def test_who_proposed_or_confirmed_the_deposit_does_not_decide(self, sandbox_at):
        _sold, _who, registration = unsold()
        by = officer()
        made = proposed(registration, by=by)
        sandbox_at("2027-04-19T10:00:00")
        same = reviewer(user=by.user)

        answer = post(same, f"forfeitures/{made.number}/approvals", {"reason": "示范"})

        assert (answer.status_code, answer.json()["rule"]) == (403, "R-BID-04")
        with pytest.raises(DatabaseError), transaction.atomic():
            Forfeiture.objects.filter(pk=made.pk).update(decided_by=by.user)

    def test_rejected_goes_back_within_three_working_days(self, sandbox_at):
        _sold, _who, registration = unsold()
        made = proposed(registration)
        sandbox_at("2027-04-14T10:00:00")

        ok(post(reviewer(), f"forfeitures/{made.number}/rejections", {"reason": "示范：系统记录显示其曾尝试报价"}))

        [waiting] = deposits_to_return("SW")
        assert waiting.due_at == shanghai("2027-04-20T00:00:00")
        body = {"ground": "no_bid", "reason": "示范"}
        refused(
            post(officer(), f"registrations/{registration.number}/forfeitures", body),
            409,
            "proposed_already",
            "R-BID-04",
        )

    def test_undecided_lapses_and_goes_back(self, sandbox_at):
        _sold, _who, registration = unsold()
        made = proposed(registration)
        sandbox_at("2027-04-20T00:00:00")
        assert lapse_forfeitures() == 0
        sandbox_at("2027-04-22T00:00:00")
        refused(
            post(reviewer(), f"forfeitures/{made.number}/approvals", {"reason": "示范"}),
            409,
            "decided_late",
            "R-BID-04",
        )

        assert lapse_forfeitures() == 1

        made.refresh_from_db()
        assert made.state == Forfeiture.State.LAPSED
        assert [row.number for row in deposits_to_return("SW")] == [registration.number]

    def test_is_not_returned_while_it_is_decided_and_the_database_holds_it(self):
        sold, _who, registration = unsold()
        proposed(registration)

        assert commands.return_deposits(sale=sold, actor=reviewer(), clock=TUESDAY) == []
        with pytest.raises(DatabaseError, match="waits for a decision"), transaction.atomic():
            Registration.objects.filter(pk=registration.pk).update(state="returned")

    def test_nobody_loses_a_deposit_without_a_decision(self):
        _sold, _who, registration = unsold()

        with pytest.raises(DatabaseError, match="forfeited by nobody"), transaction.atomic():
            Registration.objects.filter(pk=registration.pk).update(state="forfeited")


class TestRefusals:
    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({"ground": "weather", "reason": "示范"}, "ground"),
            ({"ground": "no_bid", "reason": " "}, "reason"),
            ({"ground": "no_bid", "reason": "示范", "costs": {"amount": "-1.00", "currency": "CNY"}}, "costs"),
        ],
    )
    def test_wrong_field_is_named(self, sandbox_at, body, field):
        _sold, _who, registration = unsold()
        sandbox_at("2027-04-13T10:00:00")

        answer = post(officer(), f"registrations/{registration.number}/forfeitures", body)

        assert (answer.status_code, [*answer.json()["errors"]]) == (400, [field])

    def test_ground_that_the_notice_did_not_name(self, sandbox_at):
        lot = lot_under({("R-BID-04", "forfeit_grounds"): ["refusal"]})
        _sold, _who, registration = unsold(listing=lot)
        sandbox_at("2027-04-13T10:00:00")
        body = {"ground": "no_bid", "reason": "示范"}

        refused(
            post(officer(), f"registrations/{registration.number}/forfeitures", body),
            409,
            "ground_not_named",
            "R-BID-04",
        )
        with pytest.raises(DatabaseError, match="is not forfeited on no_bid"), transaction.atomic():
            Forfeiture.objects.create(
                registration=registration,
                ground="no_bid",
                reason="示范",
                deposit_fen=DEPOSIT,
                proposed_by=officer().user,
                proposed_at=TUESDAY.at,
                heard_until=FRIDAY.at,
                decide_by=MONDAY.at,
            )

    @pytest.mark.parametrize("ground", ["withdrawal", "refusal"])
    def test_ground_that_the_facts_contradict(self, sandbox_at, ground):
        _sold, _who, registration = unsold()
        sandbox_at("2027-04-13T10:00:00")
        body = {"ground": ground, "reason": "示范"}

        refused(
            post(officer(), f"registrations/{registration.number}/forfeitures", body), 409, "ground_not_met", "R-BID-04"
        )

    def test_after_the_day_on_which_it_should_have_gone_back(self, sandbox_at):
        _sold, _who, registration = unsold()
        sandbox_at("2027-04-16T00:00:00")
        body = {"ground": "no_bid", "reason": "示范"}

        refused(
            post(officer(), f"registrations/{registration.number}/forfeitures", body), 409, "return_due", "R-BID-03"
        )

    def test_winner_has_a_default_of_his_own(self, sandbox_at):
        sold, _winner = won_sale(reserve_fen=None)
        sandbox_at("2027-04-13T10:00:00")
        number = sold.leading_registration.number
        body = {"ground": "false_papers", "reason": "示范"}

        refused(post(officer(), f"registrations/{number}/forfeitures", body), 409, "is_the_winner", "R-SET-05")

    def test_others_neither_propose_nor_read(self, sandbox_at):
        sold, _who, registration = unsold()
        made = proposed(registration)
        sandbox_at("2027-04-13T11:00:00")
        body = {"ground": "no_bid", "reason": "示范"}
        seller = actor(sold.listing.lister)

        assert post(reviewer(), f"registrations/{registration.number}/forfeitures", body).status_code == 403
        assert post(officer("CQ"), f"registrations/{registration.number}/forfeitures", body).status_code == 404
        assert client_of(seller).get(f"/api/v1/forfeitures/{made.number}").status_code == 404
        assert post(seller, f"forfeitures/{made.number}/statements", {"statement": "示范"}).status_code == 404
        assert post(officer(), f"forfeitures/{made.number}/statements", {"statement": "示范"}).status_code == 403

    def test_statement_too_late(self, sandbox_at):
        _sold, who, registration = unsold()
        made = proposed(registration)
        sandbox_at("2027-04-17T00:00:00")

        refused(
            post(who, f"forfeitures/{made.number}/statements", {"statement": "示范"}), 409, "heard_late", "R-BID-04"
        )


def test_late_withdrawal_is_forfeited_like_any_other(sandbox_at):
    who, registration = registered(sold := sale())
    deposit(registration)
    commands.withdraw_registration(registration=registration, actor=who, clock=at("10:00:00"))
    other = bidder(sold, clock=frozen("2027-04-08T11:00:00"))
    bid(sold, other, "11:00:00", 3_000_000)
    commands.close_sale(sale=sold, actor=SWEEP, clock=CLOSED)
    registration.refresh_from_db()
    made = proposed(registration, ground="withdrawal", costs_fen=0)

    done = commands.approve_forfeiture(forfeiture=made, reason="示范", actor=reviewer(), clock=MONDAY)

    assert (done.costs_taken_fen, done.seller_fen) == (0, DEPOSIT)
    assert paid_out(sold.listing.lister) == [DEPOSIT]


def paid_out(organisation):
    legs = Account.objects.get(organisation=organisation, purpose="available").legs.filter(transfer__kind=Kind.PAYMENT)
    return [-leg.amount_fen for leg in legs.order_by("pk")]
