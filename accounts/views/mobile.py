"""One's mobile number; adding and changing it are allauth's pages."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import commands
from accounts.actor import ActorRequest


@require_POST
def remove(request: ActorRequest) -> HttpResponse:
    """Forget the number: from now on one signs in by e-mail alone."""
    commands.remove_mobile(actor=request.actor)
    messages.success(request, _("手机号已删除，今后请用电子邮箱登录。"))
    return redirect("account_change_phone")
