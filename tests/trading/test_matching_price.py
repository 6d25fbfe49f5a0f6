"""Holders of priority in a negotiated lot: told the price, they waive, stay silent or take it themselves (R-CON-05)."""

import pytest
from django.db import DatabaseError, transaction

from accounts.models import Kind
from marketplace.core.clock import frozen
from marketplace.trading import commands
from marketplace.trading.commands.concluding import make_sale
from marketplace.trading.models import Negotiation
from marketplace.trading.tasks import end_due_negotiations
from tests.accounts.factories import actor, officer, verified
from tests.clients import client_of, money
from tests.rulebook.factories import load_2027
from tests.trading.negotiated import AGREED, PRICE, buyer_of, negotiation, offer, seller_of

pytestmark = pytest.mark.django_db
INVENTOR = "示范研究员一"
TOLD_ON = "2027-03-22T10:00:00"
STILL_OPEN, OVER = "2027-04-06T10:00:00", "2027-04-07T00:00:00"  # 15 days after 2027-03-22
NONE = {"foreign_link": "none"}


@pytest.fixture(autouse=True)
def moment(sandbox_at):
    load_2027()
    sandbox_at(TOLD_ON)


def post(who, path, body=None):
    answer = client_of(who).post(f"/api/v1/{path}", body or {}, format="json")
    return answer.status_code, answer.json()


def told(answer):
    status, problem = answer
    return status, problem.get("rule"), problem.get("code"), sorted(problem.get("errors", {}))


def talks(*, private=True, **fields):
    """The buyer has offered 1,200,000.00; one inventor holds a priority and is a verified person of the market."""
    firm = {"lister": actor(verified()), "owner_category": "private"} if private else {}
    of = negotiation(priority=True, inventors=[INVENTOR], **firm, **fields)
    offer(of, buyer_of(of), valid_days=30)
    return of


def recorded(of, **fields):
    given = {"kind": "completer", "name": INVENTOR, "rank": 1} | fields
    given |= {"organisation": verified(Kind.PERSON).number, "clock": frozen(TOLD_ON)}
    return commands.record_priority_holder(listing=of.listing, actor=officer("SW"), **given)


def notify(of, holder, **fields):
    body = {"way": "served", "proof": "示范送达回执", "negotiation": of.number} | fields
    return post(seller_of(of), f"priority-holders/{holder.number}/notices", body)


def accept(of):
    return post(seller_of(of), f"negotiations/{of.number}/acceptances", {"offer": 1})


def holder_of(holder):
    return actor(holder.organisation)


def test_nothing_is_agreed_while_an_inventor_is_not_recorded():
    assert told(accept(talks()))[:3] == (409, "R-CON-05", "priority_unrecorded")
    assert told(accept(talks(private=False)))[:3] == (409, "R-CON-05", "priority_unrecorded")


def test_deal_waits_for_the_holder_who_was_not_told_or_may_still_answer(sandbox_at):
    of = talks()
    holder = recorded(of)
    assert told(accept(of))[:3] == (409, "R-CON-05", "priority_not_clear")

    status, shown = notify(of, holder)

    assert (status, shown["told_price"]) == (200, money("1200000.00"))
    sandbox_at(STILL_OPEN)
    assert told(accept(of))[:3] == (409, "R-CON-05", "priority_not_clear")
    sandbox_at(OVER)
    assert accept(of)[1]["state"] == "concluded"


def test_waiver_lets_it_be_agreed_at_once():
    of = talks()
    holder = recorded(of)

    post(holder_of(holder), f"priority-holders/{holder.number}/waivers")

    assert accept(of)[1]["state"] == "concluded"


def test_notice_says_whose_price_it_tells_and_once():
    of, other = talks(), talks()
    holder = recorded(of)

    lacking = told(notify(of, holder, negotiation=""))
    strange = notify(of, holder, negotiation=other.number)[0]
    notify(of, holder)
    again = told(notify(of, holder))

    assert lacking[0] == 400
    assert strange == 404
    assert again[:3] == (409, "R-CON-05", "told_already")


def test_other_price_is_told_anew(sandbox_at):
    of = talks()
    holder = recorded(of)
    notify(of, holder)
    sandbox_at(OVER)
    offer(of, seller_of(of), PRICE + 1, clock=frozen(OVER))
    late = told(post(buyer_of(of), f"negotiations/{of.number}/acceptances", {"offer": 2}))

    status, shown = notify(of, holder)

    assert late[:3] == (409, "R-CON-05", "priority_not_clear")
    assert (status, shown["told_price"], shown["clear_at"][:10]) == (200, money("1200000.01"), "2027-04-23")


def test_holder_takes_it_at_the_price_and_nobody_else_is_concluded_beside_it(sandbox_at):
    of = talks()
    holder = recorded(of)
    notify(of, holder)

    status, shown = post(holder_of(holder), f"priority-holders/{holder.number}/matches", NONE)

    assert (status, shown["state"]) == (201, "matched")
    own = Negotiation.objects.get(buyer=holder.organisation)
    assert (own.offers.get().price_fen, own.offers.get().side) == (PRICE, "buyer")
    sandbox_at(OVER)
    assert told(accept(of))[:3] == (409, "R-CON-05", "priority_matched")
    assert accept(own)[1]["state"] == "concluded"
    of.refresh_from_db()
    assert (of.state, of.ending) == ("ended", "offer_ended")


def test_match_ends_what_a_university_has_before_the_public_and_runs_the_full_period_anew(sandbox_at):
    of = talks(private=False)
    holder = recorded(of)
    assert accept(of)[1]["state"] == "publicised"
    notify(of, holder)

    post(holder_of(holder), f"priority-holders/{holder.number}/matches", NONE)

    of.refresh_from_db()
    assert (of.state, of.ending) == ("ended", "priority")
    own = Negotiation.objects.get(buyer=holder.organisation)
    assert accept(own)[1]["signing_from"][:10] == "2027-04-07"
    sandbox_at(OVER)
    assert end_due_negotiations() == 1
    own.refresh_from_db()
    assert own.state == "concluded"


def test_public_notice_that_is_over_waits_for_the_holder(sandbox_at):
    of = talks(private=False)
    holder = recorded(of)
    accept(of)
    sandbox_at(OVER)

    refused = told(post(officer("SW"), f"negotiations/{of.number}/conclusions"))

    assert refused[:3] == (409, "R-CON-05", "priority_not_clear")
    assert end_due_negotiations() == 0
    post(holder_of(holder), f"priority-holders/{holder.number}/waivers")
    assert end_due_negotiations() == 1


def test_who_leaves_after_matching_has_waived():
    of = talks()
    holder = recorded(of)
    notify(of, holder)
    post(holder_of(holder), f"priority-holders/{holder.number}/matches", NONE)
    own = Negotiation.objects.get(buyer=holder.organisation)

    post(holder_of(holder), f"negotiations/{own.number}/withdrawals", {"reason": "示范理由"})

    holder.refresh_from_db()
    assert holder.state == "waived"
    assert accept(of)[1]["state"] == "concluded"


@pytest.mark.parametrize(
    ("body", "field"),
    [({}, "foreign_link"), ({"foreign_link": "party"}, "declaration"), ({"foreign_link": "x"}, "foreign_link")],
)
def test_who_matches_declares_its_foreign_links(body, field):
    of = talks()
    holder = recorded(of)
    notify(of, holder)

    refused = told(post(holder_of(holder), f"priority-holders/{holder.number}/matches", body))

    assert (refused[0], refused[3]) == (400, [field])


def test_only_the_holder_matches_and_only_in_time(sandbox_at):
    of = talks()
    holder = recorded(of)
    path = f"priority-holders/{holder.number}/matches"
    assert told(post(holder_of(holder), path, NONE))[:3] == (409, "R-CON-05", "not_told")
    notify(of, holder)
    assert told(post(buyer_of(of), path, NONE))[:2] == (403, "R-CON-05")
    assert told(post(seller_of(of), path, NONE))[:2] == (403, "R-CON-05")
    sandbox_at(OVER)

    assert told(post(holder_of(holder), path, NONE))[:3] == (409, "R-CON-05", "match_late")


def test_database_concludes_nothing_beside_a_holder_who_was_not_told():
    of = talks()
    recorded(of)
    made = {"agreed_offer": of.offers.get(), "agreed_by": seller_of(of).user, "agreed_at": AGREED.at}

    with pytest.raises(DatabaseError, match="was not told the price in time"), transaction.atomic():
        make_sale(of, of.offers.get(), made, AGREED.at, seller_of(of), AGREED)


def test_holder_answers_on_its_page(client):
    of = talks()
    holder = recorded(of)
    notify(of, holder)
    client.force_login(holder_of(holder).user)
    page = f"/listings/{of.listing.number}/priority/"
    assert "1,200,000.00" in client.get(page).content.decode()

    client.post(f"/priority-holders/{holder.number}/match/", NONE | {"declaration": ""})

    holder.refresh_from_db()
    assert holder.state == "matched"


def test_seller_tells_the_price_on_the_page(client):
    of = talks()
    holder = recorded(of)
    client.force_login(seller_of(of).user)
    assert of.number in client.get(f"/listings/{of.listing.number}/priority/").content.decode()
    body = {"way": "served", "proof": "示范送达回执", "served_date": "", "negotiation": of.number}

    client.post(f"/priority-holders/{holder.number}/notify/", body)

    holder.refresh_from_db()
    assert (holder.state, holder.told_fen) == ("notified", PRICE)
