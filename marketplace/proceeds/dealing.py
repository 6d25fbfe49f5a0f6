"""A distribution as the waterfall reads it, and who stands behind each of its payouts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from accounts.models import Organisation, User
from marketplace.catalogue.models import Listing, Ownership, TransferMode
from marketplace.commissioning.models import Engagement, PaymentState, StagePayment
from marketplace.core.clock import SHANGHAI
from marketplace.fees.models import Side
from marketplace.licensing.models import Charge
from marketplace.proceeds.models import Distribution, Member, Payout
from marketplace.proceeds.models.distribution import SettledDeal
from marketplace.proceeds.models.reward import WHOLE_BP, DealKind
from marketplace.proceeds.rewarding import Contributor, UnitRule
from marketplace.proceeds.rules import is_state_set
from marketplace.proceeds.waterfall import Cost, Deal, Owner, Step, StepKind, Terms
from marketplace.proceeds.waterfall import Payout as Flow
from marketplace.trading.models import Commission, Settlement

Role = Payout.Role
LICENCES = frozenset({TransferMode.EXCLUSIVE_LICENCE, TransferMode.SOLE_LICENCE, TransferMode.ORDINARY_LICENCE})


@dataclass(frozen=True, slots=True)
class Settled:
    """What a settled deal brought its licensor or seller: the money, the fee that goes off, when."""

    of: Listing | Engagement
    price_fen: int
    fee_fen: int
    day: date
    brokers: tuple[tuple[str, int], ...] = ()  # commissions that the venue paid out of it (R-FEE-09)


def settled(deal: SettledDeal) -> Settled | None:
    """What a deal brought; None until it is settled."""
    if isinstance(deal, StagePayment):
        if deal.state != PaymentState.SETTLED or deal.settled_at is None:
            return None
        return Settled(deal.engagement, deal.amount_fen, deal.supplier_fee_fen, _day(deal.settled_at))
    if isinstance(deal, Charge):
        at = deal.settled_at
        return Settled(deal.listing, deal.amount_fen, deal.licensor_fee_fen, _day(at)) if at else None
    found = Settlement.objects.filter(sale=deal, state=Settlement.State.SETTLED).first()
    if found is None or found.settled_at is None:
        return None
    paid = deal.commissions.filter(state=Commission.State.PAID, side=Side.SELLER).order_by("pk")
    brokers = tuple((one.number, one.amount_fen) for one in paid)
    fee_fen = 0 if found.in_kind else found.seller_fee_fen  # nothing goes off shares (R-RWD-01)
    return Settled(deal.listing, found.price_fen, fee_fen, _day(found.settled_at), brokers)


def _day(at: datetime) -> date:
    return at.astimezone(SHANGHAI).date()


@dataclass(frozen=True, slots=True)
class Payee:
    """`key` is the same through all versions of a distribution."""

    role: str
    key: str
    name: str
    user: User | None = None
    organisation: Organisation | None = None


def kind_of(deal: SettledDeal) -> DealKind:
    """Which reward rule a deal is under."""
    if isinstance(deal, StagePayment):
        return DealKind.WORK
    if isinstance(deal, Charge):
        return DealKind.LICENCE
    if deal.in_kind:
        return DealKind.EQUITY
    modes = set(deal.listing.transfer_modes)
    return DealKind.LICENCE if modes and modes <= LICENCES else DealKind.TRANSFER


def deal_of(distribution: Distribution) -> Deal:
    """Price, costs of all owners, each owner by its share; only the unit's own rule and costs are known here."""
    costs = list(distribution.costs.order_by("position"))
    common = tuple(Cost(one.kind, one.amount_fen) for one in costs if not one.own)
    own = tuple(Cost(one.kind, one.amount_fen) for one in costs if one.own)
    owners = []
    for holder in owners_of(distribution):
        mine = holder.organisation_id == distribution.unit_id
        share = holder.share or Fraction(0)
        rule = _rule_of(distribution) if mine else None
        owners.append(Owner(f"owner:{holder.position}", share, own if mine else (), rule))
    return Deal(distribution.price_fen, tuple(owners), common)


def owners_of(distribution: Distribution) -> list[Ownership]:
    """Who owns what was sold or licensed; what work brings belongs to who does it."""
    found = distribution.brought_by
    if isinstance(found, Engagement):
        return [Ownership(position=1, organisation=distribution.unit, share_numerator=1, share_denominator=1)]
    return list(found.ownerships.select_related("organisation").order_by("position"))


def terms_of(distribution: Distribution) -> Terms:
    """The floor and the costs of the rule version of a distribution."""
    of_work = distribution.payment_id is not None
    return Terms.read(distribution.rule_version, in_shares=distribution.in_shares, of_work=of_work)


def _rule_of(distribution: Distribution) -> UnitRule:
    rule = distribution.reward_rule
    reward = None if rule is None else Fraction(rule.reward_bp, WHOLE_BP)
    team = tuple(
        Contributor(f"member:{one.position}", Fraction(one.share_numerator, one.share_denominator), one.main)
        for one in members_of(distribution)
    )
    return UnitRule(reward, team, state_set=is_state_set(distribution.unit))


def members_of(distribution: Distribution) -> list[Member]:
    return list(distribution.team.members.select_related("user").order_by("position"))


def payees_of(distribution: Distribution) -> Iterator[Payee | None]:
    """Behind each payout of the waterfall, in its order; None where it is another owner's and not this unit's to pay.

    The lister settles with the other owners what the venue has not paid them by their shares; a co-owner distributes among its own team only.
    """
    found = distribution.brought_by
    pays_owners = isinstance(found, Listing) and distribution.unit_id == found.lister_id
    for holder in owners_of(distribution):
        party = holder.organisation
        if holder.organisation_id == distribution.unit_id:
            assert party
            yield Payee(Role.UNIT, f"organisation:{party.number}", party.name, organisation=party)
            for one in members_of(distribution):
                key = f"user:{one.user.number}" if one.user else f"name:{one.name}"
                yield Payee(Role.CONTRIBUTOR, key, one.name, user=one.user)
        elif pays_owners:
            key = f"organisation:{party.number}" if party else f"name:{holder.name}"
            yield Payee(Role.OWNER, key, party.name if party else holder.name, organisation=party)
        else:
            yield None


def steps_as_json(steps: Sequence[Step]) -> list[dict[str, Any]]:
    return [
        {
            "kind": step.kind.value,
            "fen": step.amount_fen,
            "share": None if step.share is None else f"{step.share.numerator}/{step.share.denominator}",
            "rule": step.rule,
            "of": step.of,
        }
        for step in steps
    ]


def flow_of(payout: Payout) -> Flow:
    """A stored payout as `telling` reads it."""
    steps = tuple(
        Step(
            StepKind(one["kind"]),
            one["fen"],
            None if one["share"] is None else Fraction(one["share"]),
            one["rule"],
            one["of"],
        )
        for one in payout.steps
    )
    return Flow(payout.payee, payout.entitled_fen, steps)
