"""What becomes of the deposit of a winner who defaults, in the order of the rules (R-SET-05, story S6). Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from marketplace.core.findings import Finding, refuse


class Purpose(StrEnum):
    """What a forfeited deposit is used for; the codes of the rule's order."""

    FEES_AND_COSTS = "fees_and_costs"  # both sides' fees of the first sale, and the costs of the second
    SHORTFALL = "shortfall"  # what the second sale brought less
    SELLER = "seller"  # the rest


@dataclass(frozen=True, slots=True)
class Default:
    """What is known of it: amounts in fen, `second_price_fen` None as long as there was no second sale."""

    deposit_fen: int
    fees_fen: int  # of both sides
    costs_fen: int
    first_price_fen: int
    second_price_fen: int | None

    @property
    def shortfall_fen(self) -> int | None:
        return None if self.second_price_fen is None else max(self.first_price_fen - self.second_price_fen, 0)


@dataclass(frozen=True, slots=True)
class Use:
    """The deposit divided: what each purpose takes, what is still held, and what remains claimable from who defaulted."""

    taken: tuple[tuple[Purpose, int], ...]
    held_fen: int
    claims: tuple[tuple[Purpose, int], ...]

    @property
    def seller_fen(self) -> int:
        """What the seller gets: the shortfall as far as the deposit reaches, and the rest."""
        return sum(amount for purpose, amount in self.taken if purpose != Purpose.FEES_AND_COSTS)

    @property
    def claim_fen(self) -> int:
        return sum(amount for _purpose, amount in self.claims)


def use_deposit(default: Default, order: Sequence[str]) -> Use:
    """Use a deposit in the order of the rule's value; before a second sale what comes after the fees is held.

    The parts and what is held sum to the deposit. Raises Invalid for a negative amount, ValueError for an order that is none.
    """
    refuse(_check(default))
    wanted = _wanted(default, [Purpose(code) for code in order])
    left = default.deposit_fen
    taken: list[tuple[Purpose, int]] = []
    claims: list[tuple[Purpose, int]] = []
    for purpose, amount in wanted:
        part = left if amount is None else min(amount, left)
        left -= part
        taken.append((purpose, part))
        if amount is not None and amount > part:
            claims.append((purpose, amount - part))
    return Use(tuple(taken), left, tuple(claims))


def _wanted(default: Default, order: list[Purpose]) -> list[tuple[Purpose, int | None]]:
    """What each purpose asks for, None for all that is left, as far as it is known."""
    if sorted(order) != sorted(Purpose) or order[-1] != Purpose.SELLER:
        raise ValueError("each purpose stands once, and the seller takes the rest")
    if default.shortfall_fen is None:
        order = order[: order.index(Purpose.SHORTFALL)]
    asked = {
        Purpose.FEES_AND_COSTS: default.fees_fen + default.costs_fen,
        Purpose.SHORTFALL: default.shortfall_fen,
        Purpose.SELLER: None,
    }
    return [(purpose, asked[purpose]) for purpose in order]


def _check(default: Default) -> list[Finding]:
    amounts = {
        "deposit_fen": default.deposit_fen,
        "fees_fen": default.fees_fen,
        "costs_fen": default.costs_fen,
        "first_price_fen": default.first_price_fen,
        "second_price_fen": default.second_price_fen or 0,
    }
    text = _("金额不能为负（规则 R-SET-05）。")
    return [Finding(field, "R-SET-05", text) for field, amount in amounts.items() if amount < 0]
