"""Addresses of the desk."""

from django.urls import path

from marketplace.desk.api import notices
from marketplace.desk.views import feeds, subscriptions
from marketplace.desk.views import notices as notice_pages

app_name = "desk"

urlpatterns = [
    path("notices/", notice_pages.notices, name="notices"),
    path("notices/subscriptions/", subscriptions.subscriptions, name="subscriptions"),
    path("notices/subscriptions/<str:number>/end/", subscriptions.end, name="end_subscription"),
    path("notices/unsubscribe/<str:token>/", subscriptions.unsubscribe, name="unsubscribe"),
    path("notices/feeds/<slug:which>/atom.xml", feeds.NoticeFeed(), name="atom"),
    path("notices/feeds/<slug:which>/rss.xml", feeds.RssFeed(), name="rss"),
    path("notices/<str:number>/", notice_pages.notice, name="notice"),
]

api_urlpatterns = [
    path("notices", notices.NoticeList.as_view()),
    path("notices/<str:number>", notices.NoticeDetail.as_view()),
]
