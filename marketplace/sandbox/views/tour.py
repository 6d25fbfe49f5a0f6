"""The tour: its page, its steps, and the buttons by which the others act."""

from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actor import ActorRequest
from accounts.commands import sign_in_as
from accounts.views.sandbox import BACKEND
from marketplace.core.clock import market_clock
from marketplace.core.errors import MarketError, Refused
from marketplace.sandbox import cast, commands
from marketplace.sandbox.context import COOKIE, progress_of
from marketplace.sandbox.queries.tour import STEPS, Progress, Tour
from marketplace.sandbox.sweeping import sweep
from marketplace.sandbox.views import only_in_sandbox, onward
from marketplace.trading import commands as market
from marketplace.trading.queries import sales as trading

REMEMBERED_SECONDS = 14 * 24 * 3600


@require_safe
@only_in_sandbox
def tour(request: ActorRequest) -> HttpResponse:
    return render(request, "sandbox/tour.html", {"tour": Tour(request.actor, progress_of(request))})


@require_POST
@only_in_sandbox
def start(request: ActorRequest) -> HttpResponse:
    """Prepare a lot for this visitor, and sign him in as the firm that will bid for it."""
    lot = commands.prepare_lot(clock=market_clock)
    _take_part(request)
    return _remember(redirect("sandbox:tour"), Progress(lot.pk))


@require_safe
@only_in_sandbox
def step(request: ActorRequest, number: int) -> HttpResponse:
    """Go to the market's page where a step is taken."""
    progress = progress_of(request)
    found = Tour(request.actor, progress)
    if number not in STEPS or not found.reaches(number):
        return redirect("sandbox:tour")
    return _remember(redirect(found.page(number)), progress.with_seen(number))


@require_POST
@only_in_sandbox
def act(request: ActorRequest) -> HttpResponse:
    """A button of the tour's page: come back as the bidder, let the others act, or end the bidding now."""
    found = Tour(request.actor, progress_of(request))
    if found.lot is None:
        return redirect("sandbox:tour")
    try:
        ACTS.get(request.POST.get("act", ""), _unknown)(request, found)
    except MarketError as error:
        messages.error(request, str(error))
    return redirect("sandbox:tour")


@require_POST
@only_in_sandbox
def pay_deposit(request: ActorRequest, number: str) -> HttpResponse:
    """Let the deposit of one's own registration arrive."""
    registration = trading.registration(request.actor, number)
    commands.confirm_own_deposit(registration=registration, actor=request.actor, clock=market_clock)
    messages.success(request, _("保证金已到账，业务员已确认。现在可以报价。"))
    return redirect(onward(request, otherwise=_sale_page(registration.sale.number)))


@require_POST
@only_in_sandbox
def others(request: ActorRequest, number: str) -> HttpResponse:
    """Let everybody else in a sale do what is theirs to do."""
    _tell(request, commands.act_for_others(sale=trading.sale(number), actor=request.actor, clock=market_clock))
    return redirect(onward(request, otherwise=_sale_page(number)))


def _return(request: ActorRequest, found: Tour) -> None:
    _take_part(request)


def _deposit(request: ActorRequest, found: Tour) -> None:
    if found.own is None:
        raise Refused(_("请先在竞价页登记竞买。"), code="not_registered")
    commands.confirm_own_deposit(registration=found.own, actor=request.actor, clock=market_clock)
    messages.success(request, _("保证金已到账，业务员已确认。现在可以报价。"))


def _end(request: ActorRequest, found: Tour) -> None:
    commands.set_clock(at=found.sale.ends_at, actor=request.actor, clock=market_clock)
    sweep()
    messages.info(request, _("市场时间已前进到本场结束。"))


def _sign(request: ActorRequest, found: Tour) -> None:
    market.sign_contract(sale=found.sale, actor=request.actor, clock=market_clock)
    messages.success(request, _("您已签署合同。"))


def _others(request: ActorRequest, found: Tour) -> None:
    _tell(request, commands.act_for_others(sale=found.sale, actor=request.actor, clock=market_clock))


def _tell(request: ActorRequest, done: list[str]) -> None:
    for told in done:
        messages.success(request, told)
    if not done:
        messages.info(request, _("对方没有待办：现在轮到您，请签署合同。"))


def _take_part(request: ActorRequest) -> None:
    actor = cast.person(cast.VISITOR)
    assert actor.user
    sign_in_as(user=actor.user)
    login(request, actor.user, backend=BACKEND)


def _unknown(request: ActorRequest, found: Tour) -> None:
    raise Http404


ACTS = {"return": _return, "deposit": _deposit, "end": _end, "sign": _sign, "others": _others}


def _remember(answer: HttpResponse, progress: Progress) -> HttpResponse:
    answer.set_signed_cookie(COOKIE, str(progress), max_age=REMEMBERED_SECONDS, httponly=True, samesite="Lax")
    return answer


def _sale_page(number: str) -> str:
    return f"/sales/{number}/"
