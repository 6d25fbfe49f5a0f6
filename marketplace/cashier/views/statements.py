"""Bank statements: handed in, listed, read again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.actor import ActorRequest
from marketplace.cashier import commands, rules
from marketplace.cashier.columns import BLANK_FORM, COLUMNS
from marketplace.cashier.forms import StatementForm
from marketplace.cashier.queries import reading as queries
from marketplace.cashier.views.parts import ROWS, tabs
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.pages import told_on
from marketplace.core.paging import page_of
from marketplace.core.tables import answer


def statements(request: ActorRequest) -> HttpResponse:
    """The statements of one's exchange, and the form to hand the next one in."""
    queries.require_look(request.actor)
    keeps = rules.may_keep_statements(request.actor, request.actor.exchange)
    form = StatementForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        require(rules.may_keep_statements, request.actor, request.actor.exchange)
        if form.is_valid():
            with told_on(form):
                return _read(request, form)
    page = page_of(request, queries.statements(request.actor).order_by("-pk"), ROWS)
    shown = {"form": form, "keeps": keeps, "page": page, "columns": COLUMNS, "tabs": tabs(request)}
    return render(request, "cashier/statements.html", shown)


def _read(request: ActorRequest, form: StatementForm) -> HttpResponse:
    given = form.cleaned_data
    statement = commands.read_statement(
        upload=given["file"],
        exchange=request.actor.exchange,
        first_date=given["first_date"],
        last_date=given["last_date"],
        opening_fen=given["opening"],
        closing_fen=given["closing"],
        actor=request.actor,
        clock=market_clock,
    )
    messages.success(request, _("对账单 {number} 已读入。").format(number=statement.number))
    return redirect("cashier:statement", statement.number)


@require_safe
def statement(request: ActorRequest, number: str) -> HttpResponse:
    found = queries.statement(request.actor, number)
    page = page_of(request, found.lines.order_by("row", "pk"), ROWS)
    return render(request, "cashier/statement.html", {"statement": found, "page": page})


@require_safe
def blank(request: ActorRequest) -> HttpResponse:
    """The blank form: the columns and nothing else."""
    return answer(BLANK_FORM.encode(), name="bank-statement", ending="csv")
