"""A licence, for both its sides and its venue."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actor import ActorRequest
from marketplace.core.clock import market_clock
from marketplace.core.pages import done
from marketplace.core.paging import page_of
from marketplace.licensing import commands, forms
from marketplace.licensing.pages import licence_page, licence_rows
from marketplace.licensing.queries import reading
from marketplace.trading.screening_forms import ScreeningForm


@login_required
@require_safe
def licences(request: ActorRequest) -> HttpResponse:
    """One's own on either side; for staff those of their exchange."""
    page = page_of(request, reading.with_what_is_open(reading.licences(request.actor)))
    rows = licence_rows(page.rows, market_clock.read())
    return render(request, "licensing/licences.html", {"page": page, "rows": rows, "venue": request.actor.exchange})


@login_required
@require_safe
def licence(request: ActorRequest, number: str) -> HttpResponse:
    return _shown(request, number)


def _shown(request: ActorRequest, number: str, tried: dict[str, Form] | None = None) -> HttpResponse:
    found = reading.licence(request.actor, number)
    return render(request, "licensing/licence.html", {"page": licence_page(request.actor, found, tried)})


def _act(
    request: ActorRequest,
    number: str,
    name: str,
    form: Form,
    said: str,
    command: Callable[..., object],
    **about: object,
) -> HttpResponse:
    """Do what a form asks about a licence, its report or its charge; or show the licence with the form and what is wrong in it."""
    told = {"actor": request.actor, "clock": market_clock, **about}
    if done(request, form, said, lambda: command(**told, **form.cleaned_data)):
        return redirect("licensing:licence", number)
    return _shown(request, number, {name: form})


def _of_licence(
    request: ActorRequest, number: str, name: str, form: Form, said: str, command: Callable[..., object]
) -> HttpResponse:
    return _act(request, number, name, form, said, command, licence=reading.licence(request.actor, number))


@login_required
@require_POST
def accept(request: ActorRequest, number: str) -> HttpResponse:
    return _of_licence(
        request, number, "accept", Form(request.POST), _("已同意，试用自次日起。"), commands.accept_licence
    )


@login_required
@require_POST
def screen(request: ActorRequest, number: str) -> HttpResponse:
    form = ScreeningForm(request.POST)
    return _of_licence(request, number, "screen", form, _("涉外审查已办结。"), commands.screen_licensee)


@login_required
@require_POST
def refuse(request: ActorRequest, number: str) -> HttpResponse:
    return _of_licence(
        request, number, "refuse", forms.AnswerForm(request.POST), _("已答复申请人。"), commands.refuse_licence
    )


@login_required
@require_POST
def withdraw(request: ActorRequest, number: str) -> HttpResponse:
    return _of_licence(request, number, "withdraw", Form(request.POST), _("已撤回。"), commands.withdraw_licence)


@login_required
@require_POST
def terminate(request: ActorRequest, number: str) -> HttpResponse:
    return _of_licence(
        request, number, "terminate", forms.ReasonForm(request.POST), _("许可已终止。"), commands.terminate_licence
    )


@login_required
@require_POST
def record(request: ActorRequest, number: str) -> HttpResponse:
    return _of_licence(request, number, "record", forms.NoteForm(request.POST), _("已登记备案。"), commands.note_record)


@login_required
@require_POST
def files(request: ActorRequest, number: str) -> HttpResponse:
    return _of_licence(
        request, number, "files", forms.FilesForm(request.POST), _("已登记返还。"), commands.return_files
    )


@login_required
@require_POST
def report(request: ActorRequest, number: str) -> HttpResponse:
    """The sales of a period, by the number of its report."""
    found, form = reading.report(request.actor, number), forms.SalesForm(request.POST)
    said = _("已报告；应付金额见下。")
    return _act(request, found.licence.number, number, form, said, _with_fen(commands.report_sales), report=found)


@login_required
@require_POST
def correct(request: ActorRequest, number: str) -> HttpResponse:
    found, form = reading.report(request.actor, number), forms.CorrectionForm(request.POST)
    said = _("已更正。")
    return _act(request, found.licence.number, number, form, said, _with_fen(commands.correct_report), report=found)


def _with_fen(command: Callable[..., object]) -> Callable[..., object]:
    """A command about an amount, which forms call `amount`, as it is called where it is wrong."""
    return lambda *, amount, **told: command(amount_fen=amount, **told)


@login_required
@require_POST
def notice(request: ActorRequest, number: str) -> HttpResponse:
    found, form = reading.report(request.actor, number), Form(request.POST)
    return _act(
        request, found.licence.number, "notice", form, _("已通知被许可方。"), commands.give_notice, report=found
    )


@login_required
@require_POST
def settle(request: ActorRequest, number: str) -> HttpResponse:
    """Pass money on, by the number of the charge."""
    found, form = reading.charge(request.actor, number), Form(request.POST)
    return _act(request, found.licence.number, "settle", form, _("已划付。"), commands.settle_charge, charge=found)
