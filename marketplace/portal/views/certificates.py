"""Certificates: the sheet, its file, and the check that anyone can make."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from marketplace.contracts.pages import Link, chain_links
from marketplace.contracts.queries.reading import deed_of
from marketplace.core import sandbox_clock
from marketplace.portal.certificate_forms import NumberForm, TextForm
from marketplace.portal.qr import qr_svg
from marketplace.portal.queries.certificates import examine_altered, examine_number, examine_text, sheet


@require_safe
def certificate(request: HttpRequest, number: str) -> HttpResponse:
    found = sheet(number)
    address = request.build_absolute_uri(f"{reverse('portal:certificate_check')}?number={found.issued.number}")
    context = {"sheet": found, "qr": qr_svg(address), "check_url": address, "chain": _chain(found.said["sale"])}
    return render(request, "portal/certificate.html", context)


def _chain(sale: str) -> list[Link]:
    """How far the rights of a deal have come in the register: the certificate does not wait for it (R-CON-07, R-SET-06)."""
    return chain_links(deed_of(f"sale:{sale}"))


@require_safe
def certificate_file(request: HttpRequest, number: str) -> HttpResponse:
    """The certificate as the file that is handed on and checked."""
    found = sheet(number)
    headers = {"Content-Disposition": f'attachment; filename="{found.issued.number}.json"'}
    return HttpResponse(found.text, content_type="application/json", headers=headers)


def certificate_check(request: HttpRequest) -> HttpResponse:
    """By number (GET) or by what somebody pasted (POST)."""
    by_number, by_text = NumberForm(request.GET or None), TextForm(request.POST or None)
    examined = None
    if by_text.is_valid():
        examined = examine_text(by_text.cleaned_data["text"])
    elif by_number.is_valid():
        examined = examine_number(by_number.cleaned_data["number"])
    issued = examined.issued if examined and examined.verified else None
    chain = _chain(issued.payload["sale"]) if issued else []
    context = {"by_number": by_number, "by_text": by_text, "found": examined, "chain": chain}
    return render(request, "portal/certificate_check.html", context)


@require_POST
def certificate_alter(request: HttpRequest, number: str) -> HttpResponse:
    """Alter one byte and check: only a sandbox offers that."""
    if sandbox_clock.state() is None:
        raise Http404
    examined = examine_altered(number, request.POST.get("part", ""))
    forms = {"by_number": NumberForm({"number": number}), "by_text": TextForm()}
    return render(request, "portal/certificate_check.html", {**forms, "found": examined, "chain": []})
