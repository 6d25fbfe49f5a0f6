"""What the filer states for an estimate of its taxes (R-TAX-01, R-TAX-02)."""

from dataclasses import asdict, dataclass
from datetime import date

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import validate
from marketplace.registry import rules
from marketplace.registry.models import ContractKind, Filing, TaxFacts
from marketplace.registry.models.filing import OVER

# The rules of the market begin here; the end is that of what people type by mistake.
FIRST, LAST = date(2026, 1, 1), date(2099, 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """The facts of one contract, as `TaxFacts` keeps them."""

    income_date: date
    cost_fen: int = 0
    charges_fen: int = 0
    resident: bool = True
    separate_accounts: bool = True
    wholly_related: bool = False
    licence_years: int | None = None
    waived: bool = False
    related_fen: int = 0
    same_invoice: bool = False


@atomic
def state_tax_facts(*, filing: Filing, facts: Stated, actor: Actor, clock: Clock) -> TaxFacts:
    """State, or state anew, what an estimate needs.

    Raises Invalid if costs exceed the income or a licence lacks its years, Refused once the registration is over.
    """
    lock(filing)
    now = clock.read()
    require(rules.may_state_facts, actor, filing)
    if filing.state in OVER:
        raise Refused(_("已撤回或不予登记的合同不作税收估算。"), rule="R-TAX-06", code="state_tax")
    if filing.kind == ContractKind.LICENCE and facts.licence_years is None:
        raise Invalid(fields={"licence_years": [_("请填写许可年限（规则 R-TAX-02）。")]}, rule="R-TAX-02")
    if not FIRST <= facts.income_date <= LAST:
        text = _("收入确认日期须在 {first} 至 {last} 之间。").format(first=FIRST, last=LAST)
        raise Invalid(fields={"income_date": [text]}, rule="R-TAX-02")
    if facts.cost_fen + facts.charges_fen > filing.technology_fen:
        text = _("成本和税费超过技术交易额，技术转让所得为负（规则 R-TAX-02）。")
        raise Invalid(fields={"cost_fen": [text]}, rule="R-TAX-02")
    if facts.related_fen > filing.technology_fen:
        text = _("相关咨询、服务的金额不能超过技术交易额（规则 R-TAX-01）。")
        raise Invalid(fields={"related_fen": [text]}, rule="R-TAX-01")
    row = TaxFacts.objects.filter(filing=filing).first() or TaxFacts(filing=filing)
    for name, value in asdict(facts).items():
        setattr(row, name, value)
    assert actor.user
    row.stated_by, row.stated_at = actor.user, now
    validate(row)
    row.save()
    audit.record("registry.tax_facts_stated", subject=filing, actor=actor, private=True)
    return row
