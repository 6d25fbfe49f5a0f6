"""Signing a text by the way that the signer chooses, and the program for a signature of one's own."""

from pathlib import Path

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actor import ActorRequest
from marketplace.contracts import answering, forms, rules, signing, standalone
from marketplace.contracts.models import DeedState, DeedVersion, VersionState
from marketplace.contracts.queries import reading
from marketplace.core.clock import market_clock
from marketplace.core.pages import done

PROGRAM = Path(standalone.__file__).parent / "sign_contract.py"


@login_required
@require_http_methods(["GET", "POST"])
def sign(request: ActorRequest, number: str) -> HttpResponse:
    """The fingerprint of the text, the ways to sign it, and what one has signed."""
    version = reading.version(request.actor, number)
    form = forms.SignatureForm(request.POST or None, request.FILES or None, initial={"sha256": version.sha256})

    def act() -> None:
        answering.sign_text(version=version, signing=form.given, actor=request.actor, clock=market_clock)

    if request.method == "POST" and done(request, form, _("已签署。"), act):
        return redirect("contracts:deed", version.deed.number)
    side = rules.side_of(request.actor, version.deed)
    context = {
        "version": version,
        "form": form,
        "side": side,
        "waits": _waits(version),
        "signed": version.signatures.filter(side=side).first() if side else None,
        "by_ca": "ca" in signing.offered(),
    }
    return render(request, "contracts/sign.html", context)


def _waits(version: DeedVersion) -> bool:
    state = DeedState.IN_FORCE if version.supplement else DeedState.DRAFT
    return version.deed.state == state and version.state == VersionState.ACCEPTED


@require_safe
def how(request: HttpRequest) -> HttpResponse:
    """How one signs with a certificate of one's own."""
    return render(request, "contracts/signing_program.html", {"by_ca": "ca" in signing.offered()})


@require_safe
def program(request: HttpRequest) -> HttpResponse:
    """The signing program: one file, which knows nothing of the market."""
    answer = HttpResponse(PROGRAM.read_bytes(), content_type="text/x-python; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{PROGRAM.name}"'
    return answer
