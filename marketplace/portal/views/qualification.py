"""资格确认: the seller's opinions, a bidder's registration, the venue's decision."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actor import ActorRequest
from marketplace.core.clock import market_clock
from marketplace.core.errors import Invalid
from marketplace.core.pages import done, told_on
from marketplace.portal.qualification_forms import DecisionForm, OpinionForm, SupplementForm
from marketplace.portal.queries.opinions import opinion_page
from marketplace.portal.queries.registration import registration_page
from marketplace.portal.sale_links import sale_trail
from marketplace.trading import commands
from marketplace.trading.models import Registration
from marketplace.trading.queries import sales as trading
from marketplace.trading.queries.standing import registration_of
from marketplace.trading.screening_forms import ScreeningForm


@login_required
@require_safe
def opinions(request: ActorRequest, number: str) -> HttpResponse:
    page = opinion_page(request.actor, number)
    return render(request, "portal/opinions.html", {"page": page, "trail": sale_trail(page.sale)})


@login_required
@require_POST
def opinion(request: ActorRequest, number: str, code: str) -> HttpResponse:
    """The seller's opinion on one bidder; what is refused is told at its form, which keeps what was typed."""
    sale, form = trading.sale(number), OpinionForm(request.POST, code=code[:3])
    registration = trading.application(request.actor, sale, code.replace("\x00", ""))
    if form.is_valid():
        with told_on(form):
            commands.give_opinion(registration=registration, actor=request.actor, clock=market_clock, **form.given())
            messages.success(request, _("意见已送达交易机构。"))
            return redirect("portal:opinions", number)
    page = opinion_page(request.actor, number, {registration.code: form})
    return render(request, "portal/opinions.html", {"page": page, "trail": sale_trail(page.sale)})


@login_required
@require_safe
def registration(request: ActorRequest, number: str) -> HttpResponse:
    return render(request, "portal/registration.html", {"page": registration_page(request.actor, number)})


@login_required
@require_POST
def supplement(request: ActorRequest, number: str) -> HttpResponse:
    """A bidder adds to its statement; the words stay on the page if they are not taken."""
    found, form = registration_of(request.actor, number), SupplementForm(request.POST, request.FILES)
    if form.is_valid():
        with told_on(form):
            said = {"text": form.cleaned_data["text"], "upload": form.cleaned_data["file"]}
            commands.supplement_statement(registration=found, actor=request.actor, clock=market_clock, **said)
            messages.success(request, _("补充说明已送达。"))
            return redirect("portal:registration", number)
    page = registration_page(request.actor, number, supplement=form)
    return render(request, "portal/registration.html", {"page": page})


@login_required
@require_POST
def screen(request: ActorRequest, number: str) -> HttpResponse:
    """The venue says what the export catalogues hold of a bidder with a foreign link (R-SEC-08)."""
    found, form = registration_of(request.actor, number), ScreeningForm(request.POST)
    told = {"registration": found, "actor": request.actor, "clock": market_clock}
    said = _("涉外审查已办结，结果已告知竞买人。")
    if done(request, form, said, lambda: commands.screen_bidder(**told, **form.cleaned_data)):
        return redirect("portal:registration", number)
    page = registration_page(request.actor, number, screening=form)
    return render(request, "portal/registration.html", {"page": page})


@login_required
@require_POST
def decide(request: ActorRequest, number: str) -> HttpResponse:
    """The venue confirms a qualification or refuses it (`verdict`), with its reasons."""
    found, form = registration_of(request.actor, number), DecisionForm(request.POST)
    if form.is_valid():
        with told_on(form):
            messages.success(request, decided(request, found, form.cleaned_data["note"]))
            return redirect("portal:registration", number)
    page = registration_page(request.actor, number, decision=form)
    return render(request, "portal/registration.html", {"page": page})


def decided(request: ActorRequest, found: Registration, note: str) -> str:
    """Do it, and say what was done."""
    told = {"registration": found, "actor": request.actor, "clock": market_clock}
    if request.POST.get("verdict") == "refuse":
        commands.refuse_qualification(reason=note, **told)
        return _("已决定不予确认，通知书已送达。")
    if request.POST.get("verdict") != "confirm":
        raise Invalid(fields={"verdict": [_("请选择确认资格，或不予确认。")]})
    commands.confirm_qualification(note=note, **told)
    return _("资格已确认，通知书已送达，等待保证金到账。")
