"""Who holds what of a company to which technology was contributed, as a distribution of its shares has it (R-RWD-01, story S7)."""

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from marketplace.core.money import split
from marketplace.proceeds.dealing import deal_of, owners_of, payees_of
from marketplace.proceeds.equity import Contribution, cap_table
from marketplace.proceeds.models import Distribution
from marketplace.proceeds.rewarding import Floor


@dataclass(frozen=True, slots=True)
class Holding:
    """A line of the cap table: fen of the registered capital, and their share of it."""

    holder: str
    value_fen: int
    share: Fraction


def holdings(distribution: Distribution) -> list[Holding]:
    """All holders, the other shareholders as one, each owner of the technology followed by its team; empty where money is distributed."""
    if not distribution.in_shares:
        return []
    assert distribution.sale
    contribution, deal = distribution.sale.contribution, deal_of(distribution)
    parts = split(contribution.value_fen, [owner.share for owner in deal.owners])
    contributions = [
        Contribution("others", contribution.capital_fen - contribution.value_fen),
        *(Contribution(one.payee, part, one.rule) for one, part in zip(deal.owners, parts, strict=True)),
    ]
    stakes = cap_table(contribution.capital_fen, contributions, Floor.of_shares(distribution.rule_version))
    owners = {f"owner:{one.position}": one.holder for one in owners_of(distribution)}
    payees = [None, *payees_of(distribution)]
    return [
        Holding(payee.name if payee else owners.get(stake.payee) or _("其他股东"), stake.value_fen, stake.share)
        for stake, payee in zip(stakes, payees, strict=True)
    ]
