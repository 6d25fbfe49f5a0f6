"""Addresses of the cashier's desk."""

from django.urls import path

from marketplace.cashier.api import days, lines, returns
from marketplace.cashier.views import days as day_pages
from marketplace.cashier.views import lines as line_pages
from marketplace.cashier.views import proposals as proposal_pages
from marketplace.cashier.views import returns as return_pages
from marketplace.cashier.views import statements as statement_pages

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
    path("deposits-to-return", returns.DepositsToReturn.as_view()),
    path("bank-days", days.DayList.as_view()),
    path("bank-days/<str:number>", days.DayDetail.as_view()),
    path("bank-days/<str:number>/check", days.DayCheck.as_view()),
    path("bank-days/<str:number>/sending-back", days.DaySendingBack.as_view()),
    path("bank-day-comparison", days.DayComparison.as_view()),
]

urlpatterns = [
    path("cashier/", line_pages.desk, name="desk"),
    path("cashier/suspense/", line_pages.suspense, name="suspense"),
    path("cashier/returns/", return_pages.returns, name="returns"),
    path("cashier/lines/<str:number>/", line_pages.line, name="line"),
    path("cashier/lines/<str:number>/claim/", line_pages.claim, name="claim"),
    path("cashier/lines/<str:number>/return/", line_pages.go_back, name="return"),
    path("cashier/lines/<str:number>/park/", line_pages.park, name="park"),
    path("cashier/lines/<str:number>/link/", line_pages.link, name="link"),
    path("cashier/lines/<str:number>/reopen/", line_pages.reopen, name="reopen"),
    path("cashier/receipts/new/", proposal_pages.new, name="receipt"),
    path("cashier/proposals/<str:number>/", proposal_pages.proposal, name="proposal"),
    path("cashier/proposals/<str:number>/confirm/", proposal_pages.confirm, name="confirm"),
    path("cashier/proposals/<str:number>/reject/", proposal_pages.reject, name="reject"),
    path("cashier/statements/", statement_pages.statements, name="statements"),
    path("cashier/statements/blank/", statement_pages.blank, name="blank"),
    path("cashier/statements/<str:number>/", statement_pages.statement, name="statement"),
    path("cashier/days/", day_pages.days, name="days"),
    path("cashier/days/on/<str:on>/", day_pages.day_on, name="day_on"),
    path("cashier/days/<str:number>/", day_pages.day, name="day"),
    path("cashier/days/<str:number>/check/", day_pages.check, name="check"),
    path("cashier/days/<str:number>/send-back/", day_pages.send_back, name="send_back"),
]
