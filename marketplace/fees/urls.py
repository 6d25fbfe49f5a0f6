from django.urls import path

from marketplace.fees.api import notices, quotes, schedules

api_urlpatterns = [
    path("fee-schedules", schedules.ScheduleList.as_view()),
    path("fee-schedules/<str:code>", schedules.ScheduleDetail.as_view()),
    path("fee-calculations", schedules.Calculation.as_view()),
    path("fee-quotes", quotes.QuoteList.as_view()),
    path("payment-notices", notices.NoticeList.as_view()),
    path("payment-notices/<str:number>", notices.NoticeDetail.as_view()),
]
