"""A licence, for both its sides and its venue."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actor import ActorRequest
from marketplace.core.clock import market_clock
from marketplace.core.pages import told_on
from marketplace.core.paging import page_of
from marketplace.licensing import commands, forms
from marketplace.licensing.pages import licence_page, licence_rows
from marketplace.licensing.queries import reading


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


def _done(
    request: ActorRequest, number: str, name: str, form: Form, said: str, act: Callable[[], object]
) -> HttpResponse:
    """Do what a form asks, or show the licence with the form and what is wrong in it."""
    if form.is_valid():
        with told_on(form):
            act()
            messages.success(request, said)
            return redirect("licensing:licence", number)
    return _shown(request, number, {name: form})


@login_required
@require_POST
def accept(request: ActorRequest, number: str) -> HttpResponse:
    told = {"licence": reading.licence(request.actor, number), "actor": request.actor, "clock": market_clock}
    return _done(
        request,
        number,
        "accept",
        Form(request.POST),
        _("已同意，试用自次日起。"),
        lambda: commands.accept_licence(**told),
    )


@login_required
@require_POST
def refuse(request: ActorRequest, number: str) -> HttpResponse:
    told = {"licence": reading.licence(request.actor, number), "actor": request.actor, "clock": market_clock}
    form = forms.AnswerForm(request.POST)
    return _done(
        request,
        number,
        "refuse",
        form,
        _("已答复申请人。"),
        lambda: commands.refuse_licence(**told, **form.cleaned_data),
    )


@login_required
@require_POST
def withdraw(request: ActorRequest, number: str) -> HttpResponse:
    told = {"licence": reading.licence(request.actor, number), "actor": request.actor, "clock": market_clock}
    return _done(
        request, number, "withdraw", Form(request.POST), _("已撤回。"), lambda: commands.withdraw_licence(**told)
    )


@login_required
@require_POST
def terminate(request: ActorRequest, number: str) -> HttpResponse:
    told = {"licence": reading.licence(request.actor, number), "actor": request.actor, "clock": market_clock}
    form = forms.ReasonForm(request.POST)
    return _done(
        request,
        number,
        "terminate",
        form,
        _("许可已终止。"),
        lambda: commands.terminate_licence(**told, **form.cleaned_data),
    )


@login_required
@require_POST
def record(request: ActorRequest, number: str) -> HttpResponse:
    told = {"licence": reading.licence(request.actor, number), "actor": request.actor, "clock": market_clock}
    form = forms.NoteForm(request.POST)
    return _done(
        request, number, "record", form, _("已登记备案。"), lambda: commands.note_record(**told, **form.cleaned_data)
    )


@login_required
@require_POST
def files(request: ActorRequest, number: str) -> HttpResponse:
    told = {"licence": reading.licence(request.actor, number), "actor": request.actor, "clock": market_clock}
    form = forms.FilesForm(request.POST)
    return _done(
        request, number, "files", form, _("已登记返还。"), lambda: commands.return_files(**told, **form.cleaned_data)
    )


@login_required
@require_POST
def report(request: ActorRequest, number: str) -> HttpResponse:
    """The sales of a period, by the number of its report."""
    found, form = reading.report(request.actor, number), forms.SalesForm(request.POST)
    told = {"report": found, "actor": request.actor, "clock": market_clock}

    def act() -> None:
        commands.report_sales(amount_fen=form.cleaned_data["amount"], note=form.cleaned_data["note"], **told)

    return _done(request, found.licence.number, number, form, _("已报告；应付金额见下。"), act)


@login_required
@require_POST
def correct(request: ActorRequest, number: str) -> HttpResponse:
    found, form = reading.report(request.actor, number), forms.CorrectionForm(request.POST)
    told = {"report": found, "actor": request.actor, "clock": market_clock}

    def act() -> None:
        commands.correct_report(amount_fen=form.cleaned_data["amount"], reason=form.cleaned_data["reason"], **told)

    return _done(request, found.licence.number, number, form, _("已更正。"), act)


@login_required
@require_POST
def notice(request: ActorRequest, number: str) -> HttpResponse:
    found = reading.report(request.actor, number)
    told = {"report": found, "actor": request.actor, "clock": market_clock}
    return _done(
        request,
        found.licence.number,
        "notice",
        Form(request.POST),
        _("已通知被许可方。"),
        lambda: commands.give_notice(**told),
    )


@login_required
@require_POST
def settle(request: ActorRequest, number: str) -> HttpResponse:
    """Pass money on, by the number of the charge."""
    found = reading.charge(request.actor, number)
    told = {"charge": found, "actor": request.actor, "clock": market_clock}
    return _done(
        request,
        found.licence.number,
        "settle",
        Form(request.POST),
        _("已划付。"),
        lambda: commands.settle_charge(**told),
    )
