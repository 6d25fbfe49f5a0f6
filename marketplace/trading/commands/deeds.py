"""合同 on paper: what both sides sign here, or print, seal and hand in (R-CON-02, R-CON-03)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.catalogue.models import TransferMode
from marketplace.contracts.printing import printed
from marketplace.contracts.queries.reading import deed_of
from marketplace.core.clock import Clock
from marketplace.desk.official import official
from marketplace.documents.models import Document
from marketplace.documents.queries import documents_of
from marketplace.trading.commands.filing import issue_for_sale, reissue_for_sale
from marketplace.trading.commands.terms import agreed_words, fee_words, plan_words
from marketplace.trading.models import Contract, Plan, Sale

DEED = "contract"
LICENCES = (TransferMode.EXCLUSIVE_LICENCE, TransferMode.SOLE_LICENCE, TransferMode.ORDINARY_LICENCE)


def issue_deed(sale: Sale, contract: Contract, now: datetime, actor: Actor, clock: Clock) -> str:
    """The contract as a document for both sides and the venue; its number. Terms and price are those announced (R-SET-03)."""
    return issue_for_sale(sale, DEED, lambda: _deed(sale, contract), actor, clock)


def reissue_deed(sale: Sale, contract: Contract, actor: Actor, clock: Clock) -> None:
    """The same contract with other terms of payment, before anybody has signed; the one before says that it is superseded.

    As every paper of a sale: what cannot be set is logged, and the contract itself goes on.
    """
    current = documents_of(sale).filter(code=DEED, state=Document.State.CURRENT).first()
    if current is None:
        issue_deed(sale, contract, clock.read(), actor, clock)
        return
    reissue_for_sale(sale, current, lambda: _deed(sale, contract), _reason(), actor, clock)


@official
def _reason() -> str:
    return _("付款约定在签署之前变更。")


def _deed(sale: Sale, contract: Contract) -> dict[str, Any]:
    listing, winner = sale.listing, sale.leading_registration
    assert winner is not None
    seller, buyer = listing.lister, winner.organisation
    plan = Plan.objects.filter(contract=contract).first()
    told = {
        "contract_number": contract.number,
        "transferor": seller.name,
        "transferor_uscc": seller.uscc,
        "transferor_address": seller.address,
        "transferee": buyer.name,
        "transferee_uscc": buyer.uscc,
        "transferee_address": buyer.address,
        "contract_type": "、".join(str(TransferMode(mode).label) for mode in listing.transfer_modes)[:60],
        "grant": str(TransferMode.EQUITY.label) if sale.in_kind else _grant(listing.transfer_modes),
        "rights": [_right(right) for right in listing.rights.order_by("position")],
        "price": sale.leading_fen,
        "payment": " ".join(
            filter(None, [plan_words(plan) if plan else listing.payment_terms, fee_words(sale.settlement)])
        ),
        "terms": " ".join(filter(None, [agreed_words(sale), _fingerprint(sale, contract)])),
    }
    deed = deed_of(audit.ref(sale))
    if deed and deed.current:  # its clauses stand in place of the template's own
        told |= {**printed(deed.current), "terms": _fingerprint(sale, contract)}
    return {name: value for name, value in told.items() if value}


def _fingerprint(sale: Sale, contract: Contract) -> str:
    words = (
        _("本合同条款指纹（SHA-256）为 {digest}，双方在平台上签署的就是这一份。")
        if sale.is_negotiated
        else _("公告的交易条件和本合同条款指纹（SHA-256）为 {digest}，双方在平台上签署的就是这一份。")
    )
    return words.format(digest=contract.terms_hash)


def _right(right: Any) -> dict[str, str]:
    told = {"name": str(right.public_title), "kind": str(right.get_kind_display()), "number": right.number}
    return {name: value for name, value in told.items() if value}


def _grant(modes: list[str]) -> str:
    """How the rights go over; several licences on offer are left to the sides' other terms."""
    licences = [TransferMode(mode) for mode in modes if mode in LICENCES]
    if TransferMode.ASSIGNMENT in modes or len(licences) != 1:
        return str(TransferMode.ASSIGNMENT.label)
    return _("以{kind}方式许可").format(kind=licences[0].label)
