from django.urls import path

from marketplace.rulebook.api import calendar, rules, sandbox

api_urlpatterns = [
    path("rules", rules.VersionList.as_view(), name="api-rules"),
    path("rules/<str:number>", rules.VersionDetail.as_view(), name="api-rule-version"),
    path("calendar/<int:year>", calendar.CalendarDetail.as_view(), name="api-calendar"),
    path("deadline-calculations", calendar.Calculation.as_view(), name="api-deadline-calculations"),
    path("sandbox/clock", sandbox.Clock.as_view(), name="api-sandbox-clock"),
]
