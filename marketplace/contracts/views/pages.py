"""A contract for both its sides and its venue, and the check of signatures for everybody."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actor import ActorRequest
from marketplace.contracts import commands, forms, rules
from marketplace.contracts.models import DeedVersion
from marketplace.contracts.pages import deed_page, deed_rows, signature_rows
from marketplace.contracts.queries import reading
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.pages import done
from marketplace.core.paging import page_of


@login_required
@require_safe
def deeds(request: ActorRequest) -> HttpResponse:
    """One's own on either side; for staff those of their exchange."""
    page = page_of(request, reading.deeds(request.actor))
    context = {"page": page, "rows": deed_rows(page.rows), "venue": request.actor.exchange}
    return render(request, "contracts/deeds.html", context)


@login_required
@require_safe
def deed(request: ActorRequest, number: str) -> HttpResponse:
    found = reading.deed(request.actor, number)
    return render(request, "contracts/deed.html", {"page": deed_page(request.actor, found)})


@login_required
@require_http_methods(["GET", "POST"])
def propose(request: ActorRequest, number: str) -> HttpResponse:
    """Another text, from the one in place."""
    found = reading.deed(request.actor, number)
    require(rules.may_propose, request.actor, found)
    form = forms.ProposalForm(request.POST or None, deed=found)

    def act() -> None:
        given = form.cleaned_data
        commands.propose_version(
            deed=found,
            text=form.proposed(),
            note=given["note"],
            points=given["points"],
            actor=request.actor,
            clock=market_clock,
        )

    if done(request, form, _("已提出，等待对方答复。"), act):
        return redirect("contracts:deed", number)
    return render(request, "contracts/propose.html", {"form": form, "deed": found})


@require_safe
def signatures(request: HttpRequest) -> HttpResponse:
    """Whether the signatures of a text hold, for whoever has its fingerprint."""
    form = forms.CheckForm(request.GET or None)
    found = None
    if form.is_valid():
        sha256 = form.cleaned_data["sha256"].strip().lower()
        found = DeedVersion.objects.filter(sha256=sha256).select_related("deed").order_by("-position").first()
    rows = signature_rows(found) if found else []
    return render(request, "contracts/signatures.html", {"form": form, "version": found, "rows": rows})
