"""Reward rules, teams, distributions, payouts."""

from typing import Any

from marketplace.proceeds import commands
from tests.clients import money
from tests.files.factories import stored
from tests.guards.cast import Cast
from tests.guards.deeds import proceeds as deeds
from tests.guards.doors.rows import Call, door
from tests.proceeds.factories import TODAY


def about(thing: Any, body: Any = None) -> Call:
    return Call({"number": thing.number}, body=body, at=TODAY)


@door("GET reward-rules")
def rules(cast: Cast) -> Call:
    return Call(finds=deeds.publish_reward_rule(cast)["rule"].number, at=TODAY)


@door("POST reward-rules")
def new_rule(cast: Cast) -> Call:
    body = {"kind": "licence", "reward_bp": 7000, "main_bp": 5000, "from_date": "2027-06-01", "consultation": "示范"}
    return Call(body=body, at=TODAY)


@door("POST reward-rules/<number>/publication")
def publication(cast: Cast) -> Call:
    return about(deeds.publish_reward_rule(cast)["rule"])


@door("GET teams")
def teams(cast: Cast) -> Call:
    return Call(finds=deeds.proposed(cast).number, at=TODAY)


@door("POST teams")
def new_team(cast: Cast) -> Call:
    given = deeds.propose_team(cast)
    first, second = given["members"]
    members = [
        {"name": "示范甲", "user": first.user, "share": "1/2", "main": True},
        {"name": second.name, "user": "", "share": "1/2", "main": False},
    ]
    return Call(body={"listing": given["of"].number, "members": members}, at=TODAY)


@door("GET teams/<number>")
def team(cast: Cast) -> Call:
    return about(deeds.proposed(cast))


@door("POST teams/<number>/consent")
def consent(cast: Cast) -> Call:
    return about(deeds.proposed(cast))


@door("POST teams/<number>/written-consents")
def written_consent(cast: Cast) -> Call:
    return about(deeds.proposed(cast), {"position": 1, "note": "示范同意书"})


@door("GET distributions")
def distributions(cast: Cast) -> Call:
    return Call(finds=deeds.drafted(cast).number, at=TODAY)


@door("POST distributions")
def new_distribution(cast: Cast) -> Call:
    evidence = stored(cast["own.agt"]).number
    cost = {"kind": "valuation", "amount": money("20000.00"), "note": "示范", "own": False, "evidence": evidence}
    sold = deeds.draft_distribution(cast)["deal"]
    body = {"deal": sold.number, "costs": [cost], "announced_date": "2027-04-16", "reason": ""}
    return Call(body=body, at=TODAY)


@door("GET distributions/<number>")
def distribution(cast: Cast) -> Call:
    return about(deeds.drafted(cast))


@door("POST distributions/<number>/approval")
def approval(cast: Cast) -> Call:
    return about(deeds.drafted(cast))


@door("POST distributions/<number>/rejection")
def rejection(cast: Cast) -> Call:
    return about(deeds.drafted(cast), {"answer": "示范理由"})


@door("POST distributions/<number>/receipts")
def receipts(cast: Cast) -> Call:
    came = {"amount": money("100000.00"), "received_date": "2027-04-15", "reference": "示范凭证"}
    return about(deeds.drafted(cast), came)


@door("GET payouts")
def payouts(cast: Cast) -> Call:
    return Call(finds=deeds.mark_payout_paid(cast)["payout"].number, at=TODAY)


@door("GET payouts/<number>")
def payout(cast: Cast) -> Call:
    return about(deeds.mark_payout_paid(cast)["payout"])


@door("GET payouts/<number> (paid)")
def paid_payout(cast: Cast) -> Call:
    given = deeds.mark_payout_paid(cast)
    commands.mark_payout_paid(actor=cast["own.adm"], **given)
    return about(given["payout"])


@door("POST payouts/<number>/payment")
def payment(cast: Cast) -> Call:
    body = {"paid_date": "2027-05-10", "reference": "示范工资单"}
    return about(deeds.mark_payout_paid(cast)["payout"], body)
