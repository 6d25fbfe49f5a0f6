"""The taxes of an organisation's technology contracts in a year, estimated for itself alone (R-TAX-01..06)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from accounts.actor import Actor
from marketplace.core.clock import SHANGHAI
from marketplace.core.errors import require
from marketplace.registry import rules
from marketplace.registry.income_tax import IncomeTax, IncomeTerms, TransferFacts, income_tax, transfer_income
from marketplace.registry.models import ContractKind, Filing, TaxFacts
from marketplace.registry.models.filing import OVER
from marketplace.registry.taxing import Line, StampDuty, Supply, Vat, VatFacts, VatTerms, stamp_duty, vat
from marketplace.rulebook.models import Family, RuleVersion
from marketplace.rulebook.queries import version_in_force

EXEMPT_KINDS = frozenset({ContractKind.TRANSFER, ContractKind.LICENCE, ContractKind.DEVELOPMENT})
TRANSFERS = frozenset({ContractKind.TRANSFER, ContractKind.LICENCE})


@dataclass(frozen=True, slots=True)
class Estimate:
    """What one contract costs in taxes; `income` is None where the yearly relief has nothing to do with it."""

    filing: Filing
    facts: TaxFacts
    version: RuleVersion
    vat: Vat
    stamp: StampDuty
    income: IncomeTax


def estimates(actor: Actor, year: int) -> list[Estimate]:
    """Every contract of the actor's organisation whose income falls into the tax year, in order of the income.

    The threshold of R-TAX-02 runs through them: contracts of one day go in the order of their filing.
    """
    require(rules.may_estimate, actor)
    rows = (
        TaxFacts.objects.filter(filing__filer=actor.organisation, income_date__year=year)
        .exclude(filing__state__in=sorted(OVER))
        .select_related("filing")
        .prefetch_related("filing__items")
        .order_by("income_date", "filing_id")
    )
    return list(_in_turn(rows))


def _in_turn(rows: Iterable[TaxFacts]) -> Iterator[Estimate]:
    so_far = 0
    versions: dict[date, RuleVersion] = {}
    for facts in rows:
        day = facts.income_date
        if day not in versions:
            versions[day] = version_in_force(
                datetime.combine(day, time(12), SHANGHAI), facts.filing.exchange, Family.REGISTRY
            )
        one = _estimate(facts, versions[day], so_far)
        if one.income.relieved:
            so_far += one.income.income_fen
        yield one


def _estimate(facts: TaxFacts, version: RuleVersion, before_fen: int) -> Estimate:
    filing = facts.filing
    registered = filing.state == Filing.State.REGISTERED
    income = transfer_income(filing.technology_fen, facts.cost_fen, facts.charges_fen)
    transfer = TransferFacts(
        resident=facts.resident,
        registered=registered,
        separate_accounts=facts.separate_accounts,
        wholly_related=facts.wholly_related,
        licence_years=facts.licence_years if filing.kind == ContractKind.LICENCE else None,
        transfer=filing.kind in TRANSFERS,
    )
    vat_facts = VatFacts(registered=registered, separate_accounts=facts.separate_accounts, waived=facts.waived)
    return Estimate(
        filing=filing,
        facts=facts,
        version=version,
        vat=vat(_lines(filing, facts), vat_facts, VatTerms.read(version)),
        stamp=stamp_duty(filing.total_fen, version),
        income=income_tax(income, before_fen, transfer, IncomeTerms.read(version)),
    )


def _lines(filing: Filing, facts: TaxFacts) -> Sequence[Line]:
    own = Supply.TECHNOLOGY if filing.kind in EXEMPT_KINDS else Supply.SERVICE
    lines = [Line(own, filing.technology_fen - facts.related_fen)]
    if facts.related_fen:
        lines.append(Line(Supply.RELATED, facts.related_fen, same_invoice=facts.same_invoice))
    if filing.deducted_fen:
        lines.append(Line(Supply.GOODS, filing.deducted_fen))
    return lines
