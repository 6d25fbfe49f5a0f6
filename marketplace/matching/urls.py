from django.urls import path

from marketplace.matching import api

api_urlpatterns = [
    path("matches", api.MatchList.as_view(), name="api-matches"),
    path("matches/<str:number>", api.MatchDetail.as_view(), name="api-match"),
    path("matches/<str:number>/acceptance", api.Acceptance.as_view(), name="api-match-acceptance"),
    path("matches/<str:number>/decline", api.DeclineView.as_view(), name="api-match-decline"),
    path("matching-runs", api.RunList.as_view(), name="api-matching-runs"),
]
