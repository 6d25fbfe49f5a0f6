"""Addresses of the proceeds."""

from django.urls import path

from marketplace.proceeds.api import views as api

app_name = "proceeds"

api_urlpatterns = [
    path("reward-rules", api.RewardRuleList.as_view()),
    path("reward-rules/<str:number>/publication", api.RewardRulePublication.as_view()),
    path("teams", api.TeamList.as_view()),
    path("teams/<str:number>", api.TeamDetail.as_view()),
    path("teams/<str:number>/consent", api.TeamConsent.as_view()),
    path("teams/<str:number>/written-consents", api.TeamWrittenConsent.as_view()),
    path("distributions", api.DistributionList.as_view()),
    path("distributions/<str:number>", api.DistributionDetail.as_view()),
    path("distributions/<str:number>/approval", api.DistributionApproval.as_view()),
    path("distributions/<str:number>/rejection", api.DistributionRejection.as_view()),
    path("distributions/<str:number>/receipts", api.DistributionReceipts.as_view()),
    path("payouts", api.PayoutList.as_view()),
    path("payouts/<str:number>", api.PayoutDetail.as_view()),
    path("payouts/<str:number>/payment", api.PayoutPayment.as_view()),
]

urlpatterns: list[object] = []
