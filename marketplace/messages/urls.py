"""Addresses of messages."""

from django.urls import path

from marketplace.messages import api
from marketplace.messages.views import events, inbox, preferences, troubles

app_name = "messages"

urlpatterns = [
    path("messages/", inbox.inbox, name="inbox"),
    path("messages/bell/", inbox.bell, name="bell"),
    path("messages/read/", inbox.read_all, name="read_all"),
    path("messages/undo/", inbox.undo, name="undo"),
    path("messages/preferences/", preferences.preferences, name="preferences"),
    path("messages/unsubscribe/<str:token>/", preferences.unsubscribe, name="unsubscribe"),
    path("messages/events/<str:token>/", events.events, name="events"),
    path("messages/troubles/", troubles.troubles, name="troubles"),
    path("messages/troubles/<str:number>/", troubles.tend, name="tend"),
    path("messages/<str:number>/open/", inbox.open_message, name="open"),
    path("messages/<str:number>/read/", inbox.read, name="read"),
    path("outbox/", troubles.outbox, name="outbox"),
]

api_urlpatterns = [
    path("messages", api.MessageList.as_view()),
    path("messages/reading", api.ReadingAll.as_view()),
    path("messages/<str:number>", api.MessageDetail.as_view()),
    path("messages/<str:number>/reading", api.Reading.as_view()),
    path("message-preferences", api.Preferences.as_view()),
]
