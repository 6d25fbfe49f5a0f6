"""Addresses of the rulebook."""

from django.urls import path

from marketplace.rulebook.api import agreements as agreements_api
from marketplace.rulebook.api import calendar, capabilities, rules, sandbox, time_limits
from marketplace.rulebook.views import agreements, versions
from marketplace.rulebook.views import calendar as calendar_pages
from marketplace.rulebook.views import capabilities as capability_pages

app_name = "rulebook"

urlpatterns = [
    path("rules/new/", versions.new, name="draft"),
    path("rules/families/<str:family>/", versions.family, name="family"),
    path("rules/comments/<str:number>/answer/", versions.answer, name="answer"),
    path("rules/<str:number>/", versions.version, name="version"),
    path("rules/<str:number>/edit/", versions.edit, name="edit"),
    path("rules/<str:number>/publish/", versions.publish, name="publish"),
    path("rules/<str:number>/approve/", versions.approve, name="approve"),
    path("rules/<str:number>/adopt/", versions.adopt, name="adopt"),
    path("rules/<str:number>/end/", versions.end, name="end"),
    path("rules/<str:number>/comment/", versions.comment, name="comment"),
    path("capabilities/", capability_pages.capabilities, name="capabilities"),
    path("capabilities/<str:number>/end/", capability_pages.end, name="end_capability"),
    path("capabilities/changes/<str:number>/approve/", capability_pages.approve, name="approve_capability"),
    path("capabilities/changes/<str:number>/reject/", capability_pages.reject, name="reject_capability"),
    path("agreements/", agreements.agreements, name="agreements"),
    path("agreements/new/", agreements.new, name="new_agreement"),
    path("agreements/<str:number>/", agreements.agreement, name="agreement"),
    path("agreements/<str:number>/confirm/", agreements.confirm, name="confirm_agreement"),
    path("agreements/<str:number>/end/", agreements.end, name="end_agreement"),
    path("calendar/", calendar_pages.calendar, name="calendar"),
]

api_urlpatterns = [
    path("rules", rules.VersionList.as_view(), name="api-rules"),
    path("rules/<str:number>", rules.VersionDetail.as_view(), name="api-rule-version"),
    path("rules/<str:number>/comments", rules.CommentList.as_view(), name="api-rule-comments"),
    path("rule-harmony", rules.Harmony.as_view(), name="api-rule-harmony"),
    path("capabilities", capabilities.CapabilityList.as_view(), name="api-capabilities"),
    path("service-areas", capabilities.ServiceAreaList.as_view(), name="api-service-areas"),
    path("agreements", agreements_api.AgreementList.as_view(), name="api-agreements"),
    path("agreements/<str:number>", agreements_api.AgreementDetail.as_view(), name="api-agreement"),
    path("calendar/<int:year>", calendar.CalendarDetail.as_view(), name="api-calendar"),
    path("deadline-calculations", calendar.Calculation.as_view(), name="api-deadline-calculations"),
    path("deadlines", time_limits.TimeLimitList.as_view(), name="api-deadlines"),
    path("sandbox/clock", sandbox.Clock.as_view(), name="api-sandbox-clock"),
]
