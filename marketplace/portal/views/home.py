"""The home page."""

from django.http import HttpResponse
from django.shortcuts import render

from accounts.actor import ActorRequest
from marketplace.portal.queries.home import home as seen


def home(request: ActorRequest) -> HttpResponse:
    return render(request, "portal/home.html", {"home": seen()})
