"""Addresses of the cashier's desk."""

from django.urls import path

from marketplace.cashier.api import days, lines

app_name = "cashier"

api_urlpatterns = [
    path("bank-statements", lines.StatementList.as_view()),
    path("bank-statements/<str:number>", lines.StatementDetail.as_view()),
    path("bank-lines", lines.LineList.as_view()),
    path("bank-lines/<str:number>", lines.LineDetail.as_view()),
    path("bank-lines/<str:number>/claims", lines.LineClaims.as_view()),
    path("bank-lines/<str:number>/return", lines.LineReturn.as_view()),
    path("bank-lines/<str:number>/parking", lines.LineParking.as_view()),
    path("bank-lines/<str:number>/link", lines.LineLink.as_view()),
    path("bank-lines/<str:number>/reopening", lines.LineReopening.as_view()),
    path("expected-receipts", lines.ExpectedList.as_view()),
    path("cashier-proposals", lines.ProposalList.as_view()),
    path("cashier-proposals/<str:number>", lines.ProposalDetail.as_view()),
    path("cashier-proposals/<str:number>/confirmation", lines.ProposalConfirmation.as_view()),
    path("cashier-proposals/<str:number>/rejection", lines.ProposalRejection.as_view()),
    path("bank-days", days.DayList.as_view()),
    path("bank-days/<str:number>", days.DayDetail.as_view()),
    path("bank-days/<str:number>/check", days.DayCheck.as_view()),
    path("bank-days/<str:number>/sending-back", days.DaySendingBack.as_view()),
    path("bank-day-comparison", days.DayComparison.as_view()),
]

urlpatterns: list[object] = []
