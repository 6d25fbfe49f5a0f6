"""Addresses of the desk."""

from django.urls import path

from marketplace.desk.api import cases, corrections, listings, notices
from marketplace.desk.views import applying, feeds, subscriptions
from marketplace.desk.views import notices as notice_pages

app_name = "desk"

urlpatterns = [
    path("listings/<str:number>/apply/", applying.apply, name="apply"),
    path("notices/", notice_pages.notices, name="notices"),
    path("notices/subscriptions/", subscriptions.subscriptions, name="subscriptions"),
    path("notices/subscriptions/<str:number>/end/", subscriptions.end, name="end_subscription"),
    path("notices/unsubscribe/<str:token>/", subscriptions.unsubscribe, name="unsubscribe"),
    path("notices/feeds/<slug:which>/atom.xml", feeds.NoticeFeed(), name="atom"),
    path("notices/feeds/<slug:which>/rss.xml", feeds.RssFeed(), name="rss"),
    path("notices/<str:number>/", notice_pages.notice, name="notice"),
]

api_urlpatterns = [
    path("listings/<str:number>/case", listings.Opening.as_view()),
    path("listings/<str:number>/submission", listings.Submission.as_view()),
    path("listings/<str:number>/acceptance", listings.Acceptance.as_view()),
    path("listings/<str:number>/examination", listings.Examination.as_view()),
    path("listings/<str:number>/return", listings.Return.as_view()),
    path("listings/<str:number>/publication", listings.Publication.as_view()),
    path("listings/<str:number>/suspension", listings.Suspension.as_view()),
    path("listings/<str:number>/resumption", listings.Resumption.as_view()),
    path("listings/<str:number>/withdrawal", listings.Withdrawal.as_view()),
    path("listings/<str:number>/correction", listings.Correction.as_view()),
    path("cases", cases.CaseList.as_view()),
    path("cases/<str:number>", cases.CaseDetail.as_view()),
    path("cases/<str:number>/papers", cases.Papers.as_view()),
    path("cases/<str:number>/checks", cases.Checks.as_view()),
    path("cases/<str:number>/missing-pieces", cases.PiecesRequest.as_view()),
    path("cases/<str:number>/supplement", cases.Supplement.as_view()),
    path("cases/<str:number>/return", cases.Return.as_view()),
    path("cases/<str:number>/acceptance", cases.Acceptance.as_view()),
    path("cases/<str:number>/examination", cases.Examination.as_view()),
    path("cases/<str:number>/referral", cases.Referral.as_view()),
    path("cases/<str:number>/publication", cases.Publication.as_view()),
    path("cases/<str:number>/assignment", cases.Assignment.as_view()),
    path("cases/<str:number>/withdrawal", cases.Withdrawal.as_view()),
    path("cases/<str:number>/archive", cases.Archive.as_view()),
    path("cases/<str:number>/corrections", corrections.CaseCorrections.as_view()),
    path("corrections/<str:number>", corrections.CorrectionDetail.as_view()),
    path("corrections/<str:number>/approval", corrections.Approval.as_view()),
    path("corrections/<str:number>/rejection", corrections.Rejection.as_view()),
    path("desk/load", cases.Load.as_view()),
    path("notices", notices.NoticeList.as_view()),
    path("notices/<str:number>", notices.NoticeDetail.as_view()),
]
