"""The contract of a won sale."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor, system_actor
from accounts.models import Scope as Acts
from accounts.rules import require_authority
from marketplace.agency.models import Scope
from marketplace.audit import commands as audit
from marketplace.catalogue.rules import numbers_of, refuse_custodian
from marketplace.contracts.commands import sign_deed
from marketplace.contracts.models import Side
from marketplace.contracts.queries.reading import deed_of
from marketplace.core.clock import Clock
from marketplace.core.errors import Refused, require
from marketplace.core.live import announce
from marketplace.core.states import atomic, lock
from marketplace.fees.commands import notify_payment
from marketplace.matching.commands import note_contract
from marketplace.matching.queries import matches_concluded_by
from marketplace.rulebook.queries import deadline
from marketplace.trading.certifying import digest
from marketplace.trading.commands.filing import pass_contract
from marketplace.trading.commands.planning import fix_instalments
from marketplace.trading.commands.terms import contract_terms
from marketplace.trading.commands.texts import draft_text
from marketplace.trading.models import Contract, Plan, Sale
from marketplace.trading.rules import may_sign, signs_as

SIDES = {"seller": Side.PROVIDER, "buyer": Side.CLIENT}


def draw_up_contract(sale: Sale, now: datetime, actor: Actor, clock: Clock) -> Contract:
    """What both sides sign: the text drawn up from the announced terms and the winning price (R-SET-03)."""
    draft_text(sale, now, actor, clock)
    terms = contract_terms(sale)
    due = deadline(now, working_days=sale.rule_version.value("R-SET-03", "contract_working_days"))
    return Contract.objects.create(sale=sale, terms=terms, terms_hash=digest(terms), due_at=due.at)


@atomic
def sign_contract(
    *,
    sale: Sale,
    terms_hash: str = "",
    sha256: str = "",
    method: str = "market",
    evidence: str = "",
    actor: Actor,
    clock: Clock,
) -> Contract:
    """Sign for the actor's side; the second signature puts the contract into force and asks both sides to pay (R-SET-04).

    `terms_hash` says which terms the signer has read, `sha256` which text: text and payment may have changed meanwhile; `method` and `evidence` how
    he signs (`contracts.signing`). Raises Refused if these are not the contract's, if that side has signed already, the sale is not
    won, or a clause or a proposed version waits for an answer (R-CON-11); Invalid for evidence that does not hold, Forbidden for others.
    """
    lock(sale)
    if sale.state != Sale.State.WON:
        raise Refused(_("只有已成交待签约的项目可以签署合同。"), rule="R-SET-03", code="state_sign")
    contract = sale.contract
    lock(contract)
    now = clock.read()
    require_authority(actor, Acts.SIGN, sale.leading_fen, at=now)
    if not may_sign(actor, contract):
        refuse_custodian(actor, sale.listing.lister, Scope.SIGN, numbers_of(sale.listing), sale.leading_fen)
    require(may_sign, actor, contract)
    side = signs_as(actor, sale)
    if getattr(contract, f"{side}_signed_at"):
        raise Refused(_("贵方已签署本合同。"), rule="R-SET-03", code="signed_already")
    if terms_hash and terms_hash != contract.terms_hash:
        raise Refused(_("合同的文本或付款约定刚刚变更，请重新阅读后再签署。"), rule="R-SET-03", code="terms_changed")
    how = {"sha256": sha256, "method": method, "evidence": evidence}
    return sign_for(sale, side, how, actor, now, clock)


def sign_for(sale: Sale, side: str, how: dict[str, str], actor: Actor, now: datetime, clock: Clock) -> Contract:
    """Put the signature of a side, which may sign, on a locked contract; a step. Raises what `contracts.sign_deed` raises."""
    contract, deed = sale.contract, deed_of(audit.ref(sale))
    if deed:
        sign_deed(deed=deed, side=SIDES[side], actor=actor, clock=clock, **how)
    setattr(contract, f"{side}_signed_at", now)
    setattr(contract, f"{side}_signed_by", actor.user)
    if contract.seller_signed_at and contract.buyer_signed_at:
        contract.effective_at = now
    contract.save()
    audit.record(
        "trading.contract_signed",
        subject=contract,
        actor=actor,
        private=True,
        side=side,
        terms_hash=contract.terms_hash,
    )
    if contract.effective_at:
        _take_effect(sale, now, clock)
    announce(sale.topic)
    return contract


def _take_effect(sale: Sale, now: datetime, clock: Clock) -> None:
    system = system_actor("trading.sign_contract")
    sale.move("contract")
    settlement = sale.settlement
    plan = Plan.objects.filter(contract=sale.contract).first()
    if plan:
        settlement.due_at = fix_instalments(plan, sale, now, system, clock)
    else:
        settlement.due_at = deadline(now, working_days=sale.rule_version.value("R-SET-04", "payment_working_days")).at
    settlement.save(update_fields=["due_at"])
    audit.record(
        "trading.contract_effective",
        subject=sale,
        actor=system,
        terms_hash=sale.contract.terms_hash,
        instalments=plan.instalments.count() if plan else 0,
    )
    winner = sale.leading_registration
    assert winner
    met = matches_concluded_by(client=winner.organisation, supplier=sale.listing.lister, paper=sale.listing)
    note_contract(matches=met, actor=system, clock=clock)
    pass_contract(sale, now, system, clock)
    if not plan:
        for quote in (settlement.buyer_quote, settlement.seller_quote):
            notify_payment(quote=quote, actor=system, clock=clock)
