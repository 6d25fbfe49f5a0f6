"""Addresses of the network."""

from django.urls import path

from marketplace.network.api import deals, records
from marketplace.network.views import deals as deal_pages
from marketplace.network.views import records as pages
from marketplace.network.views import transfers as transfer_pages

app_name = "network"

urlpatterns = [
    path("network/", transfer_pages.transfers, name="transfers"),
    path("network/transfers/<str:number>/", transfer_pages.transfer, name="transfer"),
    path("network/transfers/<str:number>/start/", transfer_pages.start, name="start"),
    path("network/transfers/<str:number>/stop/", transfer_pages.stop, name="stop"),
    path("network/records/", pages.records, name="records"),
    path("network/conflicts/", pages.conflicts, name="conflicts"),
    path("network/conflicts/<str:number>/", pages.conflict, name="conflict"),
    path("network/export/", pages.exports, name="exports"),
    path("network/export/<str:kind>.<str:ending>", pages.download, name="download"),
    path("external-deals/", deal_pages.deals, name="deals"),
    path("external-deals/new/", deal_pages.new, name="new_deal"),
    path("external-deals/<str:number>/", deal_pages.deal, name="deal"),
    path("external-deals/<str:number>/correct/", deal_pages.correct, name="correct_deal"),
    path("external-deals/<str:number>/check/", deal_pages.check, name="check_deal"),
    path("external-deals/<str:number>/return/", deal_pages.send_back, name="send_back_deal"),
]

api_urlpatterns = [
    path("exchanges/<str:exchange>/records", records.RecordList.as_view()),
    path("exchanges/<str:exchange>/conflicts", records.ConflictList.as_view()),
    path("exchanges/<str:exchange>/exports/<str:kind>", records.Exported.as_view()),
    path("conflicts/<str:number>/decision", records.Decision.as_view()),
    path("external-deals", deals.DealList.as_view()),
    path("external-deals/<str:number>", deals.DealDetail.as_view()),
    path("external-deals/<str:number>/check", deals.Check.as_view()),
    path("external-deals/<str:number>/return", deals.Return.as_view()),
]
