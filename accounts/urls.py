"""Addresses of accounts; those of sign-in are allauth's."""

from django.urls import path

from accounts import schema  # noqa: F401  registers with drf-spectacular
from accounts.api import authorisations, claims, files, me, members, organisations, succession, tokens
from accounts.views import authorisations as mandate_pages
from accounts.views import claims as claim_pages
from accounts.views import invitations as invitation_pages
from accounts.views import members as member_pages
from accounts.views import mobile, queues, sandbox, verification
from accounts.views import organisations as pages
from accounts.views import succession as succession_pages
from accounts.views import tokens as token_pages

app_name = "accounts"

urlpatterns = [
    path("accounts/sandbox/sign-in", sandbox.sign_in, name="sandbox_sign_in"),
    path("accounts/mobile/remove/", mobile.remove, name="remove_mobile"),
    path("organisations/mine/", pages.mine, name="mine"),
    path("organisations/register/", pages.register, name="register"),
    path("organisations/register/person/", pages.register_person, name="register_person"),
    path("organisations/waiting/", verification.queue, name="queue"),
    path("organisations/waiting/authorisations/", queues.authorisations, name="authorisations"),
    path("organisations/waiting/claims/", queues.claims, name="claims"),
    path("organisations/waiting/changes/", queues.changes, name="changes"),
    path("organisations/<str:number>/", pages.organisation, name="organisation"),
    path("organisations/<str:number>/papers/<str:piece>/", pages.hand_in, name="hand_in"),
    path("organisations/<str:number>/submit/", pages.submit, name="submit"),
    path("organisations/<str:number>/resubmit/", pages.resubmit, name="resubmit"),
    path("organisations/<str:number>/rename/", succession_pages.rename, name="rename"),
    path("organisations/<str:number>/correct/", pages.correct, name="correct"),
    path("organisations/<str:number>/act-for/", pages.act_for, name="act_for"),
    path("organisations/<str:number>/examine/", verification.examine, name="examine"),
    path("organisations/<str:number>/suspend/", verification.suspend, name="suspend"),
    path("organisations/<str:number>/reinstate/", verification.reinstate, name="reinstate"),
    path("organisations/<str:number>/members/", member_pages.members, name="members"),
    path("organisations/<str:number>/members/<str:user>/<str:role>/end/", member_pages.end, name="end_membership"),
    path(
        "organisations/<str:number>/invitations/<str:invitation>/withdraw/",
        member_pages.withdraw,
        name="withdraw_invitation",
    ),
    path(
        "organisations/<str:number>/invitations/<str:invitation>/resend/",
        member_pages.resend,
        name="resend_invitation",
    ),
    path("organisations/<str:number>/authorisations/new/", mandate_pages.new, name="new_authorisation"),
    path("invitations/<str:number>/<str:secret>/", invitation_pages.invitation, name="invitation"),
    path("invitations/<str:number>/<str:secret>/accept/", invitation_pages.accept, name="accept_invitation"),
    path("invitations/<str:number>/<str:secret>/decline/", invitation_pages.decline, name="decline_invitation"),
    path("authorisations/<str:number>/", mandate_pages.authorisation, name="authorisation"),
    path("authorisations/<str:number>/confirm/", mandate_pages.confirm, name="confirm_authorisation"),
    path("authorisations/<str:number>/refuse/", mandate_pages.refuse, name="refuse_authorisation"),
    path("authorisations/<str:number>/revoke/", mandate_pages.revoke, name="revoke_authorisation"),
    path("claims/new/", claim_pages.new, name="new_claim"),
    path("claims/<str:number>/", claim_pages.claim, name="claim"),
    path("claims/<str:number>/withdraw/", claim_pages.withdraw, name="withdraw_claim"),
    path("name-changes/<str:number>/", succession_pages.name_change, name="name_change"),
    path("name-changes/<str:number>/refuse/", succession_pages.refuse, name="refuse_rename"),
    path("mergers/new/", succession_pages.merge, name="new_merger"),
    path("mergers/<str:number>/", succession_pages.merger, name="merger"),
    path("mergers/<str:number>/approve/", succession_pages.approve, name="approve_merger"),
    path("mergers/<str:number>/reject/", succession_pages.reject, name="reject_merger"),
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
    path("organisations/<str:number>/papers", organisations.Papers.as_view()),
    path("organisations/<str:number>/submission", organisations.Submission.as_view()),
    path("organisations/<str:number>/verification", organisations.Verification.as_view()),
    path("organisations/<str:number>/return", organisations.Return.as_view()),
    path("organisations/<str:number>/resubmission", organisations.Resubmission.as_view()),
    path("organisations/<str:number>/suspension", organisations.Suspension.as_view()),
    path("organisations/<str:number>/members", members.MemberList.as_view()),
    path("organisations/<str:number>/members/<str:user>/<str:role>", members.MemberDetail.as_view()),
    path("organisations/<str:number>/invitations", members.InvitationList.as_view()),
    path("organisations/<str:number>/invitations/<str:invitation>", members.InvitationDetail.as_view()),
    path("organisations/<str:number>/invitations/<str:invitation>/sending", members.InvitationSending.as_view()),
    path("organisations/<str:number>/authorisations", authorisations.OwnAuthorisations.as_view()),
    path("organisations/<str:number>/name-changes", succession.Renaming.as_view()),
    path("invitations/<str:number>/acceptance", members.Acceptance.as_view()),
    path("invitations/<str:number>/declining", members.Declining.as_view()),
    path("authorisations", authorisations.AuthorisationList.as_view()),
    path("authorisations/<str:number>/confirmation", authorisations.Confirmation.as_view()),
    path("authorisations/<str:number>/refusal", authorisations.Refusal.as_view()),
    path("authorisations/<str:number>/revocation", authorisations.Revocation.as_view()),
    path("claims", claims.ClaimList.as_view()),
    path("claims/<str:number>", claims.ClaimDetail.as_view()),
    path("claims/<str:number>/settlement", claims.Settling.as_view()),
    path("name-changes", succession.NameChangeList.as_view()),
    path("name-changes/<str:number>/confirmation", succession.NameChangeConfirmation.as_view()),
    path("name-changes/<str:number>/refusal", succession.NameChangeRefusal.as_view()),
    path("mergers", succession.MergerList.as_view()),
    path("mergers/<str:number>/approval", succession.MergerApproval.as_view()),
    path("mergers/<str:number>/rejection", succession.MergerRejection.as_view()),
    path("tokens", tokens.TokenList.as_view()),
    path("tokens/<str:number>", tokens.TokenDetail.as_view()),
]
