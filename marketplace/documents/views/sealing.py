"""Handing in the scan of a sealed document, and the officer's side by side."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actor import ActorRequest
from accounts.rules import is_signed_in
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.pages import told_on
from marketplace.core.states import atomic
from marketplace.documents import commands, queries, rules
from marketplace.documents.forms import CompareForm, ReasonForm, ScanForm
from marketplace.documents.models import Document, Sealing
from marketplace.documents.views.answers import picture_answer
from marketplace.documents.views.documents import page
from marketplace.files import commands as files
from marketplace.files.checking import SCANS

QUEUE = 200


def queue(request: ActorRequest) -> HttpResponse:
    """What waits to be compared with the original, the longest waiting first; a party sees what it handed in."""
    require(is_signed_in, request.actor)
    waiting = queries.sealings_for(request.actor).filter(state=Sealing.State.UPLOADED).order_by("id")
    return render(request, "documents/sealings.html", {"sealings": waiting[:QUEUE], "count": waiting.count()})


@require_POST
def upload(request: ActorRequest, number: str) -> HttpResponse:
    found = queries.document(request.actor, number)
    require(rules.may_seal, request.actor, found)
    form = ScanForm(request.POST, request.FILES)
    if form.is_valid():
        with told_on(form):
            _hand_in(request, found, form)
            messages.success(request, _("扫描件已上传，等待交易机构核对原件。"))
            return redirect("documents:document", number)
    return page(request, found, form)


@atomic
def _hand_in(request: ActorRequest, document: Document, form: ScanForm) -> None:
    told = {"actor": request.actor, "clock": market_clock}
    file = files.store(upload=form.cleaned_data["file"], purpose=commands.PURPOSE, kinds=SCANS, **told)
    commands.upload_scan(document=document, file=file, **told)


def sealing(request: ActorRequest, number: str) -> HttpResponse:
    return _compare(request, queries.sealing(request.actor, number), CompareForm(), ReasonForm())


def _compare(request: ActorRequest, found: Sealing, form: CompareForm, reason: ReasonForm) -> HttpResponse:
    """Document and scan side by side, with what is compared."""
    may_confirm = found.can("confirm") and rules.may_confirm(request.actor, found)
    context = {
        "sealing": found,
        "document": found.document,
        "pages": range(1, found.pages + 1),
        "form": form if may_confirm else None,
        "reason": reason,
        "points": [label for point, label in commands.CHECKPOINTS.items() if found.checklist.get(point)],
    }
    return render(request, "documents/sealing.html", context)


@require_POST
def confirm(request: ActorRequest, number: str) -> HttpResponse:
    found = queries.sealing(request.actor, number)
    form = CompareForm(request.POST)
    if form.is_valid():
        with told_on(form):
            told = {"actor": request.actor, "clock": market_clock}
            commands.confirm_original(sealing=found, checklist=form.cleaned_data, **told)
            messages.success(request, _("原件已核。"))
            return redirect("documents:sealing", number)
    return _compare(request, found, form, ReasonForm())


@require_POST
def reject(request: ActorRequest, number: str) -> HttpResponse:
    found = queries.sealing(request.actor, number)
    form = ReasonForm(request.POST)
    if form.is_valid():
        with told_on(form):
            told = {"actor": request.actor, "clock": market_clock}
            commands.reject_scan(sealing=found, reason=form.cleaned_data["reason"], **told)
            messages.success(request, _("已退回扫描件，对方可看到原因并重新上传。"))
            return redirect("documents:sealing", number)
    return _compare(request, found, CompareForm(), form)


def picture(request: ActorRequest, number: str, page: int) -> HttpResponse:
    return picture_answer(queries.scan_picture(queries.sealing(request.actor, number), page))
