"""Addresses of accounts; those of sign-in are allauth's."""

from django.urls import path

from accounts import schema  # noqa: F401  registers with drf-spectacular
from accounts.api import files, me, members, organisations, tokens
from accounts.views import members as member_pages
from accounts.views import mobile, sandbox, verification
from accounts.views import organisations as pages
from accounts.views import tokens as token_pages

app_name = "accounts"

urlpatterns = [
    path("accounts/sandbox/sign-in", sandbox.sign_in, name="sandbox_sign_in"),
    path("accounts/mobile/remove/", mobile.remove, name="remove_mobile"),
    path("organisations/mine/", pages.mine, name="mine"),
    path("organisations/register/", pages.register, name="register"),
    path("organisations/register/person/", pages.register_person, name="register_person"),
    path("organisations/waiting/", verification.queue, name="queue"),
    path("organisations/<str:number>/", pages.organisation, name="organisation"),
    path("organisations/<str:number>/correct/", pages.correct, name="correct"),
    path("organisations/<str:number>/act-for/", pages.act_for, name="act_for"),
    path("organisations/<str:number>/verify/", verification.verify, name="verify"),
    path("organisations/<str:number>/return/", verification.send_back, name="send_back"),
    path("organisations/<str:number>/suspend/", verification.suspend, name="suspend"),
    path("organisations/<str:number>/reinstate/", verification.reinstate, name="reinstate"),
    path("organisations/<str:number>/members/", member_pages.members, name="members"),
    path("organisations/<str:number>/members/<str:user>/<str:role>/end/", member_pages.end, name="end_membership"),
    path("tokens/", token_pages.tokens, name="tokens"),
    path("tokens/<str:number>/revoke/", token_pages.revoke, name="revoke_token"),
]

api_urlpatterns = [
    path("files", files.FileList.as_view(), name="api-files"),
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
