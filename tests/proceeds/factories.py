"""Units that distribute what their deals brought, by the commands that do it in the market. The amounts are those of story S2."""

from datetime import date
from fractions import Fraction
from itertools import count
from typing import Any

from accounts.actor import Actor
from accounts.models import Organisation, Role
from marketplace.catalogue.models import Listing
from marketplace.core.clock import FrozenClock, frozen
from marketplace.proceeds import commands
from marketplace.proceeds.drafts import CostDraft, MemberDraft
from marketplace.proceeds.models import Distribution, RewardRule, Team
from marketplace.trading.models import Sale
from tests.accounts.factories import actor, user
from tests.catalogue.factories import published_listing
from tests.files.factories import stored
from tests.trading import factories as trading

JANUARY = frozen("2027-01-10T10:00:00")
TODAY = frozen("2027-05-10T10:00:00")
turn = count(1)


def finance(unit: Organisation) -> Actor:
    return actor(unit, [Role.FINANCE])


def rule(unit: Organisation, **fields: Any) -> RewardRule:
    """70 % of net income, half of it to the main contributors, public since January."""
    defaults: dict[str, Any] = {
        "kind": "transfer",
        "reward_bp": 7_000,
        "main_bp": 5_000,
        "from_date": date(2027, 1, 15),
        "consultation": "示范：职工代表会讨论通过",
        "clock": JANUARY,
    }
    drafted = commands.draft_reward_rule(actor=actor(unit), **defaults | fields)
    commands.publish_reward_rule(rule=drafted, actor=actor(unit, [Role.ADMIN]), clock=JANUARY)
    return drafted


def people(*, lead: Actor | None = None) -> list[MemberDraft]:
    """Three contributors: half, 3/10 and 1/5; the lead has an account."""
    lead = lead or Actor(user=user("示范负责人"))
    assert lead.user
    return [
        MemberDraft("示范负责人", Fraction(1, 2), main=True, user=lead.user.number),
        MemberDraft("示范成员二", Fraction(3, 10)),
        MemberDraft("示范成员三", Fraction(1, 5)),
    ]


def proposed(listing: Any, unit: Organisation, members: list[MemberDraft] | None = None, **fields: Any) -> Team:
    given = {"members": members or people(), "clock": TODAY} | fields
    return commands.propose_team(of=listing, actor=actor(unit), **given)


def agreed(listing: Any, unit: Organisation, members: list[MemberDraft] | None = None) -> Team:
    """A team all of whom consented, with an account or in writing."""
    team = proposed(listing, unit, members)
    for one in team.members.select_related("user").order_by("position"):
        if one.user:
            commands.consent_to_team(team=team, actor=Actor(user=one.user), clock=TODAY)
        else:
            note = {"note": "示范同意书", "position": one.position}
            commands.record_team_consent(team=team, actor=actor(unit), clock=TODAY, **note)
    return team


def settled(lister: Actor | None = None, *, price: int = 1_200_000, listing: Listing | None = None) -> Sale:
    """A deal of a university at 1,200,000.00, settled on 2027-04-15."""
    offered = listing or published_listing(lister=lister)
    sold = trading.sale(listing=offered, start_fen=price * 100, reserve_fen=None)
    winner = trading.bidder(sold)
    trading.bid(sold, winner, "10:00:00", price)
    trading.commands.close_sale(sale=sold, actor=trading.SWEEP, clock=trading.at("15:00:00"))
    trading.commands.sign_contract(sale=sold, actor=actor(sold.listing.lister), clock=trading.at("16:00:00"))
    trading.commands.sign_contract(sale=sold, actor=winner, clock=trading.at("16:10:00"))
    assert winner.organisation
    trading.commands.confirm_payment(
        sale=sold,
        payer_name=winner.organisation.name,
        bank_reference=f"proceeds-{next(turn)}",
        amount_fen=sold.settlement.buyer_due_fen,
        actor=trading.officer(sold.exchange),
        clock=frozen("2027-04-14T10:00:00"),
    )
    trading.commands.settle_sale(sale=sold, actor=trading.reviewer(sold.exchange), clock=frozen("2027-04-15T10:00:00"))
    return sold


def costs(by: Actor) -> list[CostDraft]:
    """What goes off in S2 besides the fee."""
    return [
        CostDraft("valuation", 20_000_00, "示范评估费", evidence=stored(by)),
        CostDraft("upkeep", 6_400_00, "示范年费"),
        CostDraft("taxes", 360_00, "印花税"),
    ]


def drafted(sold: Sale, by: Actor | None = None, *, clock: FrozenClock = TODAY, **fields: Any) -> Distribution:
    by = by or actor(sold.listing.lister)
    given = {"costs": costs(by), "announced_date": date(2027, 4, 16)} | fields
    return commands.draft_distribution(deal=sold, actor=by, clock=clock, **given)


def approved(sold: Sale, by: Actor | None = None, **fields: Any) -> Distribution:
    found = drafted(sold, by, **fields)
    commands.approve_distribution(distribution=found, actor=finance(found.unit), clock=TODAY)
    return found


def ready(unit: Actor | None = None, *, lead: Actor | None = None, **fields: Any) -> Sale:
    """A settled deal of a unit with its rule and its team."""
    sold = settled(unit, **fields)
    party = sold.listing.lister
    rule(party)
    agreed(sold.listing, party, people(lead=lead))
    return sold
