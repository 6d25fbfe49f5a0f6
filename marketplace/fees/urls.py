from django.urls import path

from marketplace.fees.api import invoices, notices, quotes, schedules, versions
from marketplace.fees.views import notices as notice_pages
from marketplace.fees.views import schedules as views

app_name = "fees"

urlpatterns = [
    path("fees/schedules/", views.schedules, name="schedules"),
    path("fees/schedules/new/", views.new, name="draft"),
    path("fees/schedules/<str:number>/", views.schedule, name="schedule"),
    path("fees/schedules/<str:number>/edit/", views.edit, name="edit"),
    path("fees/schedules/<str:number>/publish/", views.publish, name="publish"),
    path("fees/schedules/<str:number>/approve/", views.approve, name="approve"),
    path("fees/schedules/<str:number>/adopt/", views.adopt, name="adopt"),
    path("fees/schedules/<str:number>/end/", views.end, name="end"),
    path("fees/schedules/<str:number>/discard/", views.discard, name="discard"),
    path("fees/schedules/<str:number>/comment/", views.comment, name="comment"),
    path("fees/comments/<str:number>/answer/", views.answer, name="answer"),
    path("payment-notices/", notice_pages.notices, name="notices"),
    path("payment-notices/<str:number>/", notice_pages.notice, name="notice"),
    path("invoice-particulars/", notice_pages.particulars, name="particulars"),
]

api_urlpatterns = [
    path("fee-schedules", schedules.ScheduleList.as_view()),
    path("fee-schedules/<str:code>", schedules.ScheduleDetail.as_view()),
    path("fee-schedule-versions", versions.VersionList.as_view()),
    path("fee-schedule-versions/<str:number>", versions.VersionDetail.as_view()),
    path("fee-schedule-versions/<str:number>/publication", versions.Publication.as_view()),
    path("fee-schedule-versions/<str:number>/discard", versions.Discard.as_view()),
    path("fee-schedule-versions/<str:number>/approval", versions.Approval.as_view()),
    path("fee-schedule-versions/<str:number>/adoptions", versions.AdoptionList.as_view()),
    path("fee-schedule-versions/<str:number>/end", versions.End.as_view()),
    path("fee-schedule-versions/<str:number>/comments", versions.CommentList.as_view()),
    path("fee-schedule-comments/<str:number>/answer", versions.CommentAnswer.as_view()),
    path("fee-calculations", schedules.Calculation.as_view()),
    path("fee-quotes", quotes.QuoteList.as_view()),
    path("payment-notices", notices.NoticeList.as_view()),
    path("payment-notices/<str:number>", notices.NoticeDetail.as_view()),
    path("payment-notices/<str:number>/invoices", invoices.InvoiceList.as_view()),
    path("invoice-particulars", invoices.ParticularsList.as_view()),
]
