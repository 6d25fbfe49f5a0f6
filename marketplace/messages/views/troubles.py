"""What could not be sent, for those who look after it; and the visible outbox of a sandbox."""

from typing import Any

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.actor import ActorRequest
from marketplace.core.clock import is_sandbox, market_clock
from marketplace.messages import commands, queries
from marketplace.messages.kinds import KINDS
from marketplace.messages.models import OUTWARD, Channel, Delivery
from marketplace.messages.presenting import TONES, masked
from marketplace.messages.topics import Topic
from marketplace.messages.wording import letter_of

ROWS = 30


def troubles(request: ActorRequest) -> HttpResponse:
    page = Paginator(queries.troubles(request.actor).order_by("-id"), ROWS).get_page(request.GET.get("page"))
    rows = [
        {
            "delivery": one,
            "tone": TONES[one.state],
            "address": masked(one),
            "topic": Topic(KINDS[one.message.kind].topic).label,
            "gone": one.message.secret_until is not None and not one.message.secret,
        }
        for one in page
    ]
    return render(request, "messages/troubles.html", {"page": page, "rows": rows})


@require_POST
def tend(request: ActorRequest, number: str) -> HttpResponse:
    """Send again, or with `act=settle` say that it has arrived."""
    found = queries.trouble(request.actor, number)
    if request.POST.get("act") == "settle":
        commands.settle_delivery(delivery=found, actor=request.actor)
        messages.success(request, _("{number} 已标记为送达，不再发送。").format(number=number))
    else:
        commands.retry_delivery(delivery=found, actor=request.actor, clock=market_clock)
        messages.success(request, _("{number} 将重新发送。").format(number=number))
    return redirect("messages:troubles")


@never_cache
def outbox(request: HttpRequest) -> HttpResponse:
    """Everything that a sandbox would have sent, with its text and codes. Not found in production."""
    if not settings.SANDBOX or not is_sandbox():
        raise Http404
    channel, text = request.GET.get("channel", ""), request.GET.get("q", "").replace("\x00", "")[:60]
    channel = channel if channel in OUTWARD else ""
    page = Paginator(queries.landed(channel=channel, text=text).order_by("-id"), ROWS).get_page(request.GET.get("page"))
    shown = {
        "page": page,
        "rows": [letter(one) for one in page],
        "channel": channel,
        "q": text,
        "channels": [(one.value, one.label) for one in OUTWARD],
    }
    return render(request, "messages/outbox.html", shown)


def letter(delivery: Delivery) -> dict[str, Any]:
    """A delivery as its reader would see it; of a code that has run out only the title is left."""
    gone = delivery.message.secret_until is not None and not delivery.message.secret
    try:
        text = "" if gone else letter_of(delivery).text
    except InvalidToken:
        text, gone = "", True
    return {
        "delivery": delivery,
        "channel": Channel(delivery.channel).label,
        "tone": TONES[delivery.state],
        "text": text,
        "gone": gone,
        "lang": "en" if delivery.language == "en" else "zh-Hans",
    }
