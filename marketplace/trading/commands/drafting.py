"""A contract that nobody has signed: how it is paid may still change, and its terms with it."""

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.core.clock import Clock
from marketplace.core.errors import Refused
from marketplace.core.states import lock
from marketplace.trading.certifying import digest
from marketplace.trading.commands.deeds import reissue_deed
from marketplace.trading.commands.terms import contract_terms
from marketplace.trading.models import Contract, Plan, Sale


def unsigned(sale: Sale) -> Contract:
    """The contract of a won sale, both locked. Raises Refused once a side has signed."""
    lock(sale)
    if sale.state != Sale.State.WON:
        raise Refused(_("只有已成交待签约的项目可以变更付款约定。"), rule="R-SET-04", code="state_plan")
    contract = sale.contract
    lock(contract)
    if contract.seller_signed_at or contract.buyer_signed_at:
        raise Refused(_("一方已签署合同，付款约定不能再变更。"), rule="R-SET-03", code="signed_already")
    return contract


def redraw(sale: Sale, contract: Contract, actor: Actor, clock: Clock) -> None:
    """Terms, hash and paper anew; announced terms and price stay as they are (R-SET-03)."""
    sale.refresh_from_db()
    contract.refresh_from_db()
    contract.terms = contract_terms(sale, Plan.objects.filter(contract=contract).first())
    contract.terms_hash = digest(contract.terms)
    contract.save(update_fields=["terms", "terms_hash"])
    reissue_deed(sale, contract, actor, clock)
