"""Accounts, what moved on them, and a month for the accountant."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actor import ActorRequest
from marketplace.core.errors import require
from marketplace.core.pages import told_on
from marketplace.core.paging import page_of
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
    shown = {"account": found, "trail": trail, "page": page_of(request, queries.statement(found), ROWS)}
    return render(request, "ledger/account.html", shown)


def _accounts(request: ActorRequest, form: BooksForm, status: int = 200) -> HttpResponse:
    found = queries.accounts_for(request.actor).order_by("organisation__name", "exchange", "pk")
    keeper = keeps_books_of(request.actor)
    shared = found.filter(organisation=None) if keeper else found.none()
    page = page_of(request, found.exclude(organisation=None), ROWS)
    shown = {"shared": shared, "form": form if keeper else None, "keeper": bool(keeper), "page": page}
    return render(request, "ledger/accounts.html", shown, status=status)
