"""Addresses of the proceeds."""

from django.urls import path

from marketplace.proceeds.api import views as api
from marketplace.proceeds.views import payee, unit

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

urlpatterns = [
    path("proceeds/", unit.home, name="overview"),
    path("proceeds/rules/new/", unit.new_rule, name="new_rule"),
    path("proceeds/rules/<str:number>/publish/", unit.publish_rule, name="publish_rule"),
    path("proceeds/teams/new/", unit.new_team, name="new_team"),
    path("proceeds/teams/<str:number>/", unit.team, name="team"),
    path("proceeds/teams/<str:number>/consent/", unit.consent, name="consent"),
    path("proceeds/teams/<str:number>/written/", unit.written_consent, name="written_consent"),
    path("proceeds/deals/<str:deal>/distribute/", unit.new_distribution, name="new_distribution"),
    path("proceeds/distributions/<str:number>/", unit.distribution, name="distribution"),
    path("proceeds/distributions/<str:number>/approve/", unit.approve, name="approve"),
    path("proceeds/distributions/<str:number>/reject/", unit.reject, name="reject"),
    path("proceeds/distributions/<str:number>/receive/", unit.receive, name="receive"),
    path("proceeds/payouts/<str:number>/", payee.payout, name="payout"),
    path("proceeds/payouts/<str:number>/pay/", unit.pay, name="pay"),
]
