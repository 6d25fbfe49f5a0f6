"""Story S2, the money: from 1,200,000.00 to each payee, approved by a second person, shown to each alone."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from django.db import IntegrityError, transaction

from accounts.actor import Actor
from accounts.models import Kind, Role
from marketplace.audit.following import settle
from marketplace.catalogue import commands as catalogue
from marketplace.core.clock import frozen
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.proceeds import commands, queries
from marketplace.proceeds.drafts import CostDraft, MemberDraft
from marketplace.proceeds.models import Distribution, Payout
from marketplace.registry import commands as registry
from marketplace.registry.queries.reading import prefilled
from tests.accounts.factories import actor, officer, reviewer, user, verified
from tests.catalogue.factories import TODAY as MARCH
from tests.catalogue.factories import listing, owner, published_listing
from tests.clients import client_of, money, ok
from tests.files.factories import stored, upload
from tests.proceeds.factories import (
    JANUARY,
    TODAY,
    agreed,
    approved,
    costs,
    drafted,
    finance,
    people,
    proposed,
    ready,
    rule,
    settled,
)
from tests.registry.factories import draft as filing_draft

pytestmark = pytest.mark.django_db


def amounts(distribution: Distribution) -> list[int]:
    rows = Payout.objects.filter(distribution=distribution).exclude(state="void")
    return list(rows.order_by("pk").values_list("amount_fen", flat=True))


def test_net_income_reward_and_parts_are_those_of_the_story_through_the_api(sandbox_at):
    u1 = verified(Kind.UNIVERSITY)
    manager, money_man, admin = actor(u1), finance(u1), actor(u1, [Role.ADMIN])
    lead = actor(verified(Kind.PERSON))
    sold = settled(manager)
    sandbox_at("2027-05-10T10:00:00")
    api, second = client_of(manager), client_of(money_man)
    written = {
        "kind": "transfer",
        "reward_bp": 7000,
        "main_bp": 5000,
        "from_date": "2027-01-15",
        "consultation": "示范",
    }
    made = ok(api.post("/api/v1/reward-rules", written, format="json"))["number"]
    ok(client_of(admin).post(f"/api/v1/reward-rules/{made}/publication"))
    members = [
        {"name": "负责人", "user": lead.user.number, "share": "1/2", "main": True},
        {"name": "成员二", "share": "3/10"},
        {"name": "成员三", "share": "1/5"},
    ]
    team = ok(api.post("/api/v1/teams", {"listing": sold.listing.number, "members": members}, format="json"))["number"]
    ok(client_of(lead).post(f"/api/v1/teams/{team}/consent"))
    for position in (1, 2):
        body = {"position": position, "note": "同意书"}
        ok(api.post(f"/api/v1/teams/{team}/written-consents", body, format="json"))
    body = {
        "deal": sold.number,
        "announced_date": "2027-04-16",
        "costs": [
            {"kind": "valuation", "amount": money("20000.00"), "evidence": stored(manager).number},
            {"kind": "upkeep", "amount": money("6400.00")},
            {"kind": "taxes", "amount": money("360.00")},
        ],
    }
    number = ok(api.post("/api/v1/distributions", body, format="json"))["number"]

    refused = api.post(f"/api/v1/distributions/{number}/approval")
    done = ok(second.post(f"/api/v1/distributions/{number}/approval"))

    assert (refused.status_code, refused.json()["rule"]) == (403, "R-RWD-04")
    assert done["costs"][0] == {"kind": "fees", "amount": money("23000.00"), "own": False, "note": "", "evidence": None}
    assert [one["amount"]["amount"] for one in done["payouts"]] == [
        "345072.00",
        "402584.00",
        "241550.40",
        "161033.60",
    ]
    [mine] = ok(client_of(lead).get("/api/v1/payouts"))["results"]
    assert mine["explanation"][5] == "净收入 1,150,240.00 元（规则 R-RWD-04）。"
    assert mine["explanation"][-2:] == [
        "其中按 70% 奖励完成人，共 805,168.00 元（规则 R-RWD-01）。",
        "您占奖励的 50%：402,584.00 元（规则 R-RWD-02）。",
    ]
    whole = ok(client_of(lead).get(f"/api/v1/payouts/{mine['number']}"))
    assert whole["taxable_base"] == money("402584.00")
    settle()


def test_base_is_half_once_registered_announced_and_paid_in_time():
    sold = ready()
    seller = actor(sold.listing.lister)
    found = approved(sold)
    lead = found.payouts.filter(role="contributor").earliest("pk")
    late = frozen("2027-06-01T10:00:00").at
    assert queries.base_of(lead, late).base_fen == 402_584_00
    offered = prefilled(seller, sold)
    mine = {"own_region": "5101", "own_contact": "示范", "other_region": "5000", "technology_field": "agriculture"}
    filing = registry.draft_filing(
        draft=filing_draft(**offered | mine | {"items": ()}), sale=sold, actor=seller, clock=TODAY
    )
    for purpose in ("contract", "technical", "right"):
        registry.hand_in_paper(filing=filing, purpose=purpose, upload=upload(), actor=seller, clock=TODAY)
    registry.submit_filing(filing=filing, actor=seller, clock=TODAY)
    registry.accept_filing(filing=filing, actor=officer("SW"), clock=TODAY)
    registry.register_filing(filing=filing, actor=reviewer("SW"), clock=TODAY)

    base = queries.base_of(lead, late)

    assert base.base_fen == 201_292_00
    assert "不构成税务意见" in base.notice
    assert queries.base_of(lead, frozen("2030-04-16T10:00:00").at).base_fen == 402_584_00


def test_without_a_rule_the_law_s_half_is_paid():
    sold = settled()
    agreed(sold.listing, sold.listing.lister)

    assert sum(amounts(approved(sold))[1:]) == 575_120_00


@pytest.mark.parametrize(
    ("changed", "field", "law"),
    [({"reward_bp": 4500}, "reward_bp", "R-RWD-01"), ({"main_bp": 4000}, "main_bp", "R-RWD-02")],
)
def test_rule_below_the_law_is_refused_to_a_state_set_unit_alone(changed, field, law):
    with pytest.raises(Invalid) as refused:
        rule(verified(Kind.UNIVERSITY), **changed)
    assert (list(refused.value.fields), refused.value.rule) == ([field], law)

    assert rule(verified(Kind.FIRM), **changed).state == "published"


def test_rule_is_published_by_another_person_and_read_in_the_unit_alone():
    unit = verified(Kind.UNIVERSITY)
    admin = actor(unit, [Role.ADMIN])
    terms = {"kind": "transfer", "reward_bp": 7000, "main_bp": 5000, "from_date": date(2027, 1, 15)}
    made = commands.draft_reward_rule(consultation="示范", actor=admin, clock=JANUARY, **terms)

    with pytest.raises(Forbidden):
        commands.publish_reward_rule(rule=made, actor=admin, clock=JANUARY)
    assert list(queries.reward_rules_for(finance(unit))) == []
    commands.publish_reward_rule(rule=made, actor=actor(unit, [Role.ADMIN]), clock=JANUARY)
    assert list(queries.reward_rules_for(finance(unit))) == [made]
    assert list(queries.reward_rules_for(actor(verified()))) == []


def test_lead_share_of_40_percent_alone_is_refused():
    sold = settled()
    rule(sold.listing.lister)
    weak = [replace(people()[0], share=Fraction(2, 5)), MemberDraft("示范二", Fraction(3, 5))]
    agreed(sold.listing, sold.listing.lister, weak)

    with pytest.raises(Invalid) as refused:
        drafted(sold)

    assert (list(refused.value.fields), refused.value.rule) == (["owners.0.rule.team"], "R-RWD-02")


def test_payout_is_seen_by_its_payee_and_the_unit_s_money_people_and_nobody_else():
    lead, second = Actor(user=user("负责人")), Actor(user=user("成员二"))
    unit = verified(Kind.UNIVERSITY)
    sold = settled(actor(unit))
    rule(unit)
    team = [*people(lead=lead)[:1], MemberDraft("二", Fraction(1, 2), user=second.user.number)]
    agreed(sold.listing, unit, team)
    manager = actor(unit)
    found = approved(sold, manager)
    leads, seconds = found.payouts.filter(user__isnull=False).order_by("pk")

    assert list(queries.payouts_for(lead)) == [leads]
    assert list(queries.payouts_for(second)) == [seconds]
    told = {step["fen"] for step in leads.steps}
    assert told == {1_200_000_00, 23_000_00, 20_000_00, 6_400_00, 360_00, 1_150_240_00, 805_168_00, 402_584_00}
    for whole in (actor(unit, [Role.ADMIN]), finance(unit), manager):
        assert list(queries.distributions_for(whole)) == [found]
    agent, stranger, supervisor = (
        actor(unit, [Role.AGENT]),
        actor(verified(), [Role.ADMIN]),
        actor(verified(Kind.SUPERVISOR), [Role.SUPERVISOR]),
    )
    for nobody in (agent, officer("SW"), reviewer("SW"), lead, second, stranger, supervisor, Actor()):
        assert list(queries.distributions_for(nobody)) == []
        assert list(queries.payable_for(nobody)) == []
    for nobody in (agent, officer("SW"), reviewer("SW"), stranger, supervisor, Actor()):
        assert list(queries.payouts_for(nobody)) == []


def test_co_owner_gets_its_share_and_distributes_its_own_among_its_own_team():
    u1, p1 = verified(Kind.UNIVERSITY), verified(Kind.INSTITUTE)
    shares = [owner(u1, "3/5"), owner(p1, "2/5")]
    sold = settled_with_owners(u1, p1, shares)
    rule(u1)
    rule(p1)
    agreed(sold.listing, u1)
    agreed(sold.listing, p1)

    first = approved(sold, actor(u1), costs=[])
    mine = approved(sold, actor(p1), costs=[])

    # S4: 2,000,000.00 less 35,000.00: 1,179,000.00 and 786,000.00.
    assert first.payouts.get(role="owner").entitled_fen == 786_000_00
    assert first.payouts.get(role="owner").amount_fen == 0  # the venue has paid it out by the shares
    assert sum(amounts(first)) == 1_179_000_00
    assert sum(amounts(mine)) == 786_000_00
    assert mine.payouts.get(role="unit").amount_fen == 235_800_00


def settled_with_owners(u1, p1, shares):
    lister, sw = actor(u1), officer("SW")
    offered = listing(lister=lister, owners=shares)
    catalogue.submit_listing(listing=offered, actor=lister, clock=MARCH)
    catalogue.consent_to_listing(listing=offered, actor=actor(p1), clock=MARCH)
    catalogue.accept_listing(listing=offered, actor=sw, clock=MARCH)
    catalogue.publish_listing(listing=offered, actor=sw, clock=MARCH)
    return settled(listing=offered, price=2_000_000)


def test_parts_of_the_price_give_everybody_the_same_in_the_end():
    whole, parts = ready(), ready()
    at_once = amounts(approved(whole))
    found = drafted(parts)
    money_man = finance(found.unit)

    def receive(fen, reference):
        given = {"received_date": date(2027, 4, 15), "reference": reference}
        commands.record_receipt(distribution=found, amount_fen=fen, actor=money_man, clock=TODAY, **given)

    receive(30_000_00, "第一笔")
    commands.approve_distribution(distribution=found, actor=money_man, clock=TODAY)
    assert sum(amounts(found)) == 0  # costs of 49,760.00 come first
    for place, fen in enumerate((333_333_33, 333_333_33, 503_333_34)):
        receive(fen, f"第 {place + 2} 笔")

    entitled = [
        sum(found.payouts.filter(payee=key).values_list("amount_fen", flat=True))
        for key in found.payouts.order_by("pk").values_list("payee", flat=True)[:4]
    ]
    assert entitled == at_once
    with pytest.raises(Invalid) as more:
        receive(1, "多一分")
    assert more.value.rule == "R-FEE-05"


def test_correction_is_a_new_version_with_its_reason_and_sets_off_what_was_paid():
    sold = ready()
    first = approved(sold)
    lead = first.payouts.filter(role="contributor").earliest("pk")
    paid = {"paid_date": date(2027, 5, 10), "reference": "工资单-1"}
    commands.mark_payout_paid(payout=lead, actor=finance(first.unit), clock=TODAY, **paid)
    by = actor(first.unit)
    with pytest.raises(Invalid) as silent:
        drafted(sold, by)
    assert list(silent.value.fields) == ["reason"]

    more = [*costs(by), CostDraft("upkeep", 10_000_00, "漏列的年费")]
    second = approved(sold, by, costs=more, reason="漏列年费")

    first.refresh_from_db()
    assert (first.state, second.version, second.supersedes) == ("superseded", 2, first)
    assert set(first.payouts.exclude(pk=lead.pk).values_list("state", flat=True)) == {"void"}
    # Net 1,140,240.00: the lead is entitled to 399,084.00 and had 402,584.00.
    again = second.payouts.get(payee=lead.payee)
    assert (again.entitled_fen, again.amount_fen) == (399_084_00, -3_500_00)
    assert second.payouts.get(role="unit").amount_fen == 342_072_00


def test_costs_need_their_evidence_and_the_fee_is_the_settlement_s():
    sold = ready()
    by = actor(sold.listing.lister)

    for cost, field in (
        (CostDraft("valuation", 1_00), "costs.0.evidence"),
        (CostDraft("fees", 1_00), "costs.0.kind"),
        (CostDraft("travel", 1_00), "costs.1.kind"),
        (CostDraft("upkeep", 2_000_000_00), "costs"),
    ):
        with pytest.raises(Invalid) as refused, transaction.atomic():
            drafted(sold, by, costs=[cost])
        assert (list(refused.value.fields), refused.value.rule) == ([field], "R-RWD-04")


def test_nothing_is_distributed_before_the_deal_is_settled_and_the_team_agreed():
    unsettled = published_listing()
    sold = settled()
    proposed(sold.listing, sold.listing.lister)

    with pytest.raises(Refused) as refused:
        drafted(sold)
    assert refused.value.rule == "R-RWD-02"
    with pytest.raises(Forbidden):
        drafted(sold, actor(unsettled.lister))


def test_database_refuses_two_distributions_in_force_and_one_pair_of_eyes():
    sold = ready()
    first = approved(sold)
    with pytest.raises(IntegrityError), transaction.atomic():
        Distribution.objects.filter(pk=first.pk).update(decided_by=first.drafted_by)
    with pytest.raises(IntegrityError), transaction.atomic():
        Payout.objects.filter(distribution=first).update(entitled_fen=-1)
