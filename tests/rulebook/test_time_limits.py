"""The time limits that run: who sees which, whose step it is, how they were counted, and that each is told of once."""

from datetime import date

import pytest

from accounts.actor import system_actor
from marketplace.audit.following import settle
from marketplace.core.clock import frozen
from marketplace.messages.models import Message
from marketplace.rulebook import commands
from marketplace.rulebook.models import LimitNote
from marketplace.rulebook.queries.pages.time_limits import Asked, limit_page
from marketplace.rulebook.queries.time_limits import counts, running
from marketplace.rulebook.tasks import watch_time_limits
from marketplace.rulebook.time_limits import LIMITS
from marketplace.trading import commands as trading
from marketplace.trading.models import Contract
from tests.accounts.factories import actor, officer, verified
from tests.catalogue.factories import agent_of
from tests.desk.cases import applied_case
from tests.licensing.factories import OPEN, published, taken
from tests.rulebook.factories import load_2027
from tests.trading.factories import at, bidder, contracted_sale, registered, sale, won_sale

pytestmark = pytest.mark.django_db


def seen(who, moment, *, rule="", **asked):
    """(kind, number, mine) of what somebody sees."""
    codes = [code for code, one in LIMITS.items() if rule in ("", one.rule)]
    rows = running(who, frozen(moment).at, codes=codes, **asked)
    return [(one.code, one.number, one.mine) for one in rows]


def test_both_sides_are_bound_to_sign_and_the_venue_has_the_step_after(sandbox_at):
    sold, winner = won_sale()
    seller, venue = actor(sold.listing.lister), officer("SW")

    before = {who: seen(who, "2027-04-19T23:59:59", rule="R-SET-03") for who in (seller, winner, venue)}
    after = seen(venue, "2027-04-20T00:00:00", rule="R-SET-03", mine=True)

    number = sold.number
    assert before[seller] == [("sign_contract_buyer", number, False), ("sign_contract_seller", number, True)]
    assert before[winner] == [("sign_contract_buyer", number, True), ("sign_contract_seller", number, False)]
    assert before[venue] == [("sign_contract_buyer", number, False), ("sign_contract_seller", number, False)]
    assert after == [("sign_contract_buyer", number, True), ("sign_contract_seller", number, True)]


def test_nobody_else_sees_them(sandbox_at):
    won_sale()

    assert seen(actor(verified()), "2027-04-13T00:00:00") == []
    assert seen(officer("CQ"), "2027-04-13T00:00:00", rule="R-SET-03") == []
    assert seen(actor(), "2027-04-13T00:00:00") == []


def test_seller_and_venue_learn_of_no_bidder_before_the_end(sandbox_at):
    sold = sale()
    rival, registration = registered(sold)
    bidder(sold)

    mine = seen(rival, "2027-04-09T00:00:00")
    others = seen(actor(sold.listing.lister), "2027-04-09T00:00:00") + seen(officer("SW"), "2027-04-09T00:00:00")

    assert mine == [("pay_deposit", sold.number, True)]
    assert [one for one in others if one[0] == "pay_deposit"] == []
    assert registration.number not in str(others)


def test_payment_is_counted_over_the_holiday_and_says_so(sandbox_at):
    load_2027()
    licence = taken(published(**OPEN))
    payer = agent_of(licence.licensee)
    charge = licence.charges.get()

    page = limit_page(payer, frozen("2027-03-31T09:00:00").at, Asked(rule="R-LIC-03"))

    [told] = page.rows
    assert (told.running.at, told.last_day) == (charge.due_at, date(2027, 4, 7))
    assert (told.running.number, told.running.mine, told.provisional) == (licence.number, True, False)
    assert told.explanation == [
        "自 2027-03-30（周二）的次日起算第 5 个工作日为 2027-04-07（周三）（R-GEN-01、R-GEN-04）。",
        "2027-04-05（周一）为清明节假期，不计入。",
        "期间于 2027-04-07（周三）24:00 届满。",
    ]


def test_signing_is_explained_by_the_version_of_the_sale(sandbox_at):
    sold, winner = won_sale()

    [told] = [
        one
        for one in limit_page(winner, frozen("2027-04-13T09:00:00").at, Asked(code="sign_contract_buyer")).rows
        if one.running.mine
    ]

    assert told.version == sold.rule_version.number
    assert told.last_day == date(2027, 4, 19)
    assert told.explanation[0].startswith("自 2027-04-12（周一）的次日起算第 5 个工作日为 2027-04-19（周一）")
    assert told.provisional


def test_end_that_was_fixed_by_another_calendar_stands_and_the_page_says_so(sandbox_at):
    sold, winner = won_sale()
    Contract.objects.filter(sale=sold).update(due_at=frozen("2027-04-21T00:00:00").at)

    page = limit_page(winner, frozen("2027-04-13T09:00:00").at, Asked(code="sign_contract_buyer"))

    words = next(one.explanation for one in page.rows if one.running.mine)
    assert words[-1] == "期限在起算时已确定为 2027-04-20（周二），按现行日历推算为 2027-04-19（周一）；以已确定的为准。"


def test_reminder_goes_once_to_who_is_bound_and_missing_it_once_to_the_venue(sandbox_at):
    sold, winner = won_sale()
    trading.sign_contract(sale=sold, actor=actor(sold.listing.lister), clock=at("16:00:00"))
    clerk = officer("SW")

    sandbox_at("2027-04-14T23:59:59")
    early = watch_time_limits()
    sandbox_at("2027-04-15T00:00:00")
    near = [watch_time_limits(), watch_time_limits()]
    sandbox_at("2027-04-20T00:00:00")
    missed = [watch_time_limits(), watch_time_limits()]
    settle()

    told = Message.objects.filter(kind__startswith="rulebook.limit").order_by("id")
    assert (early, near, missed) == (0, [1, 0], [1, 0])
    assert {one.link for one in told} == {f"/sales/{sold.number}/settlement/"}
    assert [one.user for one in told if one.kind == "rulebook.limit_near"] == [winner.user]
    assert [one.kind for one in told if one.user == clerk.user] == ["rulebook.limit_missed.1"]


def test_what_was_done_in_time_is_neither_reminded_of_nor_missed(sandbox_at):
    contracted_sale()
    sandbox_at("2027-04-20T00:00:00")

    watch_time_limits()

    assert not LimitNote.objects.filter(limit__startswith="sign_contract").exists()


def test_sweep_that_claimed_a_row_which_was_settled_meanwhile_says_nothing(sandbox_at):
    sold, winner = won_sale()
    limit, row = LIMITS["sign_contract_buyer"], Contract.objects.get(sale=sold)
    trading.sign_contract(sale=sold, actor=winner, clock=at("16:00:00"))

    note = commands.note_missed_limit(
        limit=limit, row=row, actor=system_actor("tests"), clock=frozen("2027-04-21T00:00:00")
    )

    assert note is None


def test_moved_end_is_told_anew(sandbox_at):
    sold, _winner = won_sale()
    contract = Contract.objects.get(sale=sold)
    sandbox_at("2027-04-20T00:00:00")
    first = watch_time_limits()
    Contract.objects.filter(pk=contract.pk).update(due_at=frozen("2027-04-23T00:00:00").at)

    sandbox_at("2027-04-23T00:00:00")
    second = watch_time_limits()

    assert (first, second) == (2, 2)


def test_rules_from_before_the_reminder_remind_of_nothing(sandbox_at, monkeypatch):
    won_sale()
    monkeypatch.setattr("marketplace.rulebook.queries.due_limits.RULE", "R-DSK-99")
    sandbox_at("2027-04-19T09:00:00")

    assert watch_time_limits() == 0


def test_counts_by_kind_are_those_of_the_lists(sandbox_at):
    _sold, winner = won_sale()
    moment = frozen("2027-04-20T00:00:00").at

    found = {one.limit.code: (one.all, one.mine, one.past, one.late) for one in counts(winner, moment)}

    assert found == {"sign_contract_seller": (1, 0, 1, 0), "sign_contract_buyer": (1, 1, 1, 1)}
    assert counts(actor(verified()), moment) == []


def test_need_and_case_stand_with_their_owner(sandbox_at):
    agent = agent_of(None)
    case = applied_case(lister=agent)

    assert seen(agent, "2027-03-02T00:00:00") == [("case_review", case.number, False)]
    assert seen(officer("SW"), "2027-03-02T00:00:00", mine=True) == [("case_review", case.number, True)]
