"""Addresses of the ledger."""

from django.urls import path

from marketplace.ledger import views
from marketplace.ledger.api import AccountDetail, AccountList, AccountStatement, MonthBooks

app_name = "ledger"

urlpatterns = [
    path("money/", views.accounts, name="accounts"),
    path("money/month/", views.month, name="month"),
    path("money/<str:number>/", views.account, name="account"),
]

api_urlpatterns = [
    path("accounts", AccountList.as_view()),
    path("accounts/<str:number>", AccountDetail.as_view()),
    path("accounts/<str:number>/transfers", AccountStatement.as_view()),
    path("books/<str:month>.<str:ending>", MonthBooks.as_view()),
]
