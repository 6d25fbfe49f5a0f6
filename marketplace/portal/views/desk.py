"""The officer's desk."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actor import ActorRequest
from accounts.rules import is_exchange_staff
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.presentation import Tab
from marketplace.matching.runs import ask_for_run
from marketplace.portal.desk_acts import act_on
from marketplace.portal.queries.colleagues import loads
from marketplace.portal.queries.desk import Asked
from marketplace.portal.queries.desk import desk as desk_of
from marketplace.portal.queries.desk_others import others as others_of
from marketplace.portal.style_desk import queue_keys

LONGEST = 100


def tabs(here: str) -> list[Tab]:
    named = (
        ("portal:desk", _("案件")),
        ("accounts:queue", _("入驻待办")),
        ("portal:desk_colleagues", _("同事负荷")),
        ("portal:desk_others", _("款项与其他")),
    )
    return [Tab(label, reverse(name), name == f"portal:{here}") for name, label in named]


@login_required
@require_safe
def desk(request: ActorRequest) -> HttpResponse:
    """A page of the queue; to htmx only the rows, with the address that stands for them."""
    said = {name: given(request, name) for name in ("stage", "whose", "after")}
    asked = Asked(**said, late=bool(request.GET.get("late")), text=given(request, "q"))
    page = desk_of(request.actor, asked)
    if request.headers.get("HX-Target") == "results":
        answer = render(request, "desk/queue.html", {"page": page})
        answer["HX-Replace-Url"] = asked.address()
    else:
        answer = render(request, "desk/desk.html", {"page": page, "tabs": tabs("desk"), "keys": queue_keys()})
    patch_vary_headers(answer, ["HX-Target"])
    return answer


def given(request: ActorRequest, name: str) -> str:
    """What the address says, as the database can compare it."""
    return request.GET.get(name, "")[:LONGEST].replace("\x00", "")


@login_required
@require_POST
def acts(request: ActorRequest) -> HttpResponse:
    """An act on the chosen cases, with what became of each."""
    require(is_exchange_staff, request.actor)
    said = request.POST
    rows = act_on(said.getlist("case"), said.get("act", ""), said.get("to", ""), request.actor)
    done = sum(row.done for row in rows)
    shown = {"rows": rows, "done": done, "left": len(rows) - done, "next": back(request)}
    return render(request, "desk/acts_done.html", shown)


def back(request: ActorRequest) -> str:
    """The queue from which the act was sent."""
    wanted = request.POST.get("next", "")
    ours = wanted.startswith(reverse("portal:desk")) and url_has_allowed_host_and_scheme(wanted, None)
    return wanted if ours else reverse("portal:desk")


@login_required
@require_safe
def colleagues(request: ActorRequest) -> HttpResponse:
    rows, nobody = loads(request.actor)
    shown = {"rows": rows, "nobody": nobody, "tabs": tabs("desk_colleagues"), "exchange": exchange_of(request)}
    return render(request, "desk/colleagues.html", shown)


@login_required
@require_safe
def others(request: ActorRequest) -> HttpResponse:
    shown = {"page": others_of(request.actor), "tabs": tabs("desk_others"), "exchange": exchange_of(request)}
    return render(request, "desk/others.html", shown)


def exchange_of(request: ActorRequest) -> str:
    organisation = request.actor.organisation
    return str(organisation.get_exchange_code_display()) if organisation else ""


@login_required
@require_POST
def start_matching(request: ActorRequest) -> HttpResponse:
    job = ask_for_run(actor=request.actor, clock=market_clock)
    messages.success(request, _("全量匹配已排队。"))
    return redirect("portal:job", job.number)
