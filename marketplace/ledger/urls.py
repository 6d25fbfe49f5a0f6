from django.urls import path

from marketplace.ledger.api import AccountDetail, AccountList, AccountStatement

api_urlpatterns = [
    path("accounts", AccountList.as_view()),
    path("accounts/<str:number>", AccountDetail.as_view()),
    path("accounts/<str:number>/transfers", AccountStatement.as_view()),
]
