"""The living style page: every component with realistic content."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from marketplace.portal.style_desk import desk_samples
from marketplace.portal.style_samples import style_samples


def style(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/style.html", style_samples() | {"desk": desk_samples()})
