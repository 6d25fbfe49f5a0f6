"""Claims to an organisation that somebody else has registered."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import commands, queries
from accounts.actor import ActorRequest
from accounts.forms import ClaimForm, SettleForm
from accounts.models import Membership, Role
from accounts.models.paper import PAPERS
from accounts.rules import is_exchange_staff, is_signed_in, may_settle_claim, may_withdraw_claim
from accounts.views.keeping import keep, kept_before, posted
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.pages import told_on
from marketplace.files.access import may_read_subject


def new(request: ActorRequest) -> HttpResponse:
    """File a claim, with licence, mandate and identity document."""
    require(is_signed_in, request.actor)
    initial = {"uscc": request.GET.get("uscc", "")[:40], **kept_before(request, PAPERS)}
    form = ClaimForm(**posted(request), initial=initial)
    papers = keep(request, form, PAPERS) if form.is_bound else {}
    if form.is_bound and form.is_valid():
        with told_on(form):
            row = commands.file_claim(
                uscc=form.cleaned_data["uscc"],
                statement=form.cleaned_data["statement"],
                papers=papers,
                actor=request.actor,
                clock=market_clock,
            )
            messages.success(request, _("主张 {number} 已提交，由交易机构裁定。").format(number=row.number))
            return redirect("accounts:claim", row.number)
    return render(request, "accounts/claim_form.html", {"form": form})


def claim(request: ActorRequest, number: str) -> HttpResponse:
    """One claim; the officer who may settles it here."""
    row, actor = queries.claim(request.actor, number), request.actor
    if request.method == "POST":
        require(may_settle_claim, actor, row)
    settles = row.can("reject") and may_settle_claim(actor, row)
    form = SettleForm(request.POST or None) if settles else None
    if form and form.is_valid():
        with told_on(form):
            commands.settle_claim(claim=row, actor=actor, clock=market_clock, **form.cleaned_data)
            messages.success(request, _("主张 {number} 已裁定，双方均已告知。").format(number=number))
            return redirect("accounts:claims")
    reads = may_read_subject(actor, f"claim:{row.number}")
    admins = Membership.objects.filter(organisation=row.organisation, role=Role.ADMIN, ended_at__isnull=True)
    context = {
        "row": row,
        "form": form,
        "now": market_clock.read(),
        "papers": [(piece.label, getattr(row, piece.value)) for piece in PAPERS] if reads else [],
        "withdraws": row.can("withdraw") and may_withdraw_claim(actor, row),
        "admins": admins.select_related("user").order_by("id") if is_exchange_staff(actor) else [],
    }
    return render(request, "accounts/claim.html", context)


@require_POST
def withdraw(request: ActorRequest, number: str) -> HttpResponse:
    """Take one's claim back."""
    commands.withdraw_claim(claim=queries.claim(request.actor, number), actor=request.actor)
    messages.success(request, _("主张 {number} 已撤回。").format(number=number))
    return redirect("accounts:claim", number)
