"""Proposals of IPC subclasses and technology fields beside a form that is being filled in."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from accounts.actor import ActorRequest
from accounts.rules import is_signed_in
from marketplace.catalogue import queries
from marketplace.core.errors import require


@require_POST
def classify(request: ActorRequest) -> HttpResponse:
    """What the words in the form are likely to belong to; nothing is saved."""
    require(is_signed_in, request.actor)
    abstract = request.POST.get("abstract") or request.POST.get("content", "")
    found = queries.proposals(request.POST.get("title", ""), abstract)
    return render(request, "catalogue/proposals.html", {"proposals": found})
