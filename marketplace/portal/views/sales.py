"""Sales: the list, the live page, and what one does there."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actor import Actor, ActorRequest
from marketplace.core.clock import market_clock
from marketplace.core.money import yuan
from marketplace.core.pages import told_on
from marketplace.portal.cards import address
from marketplace.portal.queries.negotiations import agreed_facts, listings_trail
from marketplace.portal.queries.sales import SalePage, listing_to_sell, sale_board, sale_page
from marketplace.portal.queries.sealed import sealed_page
from marketplace.portal.sale_forms import AnnouncementForm, BidForm, BoardFilter, RegistrationForm
from marketplace.portal.sale_links import board_links, sales_trail
from marketplace.trading import commands
from marketplace.trading.commands import Receipt
from marketplace.trading.models import Registration, Sale
from marketplace.trading.queries import sales as trading
from marketplace.trading.queries.priority import own_priority
from marketplace.trading.rules import is_staff_of, side_of


@require_safe
def sale_list(request: ActorRequest) -> HttpResponse:
    asked = BoardFilter(request.GET)
    board = sale_board(**asked.asked)
    links = board_links(board, asked.asked["exchange"])
    return render(request, "portal/sales.html", {"form": asked, "board": board, **links})


@require_safe
def sale(request: ActorRequest, number: str) -> HttpResponse:
    found = trading.sale(number)
    if found.is_negotiated:
        settles = bool(side_of(request.actor, found) or is_staff_of(request.actor, found))
        context = {"sale": found, "settles": settles, "trail": listings_trail()}
        return render(request, "portal/sale_agreed.html", context | agreed_facts(request.actor, found))
    return sale_shown(request, sale_page(request.actor, number))


def sale_shown(request: ActorRequest, page: SalePage, **more: object) -> HttpResponse:
    """The page of a sale: of bids that everybody sees, or of prices that are sealed."""
    context = desk_context(page) | more
    if page.sale.is_by_envelope:
        return render(request, "portal/sealed.html", context | {"sealed": sealed_page(request.actor, page)})
    return render(request, "portal/sale.html", context)


@require_safe
def sale_live(request: ActorRequest, number: str) -> HttpResponse:
    """What a hint fetches: the price, with the other moving parts beside it. A page made for another phase loads itself anew."""
    page = sale_page(request.actor, number)
    if page.sale.is_by_envelope:
        prices = sealed_page(request.actor, page)
        seen, answer = prices.seen, render(request, "portal/sealed_live.html", {"page": page, "sealed": prices})
    else:
        seen, answer = page.seen, render(request, "portal/sale_live.html", {"page": page})
    if request.GET.get("seen", seen) != seen:
        answer["HX-Refresh"] = "true"
    return answer


@require_POST
def sale_bid(request: ActorRequest, number: str) -> HttpResponse:
    """First shows what the bid means, then, once it is confirmed, places it and shows the receipt."""
    found, form, receipt = trading.sale(number), BidForm(request.POST), None
    if found.is_by_envelope:
        return redirect("portal:sale", number)
    if form.is_confirmed:
        receipt = commands.place_bid(sale=found, price_fen=form.price_fen, actor=request.actor, clock=market_clock)
    page = sale_page(request.actor, number)
    context = desk_context(page, form, receipt)
    return render(
        request, "portal/sale_desk.html" if request.headers.get("HX-Request") else "portal/sale.html", context
    )


@require_POST
def sale_register(request: ActorRequest, number: str) -> HttpResponse:
    """Register as a bidder; what is refused is told at the form, which keeps the statement."""
    found = trading.sale(number)
    form = registration_form(request.actor, found, request.POST)
    if form.is_valid():
        with told_on(form):
            told = {"actor": request.actor, "clock": market_clock}
            made = commands.register_bidder(sale=found, **form.cleaned_data, **told)
            messages.success(request, registered_words(made))
            return redirect("portal:sale", number)
    return sale_shown(request, sale_page(request.actor, number), register_form=form)


def registered_words(made: Registration) -> str:
    if made.waits_for_screening:
        said = _("已登记，您的代码是 {code}。涉外审查办结之后再继续，之前请勿付款。")
    elif made.state == made.State.APPLYING:
        said = _("已登记，您的代码是 {code}。资格确认之后再交纳保证金。")
    else:
        said = _("已登记竞买，您的代码是 {code}。请交纳保证金，到账后即可报价。")
    return said.format(code=made.code)


def sale_new(request: ActorRequest, number: str) -> HttpResponse:
    """Announce the sale of a listing: its lister, or an officer of its exchange."""
    listing, allowed = listing_to_sell(request.actor, number)
    form = AnnouncementForm(
        request.POST or None,
        listing=listing,
        initial={"start": yuan(listing.asking_price_fen) if listing.asking_price_fen else ""},
    )
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            made = commands.announce_sale(listing=listing, actor=request.actor, clock=market_clock, **form.given())
            return redirect("portal:sale", made.number)
    return render(request, "portal/sale_new.html", {"form": form, "listing": listing, "allowed": allowed})


def desk_context(page: SalePage, form: BidForm | None = None, receipt: Receipt | None = None) -> dict[str, object]:
    """The page with its bid form: empty, wrong, waiting for the confirmation, or answered by a receipt."""
    asked = (
        form is not None
        and receipt is None
        and form.looks_valid(page.sale, page.own.rank if page.own else None, page.moment.now)
    )
    return {
        "page": page,
        "form": BidForm() if form is None or receipt else form,
        "asked": asked,
        "receipt": receipt,
        "register_form": registration_form(page.actor, page.sale, initial={"via_exchange": home_exchange(page)}),
        "trail": sales_trail(),
        "listing_url": address("portal:listing", page.sale.listing.number),
        "deposit_url": address("sandbox:pay_deposit", page.own.number) if page.own else "",
    }


def registration_form(actor: Actor, sale: Sale, *given: QueryDict, **options: Any) -> RegistrationForm:
    """How somebody comes to a sale: under its listing's conditions, and with a priority if it holds one."""
    holds = own_priority(actor, sale.listing) is not None
    return RegistrationForm(*given, conditions=sale.listing.buyer_conditions, holds_priority=holds, **options)


def home_exchange(page: SalePage) -> str:
    """The exchange through which a party comes unless it says otherwise."""
    party = page.actor.organisation
    return (party.home_exchange or party.verified_by) if party else ""
