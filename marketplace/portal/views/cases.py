"""The page of a case, and what is done there."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.actor import ActorRequest
from marketplace.core.errors import Forbidden, Invalid, MarketError, Refused
from marketplace.desk import queries
from marketplace.portal.case_acts import ACTS, told
from marketplace.portal.queries.case_page import case_page

LONGEST = 100


@login_required
@require_safe
def case(request: ActorRequest, number: str) -> HttpResponse:
    found = queries.case(request.actor, number)
    show, document = (request.GET.get(name, "")[:LONGEST] for name in ("show", "document"))
    page = case_page(request.actor, found, show=show, document=document)
    return render(request, "desk/case.html", {"page": page})


def told_on_page(request: ActorRequest, number: str, act: str, error: MarketError, status: int = 200) -> HttpResponse:
    """The page as the case now stands, with what was declined, and what was typed."""
    found = queries.case(request.actor, number)
    page = case_page(request.actor, found, act=act, typed=request.POST.dict(), errors=told(error))
    return render(request, "desk/case.html", {"page": page}, status=status)


@login_required
@require_POST
def act(request: ActorRequest, number: str, act: str) -> HttpResponse:
    """Do one act; what is refused is told on the page, which keeps what was typed."""
    found = queries.case(request.actor, number)
    if act not in ACTS:
        raise Http404
    try:
        said = ACTS[act](found, request.actor, request.POST, request.FILES.get("file"))
    except (Invalid, Refused) as error:
        return told_on_page(request, number, act, error)
    except Forbidden as error:
        if request.headers.get("HX-Request"):
            raise  # told at the head of the page, which stays as it is
        return told_on_page(request, number, act, error, status=error.status)
    messages.success(request, said)
    readable = queries.cases_for(request.actor).filter(pk=found.pk).exists()
    return redirect("portal:case", number) if readable else redirect("portal:desk")
