from django.urls import path

from marketplace.discovery import api

api_urlpatterns = [
    path("search", api.Search.as_view(), name="api-search"),
    path("listings/<str:number>/similar", api.Similar.as_view()),
]
