"""Help for thin lots through the API: who learns what, who may be invited, once, and what an invited firm answers (R-BID-05, R-LST-05, R-BID-12)."""

import json
from datetime import timedelta

import pytest

from accounts.models import Role
from marketplace.audit.following import settle
from marketplace.audit.models import Entry
from marketplace.matching.commands import accept, decline
from marketplace.matching.models import Match
from marketplace.messages.models import Message
from marketplace.trading import commands
from marketplace.trading.models import InvitationStop, SaleInvitation
from tests.accounts.factories import actor, join, officer, reviewer, verified
from tests.catalogue.factories import TODAY, need
from tests.clients import client_of, ok
from tests.trading.factories import ANNOUNCED, SWEEP, at, bidder, registered, sale
from tests.trading.invited import invited, matched, number_of

pytestmark = pytest.mark.django_db
DURING = "2027-03-25T10:00:00"


@pytest.fixture
def lot(sandbox_at):
    """A sale that takes in bidders, some days after its announcement."""
    made = sale(reserve_fen=None)
    sandbox_at(DURING)
    return made


@pytest.fixture
def venue():
    return client_of(officer())


def ask(client, lot, what="prospects"):
    return client.get(f"/api/v1/sales/{lot.number}/{what}")


def invite(client, lot, *numbers):
    return client.post(f"/api/v1/sales/{lot.number}/invitations", {"organisations": numbers}, format="json")


def problem(answer):
    body = answer.json()
    return answer.status_code, body["code"], body.get("rule", ""), sorted(body.get("errors", {}))


def asked(client, lot):
    return [row["organisation"]["number"] for row in ok(ask(client, lot, "candidates"))]


# --- How likely


def test_venue_learns_numbers_and_reasons_and_no_name(lot, venue):
    who = bidder(lot)
    matched(lot.listing)

    told = ok(ask(venue, lot))

    numbers = {name: told[name] for name in ("registered", "qualified", "matched", "waiting", "invited")}
    assert numbers == {"registered": 1, "qualified": 1, "matched": 1, "waiting": 1, "invited": 0}
    assert 0 < told["percent"] < 100
    assert told["explanation"][2].startswith("本场已登记 1 家，其中 1 家已取得资格")
    assert who.organisation.name not in json.dumps(told, ensure_ascii=False)


def test_seller_learns_the_level_alone(lot):
    bidder(lot)

    told = ok(ask(client_of(actor(lot.listing.lister)), lot))

    level = told.pop("level")
    assert level in ("likely", "rather_likely", "open", "unlikely")
    assert {name: value for name, value in told.items() if value} == {"words": told["words"]}


def test_two_qualified_are_certain_and_the_seller_is_told_no_more_than_likely(lot, venue):
    bidder(lot)
    bidder(lot)

    assert ok(ask(venue, lot))["percent"] == 100
    assert ok(ask(client_of(actor(lot.listing.lister)), lot))["level"] == "likely"


def test_estimate_rises_with_registrations_and_falls_with_the_days(lot, venue, sandbox_at):
    before = ok(ask(venue, lot))["percent"]
    registered(lot)
    after = ok(ask(venue, lot))["percent"]
    sandbox_at("2027-04-11T10:00:00")

    assert before < after
    assert ok(ask(venue, lot))["percent"] < after


@pytest.mark.parametrize("what", ["prospects", "candidates", "invitations"])
def test_nobody_else_learns_anything(lot, what):
    for who in (actor(verified()), officer("CQ"), bidder(lot)):
        assert problem(ask(client_of(who), lot, what))[:3] == (
            403,
            "may_read_prospects" if what == "prospects" else "may_read_candidates",
            "R-BID-05",
        )


def test_seller_does_not_see_whom_the_venue_may_ask(lot):
    seller = client_of(actor(lot.listing.lister))

    assert problem(ask(seller, lot, "candidates"))[:3] == (403, "may_read_candidates", "R-BID-05")
    assert problem(ask(seller, lot, "invitations"))[:3] == (403, "may_read_candidates", "R-BID-05")


def test_nothing_is_said_once_nobody_may_join(lot, venue, sandbox_at):
    matched(lot.listing)
    sandbox_at("2027-04-12T15:00:00")

    assert {name: value for name, value in ok(ask(venue, lot)).items() if value} == {}
    assert asked(venue, lot) == []


# --- Whom it fits


def test_candidates_are_the_same_whoever_has_registered(lot, venue):
    keen, other = matched(lot.listing, score=80), matched(lot.listing, score=40)
    before = ok(ask(venue, lot, "candidates"))

    registered(lot, actor(keen.need.organisation))

    assert ok(ask(venue, lot, "candidates")) == before
    assert [row["organisation"]["number"] for row in before] == [number_of(keen), number_of(other)]
    assert before[0]["reasons"] == ["共同关键词：打磨、机器人。"]


def test_firm_with_two_needs_stands_once_with_the_better(lot, venue):
    firm = actor(verified())
    matched(lot.listing, firm, score=30)
    better = matched(lot.listing, firm, score=70)

    assert [(row["need"], row["score"]) for row in ok(ask(venue, lot, "candidates"))] == [(better.need.number, 70)]


def test_who_declined_the_match_is_not_asked_and_who_the_seller_declined_is(lot, venue):
    no, snubbed = matched(lot.listing), matched(lot.listing)
    decline(match=no, reason="off_topic", actor=actor(no.need.organisation), clock=TODAY)
    decline(match=snubbed, reason="other", actor=actor(lot.listing.lister), clock=TODAY)

    assert asked(venue, lot) == [number_of(snubbed)]


def test_sellers_relations_are_not_asked(lot, venue):
    related = matched(lot.listing)
    both = actor(lot.listing.lister).user
    join(both, related.need.organisation, [Role.AGENT])

    assert asked(venue, lot) == []
    assert problem(invite(venue, lot, number_of(related))) == (400, "invalid", "R-LST-05", ["organisations"])


def test_suspended_firm_is_not_asked(lot, venue):
    match = matched(lot.listing)
    type(match.need.organisation).objects.filter(pk=match.need.organisation_id).update(
        state="suspended", suspension_reason="示范原因"
    )

    assert asked(venue, lot) == []


def test_interest_in_the_match_counts_without_being_shown(lot, venue):
    match = matched(lot.listing)
    before = ok(ask(venue, lot))
    accept(match=match, actor=actor(match.need.organisation), clock=TODAY)
    after = ok(ask(venue, lot))

    assert after.pop("percent") > before.pop("percent")
    assert after == before


# --- The invitation


def test_invited_firm_is_told_once_what_the_public_notice_says(lot, venue):
    match = matched(lot.listing)
    number = number_of(match)
    firm = actor(match.need.organisation)

    first, second = ok(invite(venue, lot, number)), ok(invite(venue, lot, number))
    settle()

    assert first == second
    assert Entry.objects.filter(verb="trading.firm_invited").count() == 1
    assert asked(venue, lot) == []
    message = Message.objects.get(user=firm.user, kind__startswith="trading.firm_invited")
    assert message.link == f"/sales/{lot.number}/"
    assert message.body == (
        f"{lot.number} 报名至 2027年4月12日 15:00:00 截止。贵单位公开的需求与该项目相符，特此告知；内容以公告为准。"
        "不感兴趣或不愿再接收的，请在“报名邀请”中答复。"
    )


def test_two_firms_are_told_the_same(lot, venue):
    matches = [matched(lot.listing), matched(lot.listing, score=90)]
    firms = [actor(match.need.organisation) for match in matches]
    ok(invite(venue, lot, *map(number_of, matches)))
    settle()

    told = [Message.objects.get(user=firm.user, kind__startswith="trading.firm_invited") for firm in firms]
    assert len({(one.title, one.title_en, one.body, one.body_en, one.link) for one in told}) == 1


@pytest.mark.parametrize("who", ["seller", "reviewer", "other venue", "stranger"])
def test_only_the_venues_officer_invites(lot, who):
    match = matched(lot.listing)
    by = {
        "seller": lambda: actor(lot.listing.lister),
        "reviewer": lambda: reviewer(),
        "other venue": lambda: officer("CQ"),
        "stranger": lambda: actor(verified()),
    }[who]()

    assert problem(invite(client_of(by), lot, number_of(match)))[:3] == (403, "may_invite", "R-LST-05")
    assert not SaleInvitation.objects.exists()


def test_firm_without_a_match_is_not_invited(lot, venue):
    stranger = verified()

    for numbers in ([stranger.number], ["O-2027-999999"], ["x"], []):
        assert problem(invite(venue, lot, *numbers)) == (400, "invalid", "R-LST-05", ["organisations"])


def test_one_wrong_number_invites_nobody(lot, venue):
    match = matched(lot.listing)

    assert problem(invite(venue, lot, number_of(match), verified().number))[0] == 400
    assert not SaleInvitation.objects.exists()


def test_nobody_is_invited_after_registration_has_ended(lot, venue, sandbox_at):
    match = matched(lot.listing)
    sandbox_at("2027-04-12T15:00:00")

    assert problem(invite(venue, lot, number_of(match)))[:3] == (409, "invites_nobody", "R-LST-05")


def test_a_sale_invites_so_many_a_day(lot, venue, sandbox_at):
    proposed = [matched(lot.listing) for _n in range(30)]
    # One more than a run proposes at once (R-MAT-02).
    more = Match.objects.create(listing=lot.listing, need=need(), score=60, reasons=[], proposed_at=TODAY.at)
    numbers = [number_of(match) for match in [*proposed, more]]

    assert problem(invite(venue, lot, *numbers))[:3] == (409, "invited_enough", "R-LST-05")
    ok(invite(venue, lot, *numbers[:30]))
    assert problem(invite(venue, lot, numbers[30]))[:3] == (409, "invited_enough", "R-LST-05")
    ok(invite(venue, lot, *numbers[:30]))  # who is invited already counts no second time
    sandbox_at("2027-03-26T00:00:00")
    ok(invite(venue, lot, numbers[30]))


def test_a_firm_is_invited_so_often_a_day(lot, venue, sandbox_at):
    firm = actor(verified())
    for _n in range(3):
        invited(other := sale(reserve_fen=None), firm)
    SaleInvitation.objects.update(invited_at=at("00:00:00").at.replace(month=3, day=25))
    match = matched(lot.listing, firm)

    assert other.invitations.count() == 1
    assert asked(venue, lot) == []
    assert problem(invite(venue, lot, number_of(match))) == (400, "invalid", "R-LST-05", ["organisations"])
    sandbox_at("2027-03-26T00:00:00")
    ok(invite(venue, lot, number_of(match)))


# --- The firm's answer


def refuse(client, invitation, reason="too_expensive"):
    return client.post(f"/api/v1/sale-invitations/{invitation.number}/refusals", {"reason": reason}, format="json")


def test_firm_reads_its_invitations_and_is_not_interested(lot, venue):
    one = invited(lot)
    firm = client_of(actor(one.organisation))

    [row] = ok(firm.get("/api/v1/sale-invitations"))["results"]
    assert (row["number"], row["sale"], row["state"]) == (one.number, lot.number, "sent")
    assert ok(refuse(firm, one))["state"] == "declined"
    [row] = ok(ask(venue, lot, "invitations"))["results"]
    assert (row["state"], row["reason"]) == ("declined", "too_expensive")


def test_refusal_is_coded_once_and_the_firms_own(lot):
    one = invited(lot)
    firm = client_of(actor(one.organisation))

    assert problem(refuse(firm, one, "because"))[0::3] == (400, ["reason"])
    assert refuse(client_of(actor(verified())), one).status_code == 404
    assert problem(refuse(client_of(actor(one.organisation, [Role.FINANCE])), one))[:2] == (
        403,
        "may_answer_invitation",
    )
    ok(refuse(firm, one))
    assert problem(refuse(firm, one))[:2] == (409, "state_decline")


def test_who_is_not_interested_may_register_all_the_same(lot):
    one = invited(lot)
    firm = actor(one.organisation)
    commands.decline_invitation(invitation=one, reason="other", actor=firm, clock=ANNOUNCED)

    assert registered(lot, firm)[1].state == "registered"


@pytest.mark.parametrize(("reason", "again"), [("off_topic", False), ("too_expensive", True)])
def test_earlier_refusal_counts_for_the_lot_unless_price_or_dates_were_the_reason(
    lot, venue, reason, again, sandbox_at
):
    one = invited(lot)
    commands.decline_invitation(invitation=one, reason=reason, actor=actor(one.organisation), clock=ANNOUNCED)
    commands.withdraw_sale(sale=lot, reason="示范原因", actor=officer(), clock=at("00:00:00"))
    second = commands.announce_sale(
        listing=lot.listing,
        start_fen=lot.start_fen,
        increment_fen=lot.increment_fen,
        opens_at=lot.opens_at + timedelta(days=9),
        actor=officer(),
        clock=at("01:00:00"),
    )
    sandbox_at("2027-04-13T10:00:00")

    assert asked(venue, second) == ([one.organisation.number] if again else [])


def stop(client, stopped):
    return client.post("/api/v1/invitation-stop", {"stopped": stopped}, format="json")


def test_firm_stops_invitations_and_allows_them_again(lot, venue):
    match = matched(lot.listing)
    firm = client_of(actor(match.need.organisation))

    first, second = ok(stop(firm, True)), ok(stop(firm, True))
    assert first == second == ok(firm.get("/api/v1/invitation-stop"))
    assert first["stopped_at"] is not None
    assert asked(venue, lot) == []
    assert problem(invite(venue, lot, number_of(match))) == (400, "invalid", "R-LST-05", ["organisations"])
    assert [ok(stop(firm, False)), ok(stop(firm, False))] == [{"stopped_at": None}] * 2
    assert asked(venue, lot) == [number_of(match)]
    assert Entry.objects.filter(verb__startswith="trading.invitations_").count() == 2


def test_finance_does_not_choose_for_the_firm():
    answer = stop(client_of(actor(verified(), [Role.FINANCE])), True)

    assert problem(answer)[:2] == (403, "may_choose_invitations")
    assert not InvitationStop.objects.exists()


def test_network_past_is_what_the_estimate_rests_on(lot, venue, sandbox_at):
    past = sale(reserve_fen=None)
    bidder(past)
    bidder(past)
    before = ok(ask(venue, lot))
    commands.close_sale(sale=past, actor=SWEEP, clock=at("15:00:00"))
    again = sale(
        reserve_fen=None,
        clock=at("16:00:00"),
        opens_at=at("09:00:00").at + timedelta(days=9),
        free_ends_at=at("15:00:00").at + timedelta(days=9),
    )
    sandbox_at("2027-04-12T17:00:00")

    after = ok(ask(venue, again))
    assert (before["explanation"][0][:24], after["explanation"][0][:24]) == (
        "以往同类项目（网络竞价，中价位）已结束 0 场；",
        "以往同类项目（网络竞价，中价位）已结束 1 场；",
    )
