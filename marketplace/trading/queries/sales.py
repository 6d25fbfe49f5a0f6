"""Sales, their bids and parties, scoped to whoever reads; what is out of scope is not found."""

from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts import vault
from accounts.actor import Actor
from accounts.rules import is_exchange_staff
from marketplace.catalogue.models import Listing
from marketplace.catalogue.queries import listings_for
from marketplace.trading.bidding import least_fen
from marketplace.trading.models import Bid, Contract, Registration, Sale, Settlement
from marketplace.trading.models.sale import SaleQuerySet
from marketplace.trading.rules import is_staff_of, side_of
from marketplace.trading.sealing import RESERVE, Reserve

T = TypeVar("T", bound=Model)


def listing(actor: Actor, number: str) -> Listing:
    """A listing that the actor may see, by its number. Raises Http404."""
    return _found(listings_for(actor).filter(number=number).first(), _("没有找到编号为 {number} 的成果。"), number)


def sales(*, state: str = "", exchange: str = "", listing: str = "") -> SaleQuerySet:
    """All sales, which are public, or those in a state, at an exchange, of a listing (its number)."""
    chosen = {"state": state, "exchange": exchange, "listing__number": listing}
    return Sale.objects.for_pages().filter(**{name: value for name, value in chosen.items() if value})


def sale(number: str) -> Sale:
    """One by its number. Raises Http404."""
    return _found(sales().filter(number=number).first(), _("没有找到编号为 {number} 的竞价。"), number)


def next_bid_fen(sale: Sale) -> int | None:
    """The lowest price that would be accepted now, in fen; None once the sale is over, while it stands still, and where prices are sealed."""
    waits = sale.is_over or sale.state == Sale.State.PAUSED or sale.is_by_envelope
    return None if waits else least_fen(sale.terms, sale.standing)


def bids(actor: Actor, sale: Sale) -> QuerySet[Bid]:
    """The accepted bids, and the actor's own refused ones; after the end, all of them."""
    rows = sale.bids.select_related("sale", "registration__organisation")
    if sale.is_over:
        return rows
    own = Q(registration__organisation=actor.organisation.pk) if actor.organisation else Q()
    return rows.filter(Q(accepted=True) | own) if own else rows.filter(accepted=True)


def own_registration(actor: Actor, sale: Sale) -> Registration | None:
    """The registration of the organisation that the actor acts for."""
    if actor.organisation is None:
        return None
    return sale.registrations.filter(organisation=actor.organisation).select_related("organisation").first()


def registrations(actor: Actor, sale: Sale) -> QuerySet[Registration]:
    """One's own; staff of the venue see all, and the seller after the end (R-BID-05)."""
    rows = sale.registrations.select_related("organisation", "sale")
    if is_staff_of(actor, sale) or (sale.is_over and side_of(actor, sale)):
        return rows
    return rows.filter(organisation=actor.organisation) if actor.organisation else rows.none()


def applications(actor: Actor, sale: Sale) -> QuerySet[Registration]:
    """Who applies where the listing states conditions, for the seller: code and statement are shown of it, never the name."""
    rows = sale.registrations.exclude(statement="").exclude(screening="prohibited")  # and not before it was screened
    rows = rows.exclude(state=Registration.State.SCREENING).prefetch_related("supplements").order_by("code")
    return rows if side_of(actor, sale) == "seller" else rows.none()


def application(actor: Actor, sale: Sale, code: str) -> Registration:
    """One of them by its code. Raises Http404."""
    found = applications(actor, sale).filter(code=code).first()
    return _found(found, _("没有找到代码为 {number} 的意向受让方。"), code)


def registration(actor: Actor, number: str) -> Registration:
    """One by its number, if the actor may know of it. Raises Http404."""
    found = Registration.objects.filter(number=number).select_related("sale__listing__lister").first()
    visible = found and registrations(actor, found.sale).filter(pk=found.pk).first()
    return _found(visible or None, _("没有找到编号为 {number} 的竞买登记。"), number)


def knows_code(actor: Actor, registration: Registration) -> bool:
    """Before the end a code is known to its bidder alone, so that nobody can put a name to a bid (R-BID-05)."""
    return registration.sale.is_over or actor.acts_for(registration.organisation)


def knows_opinion(actor: Actor, registration: Registration) -> bool:
    """What the seller said the venue weighs, and the bidder is told with the decision."""
    return is_staff_of(actor, registration.sale) or registration.decided_at is not None


def contract(actor: Actor, sale: Sale) -> Contract:
    """The contract, for both sides and the venue. Raises Http404."""
    visible = is_staff_of(actor, sale) or side_of(actor, sale)
    return _found(
        Contract.objects.filter(sale=sale).first() if visible else None, _("没有找到 {number} 的合同。"), sale.number
    )


def settlement(actor: Actor, sale: Sale) -> Settlement:
    """The settlement, for both sides, co-owners and the exchanges that share in it. Raises Http404."""
    rows = Settlement.objects.filter(sale=sale).select_related("buyer_quote", "seller_quote").prefetch_related("shares")
    found = rows.first()
    shares = {share.exchange for share in found.shares.all()} if found else set()
    staff = is_exchange_staff(actor) and actor.exchange in shares
    visible = side_of(actor, sale) or staff or owns(actor, sale.listing)
    return _found(found if visible else None, _("没有找到 {number} 的结算单。"), sale.number)


def owns(actor: Actor, listing: Listing) -> bool:
    """Whether the actor acts for a holder of the lot."""
    return actor.organisation is not None and listing.ownerships.filter(organisation=actor.organisation).exists()


def opened_reserve_fen(actor: Actor, sale: Sale) -> int | None:
    """The reserve price in fen, once it was opened at the end (R-BID-09): for the seller and the venue; else None."""
    if (
        not sale.reserve_commitment
        or not sale.is_over
        or not (is_staff_of(actor, sale) or side_of(actor, sale) == "seller")
    ):
        return None
    return open_reserve(sale).reserve_fen


def open_reserve(sale: Sale) -> Reserve:
    """The reserve price of a sale that has one, held against its commitment. For nobody's eyes before the end (R-BID-09)."""
    return Reserve.read(vault.decrypt(sale.reserve_ciphertext, purpose=RESERVE), sale.reserve_commitment)


def _found(row: T | None, words: str, number: str) -> T:
    if row is None:
        raise Http404(words.format(number=number[:30]))
    return row
