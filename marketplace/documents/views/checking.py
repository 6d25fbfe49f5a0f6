"""The public check: whether a document is genuine and in force, and no more of it than its face."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from accounts.actor import ActorRequest
from marketplace.documents import queries
from marketplace.documents.facts import face
from marketplace.documents.forms import CheckForm, ContentForm
from marketplace.documents.queries import Checked


def check(request: ActorRequest) -> HttpResponse:
    """By the code, as the QR code leads here; by the file."""
    if request.method == "POST":
        by_content = ContentForm(request.POST, request.FILES)
        found = queries.check_content(by_content.cleaned_data["file"].read()) if by_content.is_valid() else None
        return _answer(request, CheckForm(), by_content, found)
    asked = bool(request.GET.get("code"))
    by_code = CheckForm(request.GET) if asked else CheckForm()
    found = (
        queries.check(by_code.cleaned_data["code"], by_code.cleaned_data["number"])
        if asked and by_code.is_valid()
        else None
    )
    return _answer(request, by_code, ContentForm(), found)


def _answer(request: ActorRequest, by_code: CheckForm, by_content: ContentForm, found: Checked | None) -> HttpResponse:
    context: dict[str, Any] = {"by_code": by_code, "by_content": by_content, "found": found}
    if found and found.document:
        context |= {"document": found.document, "facts": face(found.document)}
    return render(request, "documents/check.html", context)
