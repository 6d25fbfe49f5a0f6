"""Opening keys of an exchange, and schemes of a listing."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actor import ActorRequest
from accounts.rules import is_exchange_staff
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.pages import done
from marketplace.portal.sealed_forms import DecisionForm, KeyForm, SchemeForm
from marketplace.trading import commands
from marketplace.trading.queries import sales
from marketplace.trading.queries.opening_keys import opening_key, opening_keys, scheme
from marketplace.trading.queries.opening_keys import schemes as schemes_of
from marketplace.trading.sealed_rules import may_approve_key, may_decide_scheme, may_draft_scheme

ACTS = {"approve": commands.approve_opening_key, "retire": commands.retire_opening_key}


@login_required
def keys(request: ActorRequest) -> HttpResponse:
    """The keys of the exchange acted for; POST registers the one that the browser has made."""
    require(is_exchange_staff, request.actor)
    form = KeyForm(request.POST or None)
    said = _("已登记开标密钥，请同一机构的另一名工作人员核对指纹后复核。")
    told = {"actor": request.actor, "clock": market_clock}
    if request.method == "POST" and done(
        request, form, said, lambda: commands.register_opening_key(**form.cleaned_data, **told)
    ):
        return redirect("portal:opening-keys")
    rows = opening_keys(request.actor).filter(exchange=request.actor.exchange).order_by("-pk")
    shown = [(key, key.can("approve") and may_approve_key(request.actor, key), key.can("retire")) for key in rows]
    has_one = any(key.holder == request.actor.user and key.can("retire") for key in rows)
    return render(request, "portal/opening_keys.html", {"rows": shown, "has_one": has_one, "form": form})


@login_required
@require_POST
def act(request: ActorRequest, number: str, act: str) -> HttpResponse:
    """Approve or retire a key."""
    key = opening_key(request.actor, number)
    if act not in ACTS:
        raise Http404(_("没有这项操作。"))
    ACTS[act](key=key, actor=request.actor, clock=market_clock)
    messages.success(request, _("密钥已复核。") if act == "approve" else _("密钥已停用；已公告的竞价仍用它开标。"))
    return redirect("portal:opening-keys")


def schemes(request: ActorRequest, number: str) -> HttpResponse:
    """The schemes of a listing; POST drafts one."""
    listing = sales.listing(request.actor, number)
    form = SchemeForm(request.POST or None)
    told = {"actor": request.actor, "clock": market_clock}
    said = _("已拟定权重方案，请挂牌机构的另一名工作人员复核。")
    if request.method == "POST" and done(
        request, form, said, lambda: commands.draft_scheme(listing=listing, **form.given(), **told)
    ):
        return redirect("portal:schemes", number)
    rows = schemes_of(request.actor, listing).order_by("-pk")
    shown = [(one, one.can("approve") and may_decide_scheme(request.actor, one)) for one in rows]
    drafts = may_draft_scheme(request.actor, listing)
    context = {"listing": listing, "rows": shown, "form": form, "drafts": drafts, "decision": DecisionForm()}
    return render(request, "portal/schemes.html", context)


@login_required
@require_POST
def decide(request: ActorRequest, number: str) -> HttpResponse:
    """Approve a scheme, or send it back with the reason."""
    found = scheme(request.actor, number)
    told = {"scheme": found, "actor": request.actor, "clock": market_clock}
    if "approve" in request.POST:
        commands.approve_scheme(**told)
        messages.success(request, _("权重方案已通过。"))
    else:
        commands.reject_scheme(reason=request.POST.get("reason", ""), **told)
        messages.success(request, _("权重方案未通过，理由已告知拟定方。"))
    return redirect("portal:schemes", found.listing.number)
