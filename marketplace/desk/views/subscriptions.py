"""Subscribing to notices, and ending it in one click."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actor import ActorRequest
from marketplace.core.clock import market_clock
from marketplace.core.pages import told_on
from marketplace.desk import commands, queries
from marketplace.desk.forms import SubscriptionForm


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def subscriptions(request: ActorRequest) -> HttpResponse:
    """One's own subscriptions, and a form for another; the board fills it in by its address."""
    form = SubscriptionForm(request.POST) if request.method == "POST" else SubscriptionForm(initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            commands.subscribe(**form.cleaned_data, actor=request.actor, clock=market_clock)
            messages.success(request, _("已订阅。有符合的公告时通知您。"))
            return redirect("desk:subscriptions")
    own = queries.subscriptions_of(request.actor)
    return render(request, "desk/subscriptions.html", {"form": form, "subscriptions": own})


@login_required
@require_POST
def end(request: ActorRequest, number: str) -> HttpResponse:
    commands.unsubscribe(subscription=queries.subscription(request.actor, number), actor=request.actor)
    messages.success(request, _("已取消订阅。"))
    return redirect("desk:subscriptions")


@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: ActorRequest, token: str) -> HttpResponse:
    """Where a message's link leads: one button, without signing in. Reading it ends nothing, as mail scanners read."""
    ended = request.method == "POST"
    if ended:
        commands.end_subscription(token=token, actor=request.actor)
    return render(request, "desk/unsubscribe.html", {"ended": ended})
