"""The workspace of a person."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render

from accounts.actor import ActorRequest
from marketplace.portal.queries.workspace import workspace as work_of


@login_required
def workspace(request: ActorRequest) -> HttpResponse:
    return render(request, "portal/workspace.html", {"page": work_of(request.actor)})
