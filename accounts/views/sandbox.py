"""The sandbox's one-click sign-in."""

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from accounts import queries
from accounts.commands import sign_in_as
from accounts.commands.sessions import DEMO_DOMAIN

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Take the part of a demo person: `key` is what stands before the @ of the e-mail, such as `officer.sw`.

    Not found in production. Goes on to `next`, if it is a page of ours.
    """
    person = queries.demo_person(f"{request.POST.get('key', '')}{DEMO_DOMAIN}")
    sign_in_as(user=person)
    login(request, person, backend=BACKEND)
    onward = request.POST.get("next", "")
    return redirect(onward if url_has_allowed_host_and_scheme(onward, {request.get_host()}) else "/")
