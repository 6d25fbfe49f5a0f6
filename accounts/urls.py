"""Addresses of accounts; those of sign-in are allauth's."""

from django.urls import path

from accounts import schema  # noqa: F401  registers with drf-spectacular
from accounts.api import me, members, organisations, tokens

api_urlpatterns = [
    path("me", me.Me.as_view()),
    path("me/organisation", me.MyOrganisation.as_view()),
    path("me/person", me.MyPerson.as_view()),
    path("organisations", organisations.OrganisationList.as_view()),
    path("organisations/<str:number>", organisations.OrganisationDetail.as_view()),
    path("organisations/<str:number>/verification", organisations.Verification.as_view()),
    path("organisations/<str:number>/return", organisations.Return.as_view()),
    path("organisations/<str:number>/resubmission", organisations.Resubmission.as_view()),
    path("organisations/<str:number>/suspension", organisations.Suspension.as_view()),
    path("organisations/<str:number>/members", members.MemberList.as_view()),
    path("organisations/<str:number>/members/<str:user>/<str:role>", members.MemberDetail.as_view()),
    path("tokens", tokens.TokenList.as_view()),
    path("tokens/<str:number>", tokens.TokenDetail.as_view()),
]
