"""Accounts, what moved on them, and a month for the accountant."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actor import ActorRequest
from marketplace.core.errors import require
from marketplace.core.pages import told_on
from marketplace.core.tables import answer, written
from marketplace.ledger import queries
from marketplace.ledger.bookkeeping import books
from marketplace.ledger.forms import BooksForm
from marketplace.ledger.rules import keeps_books, keeps_books_of

ROWS = 30


@login_required
def accounts(request: ActorRequest) -> HttpResponse:
    """One's own accounts; for the finance of an exchange all at it, the market's own first."""
    return _accounts(request, BooksForm(initial={"ending": "xlsx"}))


@login_required
def month(request: ActorRequest) -> HttpResponse:
    """The books of a month as a file."""
    require(keeps_books, request.actor)
    form = BooksForm(request.GET)
    if form.is_valid():
        with told_on(form):
            chosen, ending = form.cleaned_data["month"], form.cleaned_data["ending"]
            content = written(books(request.actor, chosen), ending)
            return answer(content, name=f"{request.actor.exchange}-{chosen}", ending=ending)
    return _accounts(request, form, status=422)


@login_required
def account(request: ActorRequest, number: str) -> HttpResponse:
    """One account and its movements, newest first."""
    found = queries.account_for(request.actor, number)
    trail = [{"label": _("资金账户"), "url": reverse("ledger:accounts")}]
    shown = {"account": found, "trail": trail, **_page(request, queries.statement(found))}
    return render(request, "ledger/account.html", shown)


def _accounts(request: ActorRequest, form: BooksForm, status: int = 200) -> HttpResponse:
    found = queries.accounts_for(request.actor).order_by("organisation__name", "exchange", "pk")
    keeper = keeps_books_of(request.actor)
    shared = found.filter(organisation=None) if keeper else found.none()
    page = _page(request, found.exclude(organisation=None))
    shown = {"shared": shared, "form": form if keeper else None, "keeper": bool(keeper), **page}
    return render(request, "ledger/accounts.html", shown, status=status)


def _page(request: ActorRequest, rows: QuerySet[Any]) -> dict[str, Any]:
    page = Paginator(rows, ROWS).get_page(request.GET.get("page", "1")[:9])
    previous = f"?page={page.previous_page_number()}" if page.has_previous() else ""
    following = f"?page={page.next_page_number()}" if page.has_next() else ""
    return {"page": page, "previous": previous, "next": following}
