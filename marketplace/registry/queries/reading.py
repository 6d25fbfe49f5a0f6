"""Registrations as an actor may know of them."""

from datetime import datetime

from django.db.models import Max
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Kind, Organisation, Role
from accounts.rules import is_exchange_staff
from marketplace.catalogue.models import TransferMode
from marketplace.contracts.models import ContractKind, Deed, PaymentMode, Subtype
from marketplace.core.clock import SHANGHAI
from marketplace.core.errors import require
from marketplace.registry import rules
from marketplace.registry.models import Change, Filing
from marketplace.registry.models.choices import LegalForm, RightType
from marketplace.registry.models.filing import FilingQuerySet
from marketplace.trading.models import Sale

State = Filing.State
FORMS = {Kind.UNIVERSITY: LegalForm.INSTITUTION, Kind.INSTITUTE: LegalForm.INSTITUTION, Kind.PERSON: LegalForm.PERSON}
KINDS = {
    TransferMode.ASSIGNMENT: (ContractKind.TRANSFER, Subtype.PATENT),
    TransferMode.EQUITY: (ContractKind.TRANSFER, Subtype.EQUITY),
    TransferMode.DEVELOPMENT: (ContractKind.DEVELOPMENT, Subtype.COMMISSIONED),
    TransferMode.SERVICE: (ContractKind.SERVICE, Subtype.SERVICE),
}
LICENSED = (ContractKind.LICENCE, Subtype.PATENT_LICENCE)


def filings_for(actor: Actor) -> FilingQuerySet:
    """The filer's own; what was handed in at one's exchange for its staff; all that was handed in for supervisors."""
    rows = Filing.objects.for_pages()
    if actor.has(Role.SUPERVISOR):
        return rows.exclude(state=State.DRAFT)
    if is_exchange_staff(actor):
        return rows.filter(exchange=actor.exchange).exclude(state=State.DRAFT)
    if actor.organisation is None:
        return rows.none()
    return rows.filter(filer=actor.organisation)


def filing(actor: Actor, number: str) -> Filing:
    """One by its number. Raises Http404 if the actor may not know of it."""
    found = filings_for(actor).filter(number=number).first()
    if found is None:
        raise Http404(_("没有找到编号为 {number} 的合同登记。").format(number=number[:20]))
    return found


def change(actor: Actor, number: str) -> Change:
    """A change of a registration that the actor may know of. Raises Http404 otherwise."""
    rows = Change.objects.select_related("filing__filer").filter(number=number)
    found = rows.filter(filing__in=filings_for(actor).values("pk")).first()
    if found is None:
        raise Http404(_("没有找到编号为 {number} 的登记变更。").format(number=number[:20]))
    return found


def prefilled(actor: Actor, sale: Sale) -> dict[str, object]:
    """What contract, parties and rights of a sale say already, by field of `FilingDraft`."""
    require(rules.sold, actor, sale)
    listing, contract, winner = sale.listing, getattr(sale, "contract", None), sale.leading_registration
    if contract is None or winner is None:
        return {}
    kind, subtype = KINDS.get(next(iter(listing.transfer_modes), ""), LICENSED)  # type: ignore[call-overload]  # a code
    rights = list(listing.rights.order_by("position"))
    kinds = {right.kind for right in rights}
    return _sides(listing.lister, winner.organisation) | {
        "name": listing.title,
        "contract_number": contract.number,
        "kind": kind.value,
        "subtype": subtype.value,
        "signed_date": _day(contract.effective_at),
        "total_fen": sale.leading_fen,
        "payment_mode": PaymentMode.AT_ONCE.value,
        "technology_field": listing.technology_field_id or "",
        "right_type": kinds.pop() if len(kinds) == 1 else RightType.NONE.value,
        "right_numbers": "; ".join(right.number for right in rights if right.number)[:300],
    }


def prefilled_by(actor: Actor, deed: Deed) -> dict[str, object]:
    """The same of a contract for development, consulting or service, from its text and its last milestone."""
    require(rules.provided, actor, deed)
    if deed.current is None:
        return {}
    text = deed.current.content
    last = deed.milestones.aggregate(at=Max("due_at"))["at"]
    return _sides(deed.provider, deed.client) | {
        "name": deed.title,
        "contract_number": deed.number,
        "kind": deed.current.kind,
        "subtype": deed.current.subtype,
        "signed_date": _day(deed.effective_at),
        "ends_date": _day(last),
        "total_fen": text.price_fen,
        "payment_mode": text.payment.mode,
        "right_type": RightType.NONE.value,
    }


def _sides(seller: Organisation, buyer: Organisation) -> dict[str, object]:
    return {
        "other_name": buyer.name,
        "other_uscc": buyer.uscc,
        "other_region": buyer.region_code[:4],
        "other_form": FORMS.get(Kind(buyer.kind), LegalForm.FIRM).value,
        "other_contact": f"{buyer.contact_name} {buyer.contact_phone}".strip(),
        "own_region": seller.region_code[:4],
        "own_form": FORMS.get(Kind(seller.kind), LegalForm.FIRM).value,
        "own_contact": f"{seller.contact_name} {seller.contact_phone}".strip(),
    }


def _day(moment: datetime | None) -> object:
    return moment.astimezone(SHANGHAI).date() if moment else None
