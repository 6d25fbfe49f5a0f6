"""Addresses of the desk."""

from django.urls import path

from marketplace.desk.api import notices

api_urlpatterns = [
    path("notices", notices.NoticeList.as_view()),
    path("notices/<str:number>", notices.NoticeDetail.as_view()),
]
