"""API tokens of the signed-in person."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts import commands, queries
from accounts.actor import ActorRequest
from accounts.forms import TokenForm
from marketplace.core.pages import told_on


@never_cache
def tokens(request: ActorRequest) -> HttpResponse:
    """One's tokens; a new one shows its secret in this answer and never again."""
    rows = queries.tokens(request.actor).order_by("-number")
    form = TokenForm(request.POST or None)
    issued = None
    if form.is_valid():
        with told_on(form):
            issued = commands.issue_token(actor=request.actor, **form.cleaned_data)
            form = TokenForm()
    return render(request, "accounts/tokens.html", {"tokens": rows, "form": form, "issued": issued})


@require_POST
def revoke(request: ActorRequest, number: str) -> HttpResponse:
    """End a token at once."""
    token = queries.token(request.actor, number)
    commands.revoke_token(token=token, actor=request.actor)
    messages.success(request, _("令牌“{label}”已吊销。").format(label=token.label))
    return redirect("accounts:tokens")
