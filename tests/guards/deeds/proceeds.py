"""Reward rules, teams, distributions, payouts of a unit."""

from datetime import date
from fractions import Fraction

from marketplace.proceeds import commands
from marketplace.proceeds.drafts import MemberDraft
from marketplace.proceeds.models import Distribution, Team
from tests.catalogue.factories import listing
from tests.guards.cast import Cast
from tests.guards.deeds.rows import Arguments, row
from tests.proceeds import factories as proceeds
from tests.proceeds.factories import JANUARY, TODAY

TERMS = {"kind": "transfer", "reward_bp": 7_000, "main_bp": 5_000, "from_date": date(2027, 1, 15)}


@row("proceeds.draft_reward_rule")
def draft_reward_rule(cast: Cast) -> Arguments:
    return {**TERMS, "consultation": "示范讨论", "clock": JANUARY}


@row("proceeds.publish_reward_rule")
def publish_reward_rule(cast: Cast) -> Arguments:
    drafted = commands.draft_reward_rule(actor=cast["own.agt"], **draft_reward_rule(cast))
    return {"rule": drafted, "clock": JANUARY}


def members(cast: Cast) -> list[MemberDraft]:
    """The agent of `own` himself, and somebody without an account."""
    user = cast["own.agt"].user
    assert user
    return [MemberDraft("示范甲", Fraction(1, 2), True, user.number), MemberDraft("示范乙", Fraction(1, 2))]


@row("proceeds.propose_team")
def propose_team(cast: Cast) -> Arguments:
    return {"of": listing(lister=cast["own.agt"]), "members": members(cast), "clock": TODAY}


def proposed(cast: Cast) -> Team:
    return commands.propose_team(actor=cast["own.agt"], **propose_team(cast))


@row("proceeds.consent_to_team")
def consent_to_team(cast: Cast) -> Arguments:
    return {"team": proposed(cast), "clock": TODAY}


@row("proceeds.record_team_consent")
def record_team_consent(cast: Cast) -> Arguments:
    return {"team": proposed(cast), "position": 1, "note": "示范同意书", "clock": TODAY}


@row("proceeds.draft_distribution")
def draft_distribution(cast: Cast) -> Arguments:
    sold = proceeds.settled(cast["own.agt"])
    proceeds.agreed(sold.listing, cast.own, members(cast))
    return {"deal": sold, "costs": [], "clock": TODAY}


def drafted(cast: Cast) -> Distribution:
    return commands.draft_distribution(actor=cast["own.agt"], **draft_distribution(cast))


@row("proceeds.approve_distribution")
def approve_distribution(cast: Cast) -> Arguments:
    return {"distribution": drafted(cast), "clock": TODAY}


@row("proceeds.reject_distribution")
def reject_distribution(cast: Cast) -> Arguments:
    return {"distribution": drafted(cast), "answer": "示范理由", "clock": TODAY}


@row("proceeds.record_receipt")
def record_receipt(cast: Cast) -> Arguments:
    came = {"amount_fen": 100_000_00, "received_date": date(2027, 4, 15), "reference": "示范凭证"}
    return {"distribution": drafted(cast), "clock": TODAY, **came}


@row("proceeds.mark_payout_paid")
def mark_payout_paid(cast: Cast) -> Arguments:
    found = drafted(cast)
    commands.approve_distribution(distribution=found, actor=cast["own.adm"], clock=TODAY)
    payout = found.payouts.get(user=cast["own.agt"].user)
    return {"payout": payout, "paid_date": date(2027, 5, 10), "reference": "示范工资单", "clock": TODAY}
