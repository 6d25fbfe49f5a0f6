"""One listing: its page, and what its parties and its exchange do there."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actor import ActorRequest
from marketplace.catalogue import commands
from marketplace.core.clock import market_clock
from marketplace.desk import commands as desk
from marketplace.desk.models import Case
from marketplace.portal.queries.listing import listing_of, listing_page


def listing(request: ActorRequest, number: str) -> HttpResponse:
    return render(request, "portal/listing.html", {"page": listing_page(request.actor, number)})


@require_POST
def withdraw(request: ActorRequest, number: str) -> HttpResponse:
    """At once before the acceptance; later it is asked for, and another person decides."""
    case, reasons = case_of(request, number), request.POST.get("reasons", "")
    if case.is_before_acceptance:
        desk.withdraw(case=case, reasons=reasons, actor=request.actor, clock=market_clock)
        return done(request, number, _("已撤回。"))
    desk.propose_correction(case=case, kind="termination", reason=reasons, actor=request.actor, clock=market_clock)
    return done(request, number, _("已提出终结申请，待交易机构另一人复核后生效。"))


def case_of(request: ActorRequest, number: str) -> Case:
    """The case of a listing, opened where it has none."""
    return desk.open_case(listing=listing_of(request.actor, number), actor=request.actor, clock=market_clock)


@require_POST
def consent(request: ActorRequest, number: str) -> HttpResponse:
    commands.consent_to_listing(listing=listing_of(request.actor, number), actor=request.actor, clock=market_clock)
    return done(request, number, _("已同意按现有内容转化。"))


@require_POST
def record_consent(request: ActorRequest, number: str, position: int) -> HttpResponse:
    """The venue's officer has seen a co-owner's consent on paper."""
    owner = get_object_or_404(listing_of(request.actor, number).ownerships, position=position)
    evidence = request.POST.get("evidence", "")
    commands.record_consent(ownership=owner, evidence=evidence, actor=request.actor, clock=market_clock)
    return done(request, number, _("已登记书面同意。"))


def done(request: ActorRequest, number: str, said: str) -> HttpResponse:
    """Back to the page, with what was done."""
    messages.success(request, _("{number}：{said}").format(number=number, said=said))
    return redirect("portal:listing", number)
