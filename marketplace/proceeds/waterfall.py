"""From a price to what each payee gets of it, and why. Pure: no database, no clock, no settings.

Price, less taxes, fees and costs, is net income (R-RWD-04). It goes to the owners by their shares (S4), from a unit to it and its team by
the unit's rule, never below the legal floor (R-RWD-01..03). Every amount is whole fen, divided by largest remainder (R-GEN-07).
The page for people is docs/algorithms/waterfall.md.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Self

from django.utils.translation import gettext as _

from marketplace.core.findings import Finding, refuse
from marketplace.core.money import split, yuan
from marketplace.proceeds.rewarding import Floor, UnitRule, check_rule, check_shares, divide
from marketplace.rulebook.terms import term
from marketplace.trading.rule_rows import RuleRows


@dataclass(frozen=True, slots=True)
class Cost:
    """What goes off before income is net; `kind` is a code of R-RWD-04 such as `fees` or `upkeep`."""

    kind: str
    amount_fen: int


@dataclass(frozen=True, slots=True)
class Owner:
    """A co-owner: its share of the net income, costs of its own, its rule; without one the waterfall ends at it."""

    payee: str
    share: Fraction = Fraction(1)
    costs: tuple[Cost, ...] = ()
    rule: UnitRule | None = None


@dataclass(frozen=True, slots=True)
class Deal:
    """What was agreed and what it cost all owners together."""

    price_fen: int
    owners: tuple[Owner, ...]
    costs: tuple[Cost, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """What the rules say: the floor of a reward, the kinds of cost that may go off, the version they are of."""

    floor: Floor
    deductible: frozenset[str]
    rule_version: str
    reward_rule: str = "R-RWD-01"  # what a reward rests on

    @classmethod
    def read(cls, rows: RuleRows, *, in_shares: bool = False, of_work: bool = False) -> Self:
        """Of income, of shares in a company, off which nothing goes (R-RWD-01), or of commissioned work (R-RWD-10)."""
        if in_shares:
            return cls(Floor.of_shares(rows), frozenset(), rows.number)
        if of_work:
            return cls(Floor.of_work(rows), frozenset(rows.value("R-RWD-10", "deductible")), rows.number, "R-RWD-10")
        return cls(Floor.of_income(rows), frozenset(rows.value("R-RWD-04", "deductible")), rows.number)


class StepKind(StrEnum):
    """A step on the way from the price to an amount."""

    PRICE = "price"  # what was received
    COST = "cost"  # goes off; `of` is its kind
    NET = "net"  # what is left
    OWNER = "owner"  # a co-owner's share of it
    REWARD = "reward"  # the team's share of what the unit has
    KEPT = "kept"  # the unit's
    CONTRIBUTOR = "contributor"  # a contributor's share of the reward


@dataclass(frozen=True, slots=True)
class Step:
    kind: StepKind
    amount_fen: int
    share: Fraction | None = None
    rule: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class Payout:
    """What one payee gets and the steps that led to it. They tell nothing of what any other contributor or co-owner gets."""

    payee: str
    amount_fen: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Waterfall:
    """All payouts: of each owner in order, then of its team in order. They sum to the net income less the owners' own costs."""

    received_fen: int
    net_fen: int
    payouts: tuple[Payout, ...]
    rule_version: str

    def of(self, payee: str) -> tuple[Payout, ...]:
        """The payouts of one payee, to be shown to nobody else; several if he stands in several teams."""
        return tuple(one for one in self.payouts if one.payee == payee)


def distribute(deal: Deal, terms: Terms, received_fen: int | None = None) -> Waterfall:
    """Who gets what of a deal, or of that part of its price that was received so far: costs first, nobody below zero.

    Raises Invalid with field and rule if the deal is unlawful, does not add up or leaves a negative net income (`check`).
    """
    received = deal.price_fen if received_fen is None else received_fen
    refuse(check(deal, terms) or _check_received(deal, received))
    net = max(received - total(deal.costs), 0)
    head = (Step(StepKind.PRICE, received), *_costs(deal.costs), Step(StepKind.NET, net, rule="R-RWD-04"))
    payouts = [
        payout
        for owner, income in zip(deal.owners, split(net, [owner.share for owner in deal.owners]), strict=True)
        for payout in _of_owner(owner, income, head, terms, alone=len(deal.owners) == 1)
    ]
    return Waterfall(received, net, tuple(payouts), terms.rule_version)


def increase(before: Waterfall, after: Waterfall) -> list[tuple[str, int]]:
    """What each payee gets of a further payment: so far less before. However a price is split, these sum to the same in the end.

    By largest remainder a fen may pass from one payee to another as the sum grows: an amount may then be negative by a fen or two, to
    be set off against that payee's next. Raises ValueError if the payees differ.
    """
    if [one.payee for one in before.payouts] != [one.payee for one in after.payouts]:
        raise ValueError("the payees of a deal do not change between two payments")
    return [
        (new.payee, new.amount_fen - old.amount_fen) for old, new in zip(before.payouts, after.payouts, strict=True)
    ]


def total(costs: Sequence[Cost]) -> int:
    return sum(cost.amount_fen for cost in costs)


def _costs(costs: Sequence[Cost]) -> list[Step]:
    return [Step(StepKind.COST, cost.amount_fen, rule="R-RWD-04", of=cost.kind) for cost in costs]


def _of_owner(owner: Owner, income: int, head: tuple[Step, ...], terms: Terms, *, alone: bool) -> Iterator[Payout]:
    """The payout of an owner, then those of its team."""
    net = max(income - total(owner.costs), 0)
    steps = head if alone else (*head, Step(StepKind.OWNER, income, owner.share, "R-GEN-07"))
    if owner.costs:
        steps = (*steps, *_costs(owner.costs), Step(StepKind.NET, net, rule="R-RWD-04"))
    if owner.rule is None:
        yield Payout(owner.payee, net, steps)
        return
    reward = divide(net, owner.rule, terms.floor)
    by_rule = owner.rule.share(terms.floor)
    steps = (*steps, Step(StepKind.REWARD, reward.total_fen, by_rule, terms.reward_rule))
    yield Payout(owner.payee, reward.kept_fen, (*steps, Step(StepKind.KEPT, reward.kept_fen, 1 - by_rule)))
    for one, part in zip(owner.rule.team, reward.parts, strict=True):
        rule = "R-RWD-02" if one.main and terms.floor.main else "R-GEN-07"
        yield Payout(one.payee, part, (*steps, Step(StepKind.CONTRIBUTOR, part, one.share, rule)))


def check(deal: Deal, terms: Terms) -> list[Finding]:
    """What is unlawful in a deal or does not add up, every fault with its field and rule."""
    faults = [*_check_costs(deal.costs, terms, "costs"), *check_shares(_shares(deal), "owners")]
    if deal.price_fen < 0:
        faults.append(Finding("price_fen", "R-GEN-06", _("价款不能为负（规则 R-GEN-06）。")))
    for place, owner in enumerate(deal.owners):
        faults += _check_costs(owner.costs, terms, f"owners.{place}.costs")
        if owner.rule is not None:
            faults += check_rule(owner.rule, terms.floor, f"owners.{place}.rule.")
    return faults or _check_net(deal)


def _shares(deal: Deal) -> list[tuple[str, Fraction]]:
    return [(owner.payee, owner.share) for owner in deal.owners]


def _check_costs(costs: Sequence[Cost], terms: Terms, field: str) -> Iterator[Finding]:
    for place, cost in enumerate(costs):
        if cost.kind not in terms.deductible:
            text = _("该项支出不得从本次收入中扣除（规则 R-RWD-04）。可扣除的：{kinds}。")
            kinds = _("、").join(str(term(kind)) for kind in sorted(terms.deductible))
            yield Finding(f"{field}.{place}.kind", "R-RWD-04", text.format(kinds=kinds))
        if cost.amount_fen < 0:
            yield Finding(f"{field}.{place}.amount_fen", "R-RWD-04", _("扣除金额不能为负（规则 R-RWD-04）。"))


def _check_net(deal: Deal) -> list[Finding]:
    """Whether costs exceed what they go off from, of all owners and of each."""
    net = deal.price_fen - total(deal.costs)
    if net < 0:
        return [_negative("costs", deal.price_fen, total(deal.costs))]
    incomes = split(net, [owner.share for owner in deal.owners])
    return [
        _negative(f"owners.{place}.costs", income, total(owner.costs))
        for place, (owner, income) in enumerate(zip(deal.owners, incomes, strict=True))
        if income < total(owner.costs)
    ]


def _negative(field: str, income: int, costs: int) -> Finding:
    text = _("扣除 {costs} 元超过收入 {income} 元，净收入为负，不能分配（规则 R-RWD-04）。")
    return Finding(field, "R-RWD-04", text.format(costs=yuan(costs), income=yuan(income)))


def _check_received(deal: Deal, received: int) -> list[Finding]:
    if 0 <= received <= deal.price_fen:
        return []
    text = _("已收金额须在 0 至价款 {price} 元之间（规则 R-FEE-05）。")
    return [Finding("received_fen", "R-FEE-05", text.format(price=yuan(deal.price_fen)))]
