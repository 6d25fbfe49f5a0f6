"""How one wants to be told; and the link by which a mail is unsubscribed from."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from accounts.actor import ActorRequest
from accounts.models import User
from marketplace.core.pages import told_on
from marketplace.messages import commands, queries
from marketplace.messages.forms import ProfileForm, choices_of
from marketplace.messages.topics import Topic, allowed
from marketplace.messages.unsubscribing import read_token


@login_required
def preferences(request: ActorRequest) -> HttpResponse:
    """Topics and ways as a table of choices; language, quiet hours, WeCom below."""
    profile = queries.profile_of(request.actor)
    form = ProfileForm(request.POST or None, instance=profile)
    if form.is_valid():
        with told_on(form):
            commands.save_profile(actor=request.actor, **form.cleaned_data)
            commands.choose(choices=choices_of(request.POST, queries.preferences(request.actor)), actor=request.actor)
            messages.success(request, _("接收设置已保存。"))
            return redirect("messages:preferences")
    rows = queries.preferences(request.actor)
    trail = [{"label": _("站内信"), "url": reverse("messages:inbox")}]
    shown = {"rows": rows, "form": form, "mobile": _mobile(request), "trail": trail}
    return render(request, "messages/preferences.html", shown)


def _mobile(request: ActorRequest) -> str:
    return request.actor.user.mobile if request.actor.user else ""


@csrf_exempt  # RFC 8058: the mail program posts by itself; the signed address is the proof
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, POST does it, without signing in. Raises Http404 for an address that we did not sign."""
    known = read_token(token)
    user = User.objects.filter(number=known[0]).first() if known else None
    if known is None or user is None:
        raise Http404(_("退订链接无效。请登录后在“接收设置”中修改。"))
    topic = known[1]
    done = request.method == "POST" and commands.unsubscribe(user=user, topic=topic)
    shown = {"topic": Topic(topic).label, "done": done, "mandatory": "off" not in allowed(topic, "email")}
    return render(request, "messages/unsubscribe.html", shown)
