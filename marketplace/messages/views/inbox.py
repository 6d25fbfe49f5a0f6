"""The messages of the signed-in person."""

from datetime import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actor import ActorRequest
from marketplace.core.clock import market_clock
from marketplace.messages import commands, queries
from marketplace.messages.topics import USUAL, Topic
from marketplace.messages.views.events import stream_address

ROWS = 30


@login_required
def inbox(request: ActorRequest) -> HttpResponse:
    """The list, newest first; to htmx, when a hint came, the list alone."""
    view, topic = request.GET.get("view", ""), request.GET.get("topic", "")
    topic = topic if topic in USUAL else ""
    found = queries.messages_for(request.actor, topic=topic, only_unread=view == "unread").order_by("-id")
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    tabs = [
        {"label": _("全部"), "url": _address("", topic), "current": view != "unread"},
        {"label": _("未读"), "url": _address("unread", topic), "current": view == "unread"},
    ]
    shown = {
        "page": page,
        "tabs": tabs,
        "view": view,
        "topic": topic,
        "topics": [(one.value, one.label) for one in Topic if USUAL[one].listed],
        "previous": _address(view, topic, page.previous_page_number()) if page.has_previous() else "",
        "next": _address(view, topic, page.next_page_number()) if page.has_next() else "",
        "stream": stream_address(request.actor),
        "here": request.get_full_path(),
        "undo": request.GET.get("undo", ""),
    }
    part = request.headers.get("HX-Target") == "messages-list"
    return render(request, "messages/rows.html" if part else "messages/inbox.html", shown)


def _address(view: str, topic: str, page: int = 1) -> str:
    asked = {"view": view, "topic": topic, "page": str(page) if page > 1 else ""}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{reverse('messages:inbox')}?{query}" if query else reverse("messages:inbox")


@login_required
@require_POST
def open_message(request: ActorRequest, number: str) -> HttpResponse:
    """Read a message and go to what it tells of."""
    found = queries.message(request.actor, number)
    commands.mark_read(message=found, actor=request.actor, clock=market_clock)
    return redirect(found.link or "messages:inbox")


@login_required
@require_POST
def read(request: ActorRequest, number: str) -> HttpResponse:
    """Mark one as read, or as unread with `unread`."""
    found = queries.message(request.actor, number)
    if "unread" in request.POST:
        commands.mark_unread(message=found, actor=request.actor)
    else:
        commands.mark_read(message=found, actor=request.actor, clock=market_clock)
    return redirect("messages:inbox")


@login_required
@require_POST
def read_all(request: ActorRequest) -> HttpResponse:
    """Mark all as read; the page offers to take it back."""
    found, at = commands.mark_all_read(actor=request.actor, clock=market_clock)
    messages.success(request, _("已将 {count} 条消息标为已读。").format(count=found))
    return redirect(f"{reverse('messages:inbox')}?{urlencode({'undo': at.isoformat()})}" if found else "messages:inbox")


@login_required
@require_POST
def undo(request: ActorRequest) -> HttpResponse:
    """Take back the reading of all."""
    try:
        at = datetime.fromisoformat(request.POST.get("at", ""))
        found = commands.undo_all_read(at=at, actor=request.actor) if at.tzinfo else 0
    except (ValueError, OverflowError):
        found = 0
    messages.success(request, _("{count} 条消息已恢复为未读。").format(count=found))
    return redirect("messages:inbox")


def bell(request: ActorRequest) -> HttpResponse:
    """The bell with its count, fetched again when a hint came."""
    return render(request, "messages/bell.html")
