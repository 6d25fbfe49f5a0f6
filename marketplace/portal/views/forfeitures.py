"""A withdrawn registration, and a deposit that may be forfeited, on the bidder's page."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actor import ActorRequest
from marketplace.core.clock import market_clock
from marketplace.core.errors import Invalid
from marketplace.core.pages import done
from marketplace.portal.forfeiture_forms import (
    ForfeitureDecisionForm,
    ForfeitureForm,
    StatementForm,
    WithdrawalForm,
)
from marketplace.portal.queries.registration import registration_page
from marketplace.trading import commands
from marketplace.trading.queries.forfeitures import forfeiture, open_grounds
from marketplace.trading.queries.standing import registration_of


@login_required
@require_POST
def withdraw(request: ActorRequest, number: str) -> HttpResponse:
    """A bidder takes its registration back; the page has said what that costs."""
    found, form = registration_of(request.actor, number), WithdrawalForm(request.POST)

    def act() -> None:
        reason = form.cleaned_data["reason"]
        commands.withdraw_registration(registration=found, reason=reason, actor=request.actor, clock=market_clock)

    return _shown(request, number, form, _("报名已撤回。"), act)


@login_required
@require_POST
def propose(request: ActorRequest, number: str) -> HttpResponse:
    """An officer of the venue proposes to forfeit a deposit."""
    found = registration_of(request.actor, number)
    form = ForfeitureForm(request.POST, grounds=open_grounds(found))

    def act() -> None:
        commands.propose_forfeiture(registration=found, actor=request.actor, clock=market_clock, **form.given())

    said = _("已提出扣划，告知书已送达竞买人；听取意见后由另一位复核员决定。")
    return _shown(request, number, form, said, act)


@login_required
@require_POST
def answer(request: ActorRequest, number: str) -> HttpResponse:
    """The bidder speaks."""
    found, form = forfeiture(request.actor, number), StatementForm(request.POST)

    def act() -> None:
        statement = form.cleaned_data["statement"]
        commands.answer_forfeiture(forfeiture=found, statement=statement, actor=request.actor, clock=market_clock)

    return _shown(request, found.registration.number, form, _("陈述意见已送达交易机构。"), act)


@login_required
@require_POST
def decide(request: ActorRequest, number: str) -> HttpResponse:
    """A reviewer forfeits the deposit or not (`verdict`), with reasons."""
    found, form = forfeiture(request.actor, number), ForfeitureDecisionForm(request.POST)
    verdicts: dict[str, tuple[Callable[..., object], str]] = {
        "approve": (commands.approve_forfeiture, _("已扣划，决定书已送达竞买人，余额已付转让方。")),
        "reject": (commands.reject_forfeiture, _("已决定不予扣划，保证金按期退还。")),
    }
    command, said = verdicts.get(request.POST.get("verdict", ""), (_no_verdict, ""))

    def act() -> None:
        command(forfeiture=found, reason=form.cleaned_data["reason"], actor=request.actor, clock=market_clock)

    return _shown(request, found.registration.number, form, said, act)


def _no_verdict(**_told: Any) -> None:
    raise Invalid(fields={"verdict": [_("请选择扣划，或不予扣划。")]})


def _shown(request: ActorRequest, number: str, form: BaseForm, said: str, act: Callable[[], object]) -> HttpResponse:
    """The page of the registration after the act, or with what is wrong."""
    if done(request, form, said, act):
        return redirect("portal:registration", number)
    page = registration_page(request.actor, number, deposit=form)
    return render(request, "portal/registration.html", {"page": page})
