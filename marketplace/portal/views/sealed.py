"""Sealing a price, scoring plans, opening."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actor import Actor, ActorRequest
from marketplace.core.clock import market_clock
from marketplace.core.errors import Forbidden
from marketplace.core.pages import done, told_on
from marketplace.core.states import atomic
from marketplace.files.commands import store
from marketplace.portal.queries.sales import sale_page
from marketplace.portal.queries.sealed import opening_page, scores_page
from marketplace.portal.sealed_forms import EnvelopeForm, OwnCopyForm, ScoresForm, SharesForm
from marketplace.portal.views.sales import sale_shown
from marketplace.trading import commands
from marketplace.trading.models import Sale
from marketplace.trading.queries import sales as trading
from marketplace.trading.queries import sealed


@login_required
@require_POST
def seal(request: ActorRequest, number: str) -> HttpResponse:
    """Hand in what the browser has sealed; the page of the sale shows the signed receipt. The page's script is answered in JSON, so that it keeps what was typed."""
    found = sealed.terms(trading.sale(number))
    form = EnvelopeForm(request.POST, request.FILES, weighted=found.method == Sale.Method.WEIGHTED)
    kept = reverse("portal:sale", args=[number]) + "#sale-desk"
    by_script = request.get_preferred_type(["text/html", "application/json"]) == "application/json"
    try:
        with told_on(form):
            if form.is_valid():
                _keep(found, form, request.actor)
                return JsonResponse({"kept": kept}) if by_script else redirect(kept)
    except Forbidden as error:
        if not by_script:
            raise
        form.add_error(None, str(error))
    if by_script:
        return JsonResponse({"errors": [text for texts in form.errors.values() for text in texts]}, status=400)
    return sale_shown(request, sale_page(request.actor, number), envelope_form=form)


@atomic
def _keep(found: Sale, form: EnvelopeForm, actor: Actor) -> None:
    told = {"actor": actor, "clock": market_clock}
    files = [store(upload=one, purpose="plan", **told) for one in form.cleaned_data.get("plan", [])]
    commands.seal_envelope(sale=found, envelope=form.cleaned_data["envelope"], files=files, **told)


@login_required
@require_POST
def open_own(request: ActorRequest, number: str) -> HttpResponse:
    """Open one's own envelope with the copy that was kept."""
    found, form = sealed.terms(trading.sale(number)), OwnCopyForm(request.POST)

    def act() -> None:
        copy = form.cleaned_data["copy"]
        commands.open_own_envelope(sale=found, actor=request.actor, clock=market_clock, **copy)

    if done(request, form, _("已开封。全部信封开封后判定结果。"), act):
        return redirect("portal:sale", number)
    return sale_shown(request, sale_page(request.actor, number), copy_form=form)


@login_required
def opening(request: ActorRequest, number: str) -> HttpResponse:
    """A custodian decrypts its shares in the browser and hands them in."""
    page = opening_page(request.actor, number, market_clock.read())
    form = SharesForm(request.POST or None)

    def act() -> None:
        commands.hand_in_shares(
            sale=page.sale, shares=form.cleaned_data["shares"], actor=request.actor, clock=market_clock
        )

    if request.method == "POST" and done(request, form, _("已提交密钥份额。达到开标人数时全部信封同时打开。"), act):
        return redirect("portal:sale", number)
    return render(request, "portal/opening.html", {"page": page, "form": form})


@login_required
def scores(request: ActorRequest, number: str) -> HttpResponse:
    """Enter the points of the plans, or confirm them as another person of the venue."""
    page = scores_page(request.actor, number)
    told = {"sale": page.sale, "actor": request.actor, "clock": market_clock}
    plans = [row.envelope for row in page.rows]
    if request.method == "POST" and "confirm" in request.POST:
        commands.confirm_scores(**told)
        messages.success(request, _("评分已确认，密钥持有人可以开标。"))
        return redirect("portal:sale_scores", number)
    form = ScoresForm(request.POST or None, plans=plans, criteria=page.criteria)
    if request.method == "POST":
        said = _("已录入评分，请另一名工作人员确认。")
        if done(request, form, said, lambda: commands.enter_scores(points=form.points, **told)):
            return redirect("portal:sale_scores", number)
    return render(request, "portal/scores.html", {"page": page, "form": form})
