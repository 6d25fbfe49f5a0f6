"""Addresses of trading."""

from django.urls import path

from marketplace.trading import views
from marketplace.trading.api import certificates, defaults, instalments, registrations, sales, settlements

api_urlpatterns = [
    path("sales", sales.SaleList.as_view()),
    path("sales/<str:number>", sales.SaleDetail.as_view()),
    path("sales/<str:number>/registrations", sales.RegistrationList.as_view()),
    path("sales/<str:number>/opinions", sales.Opinions.as_view()),
    path("registrations", registrations.Registrations.as_view()),
    path("registrations/<str:number>", registrations.RegistrationDetail.as_view()),
    path("registrations/<str:number>/supplements", registrations.Supplements.as_view()),
    path("registrations/<str:number>/qualification", sales.Qualification.as_view()),
    path("sales/<str:number>/bids", sales.BidList.as_view()),
    path("sales/<str:number>/deposit-returns", sales.DepositReturns.as_view()),
    path("sales/<str:number>/contract", settlements.ContractDetail.as_view()),
    path("sales/<str:number>/contract/signatures", settlements.Signatures.as_view()),
    path("sales/<str:number>/contract/instalments", instalments.ContractPlan.as_view()),
    path("sales/<str:number>/contract/instalment-withdrawals", instalments.PlanWithdrawals.as_view()),
    path("sales/<str:number>/contract/seller-fee", settlements.SellerFeeTerms.as_view()),
    path("sales/<str:number>/seller-fee", settlements.SellerFeePayments.as_view()),
    path("instalments", instalments.Instalments.as_view()),
    path("instalments/<str:number>", instalments.InstalmentDetail.as_view()),
    path("instalments/<str:number>/payments", instalments.InstalmentPayments.as_view()),
    path("instalments/<str:number>/settlements", instalments.InstalmentSettlements.as_view()),
    path("instalments/<str:number>/demands", instalments.InstalmentDemands.as_view()),
    path("sales/<str:number>/defaults", defaults.SaleDefaults.as_view()),
    path("sales/<str:number>/unwindings", defaults.SaleUnwindings.as_view()),
    path("defaults", defaults.Defaults.as_view()),
    path("defaults/<str:number>", defaults.DefaultDetail.as_view()),
    path("defaults/<str:number>/declarations", defaults.Declarations.as_view()),
    path("defaults/<str:number>/rejections", defaults.DefaultRejections.as_view()),
    path("defaults/<str:number>/conclusions", defaults.Conclusions.as_view()),
    path("unwindings/<str:number>", defaults.UnwindingDetail.as_view()),
    path("unwindings/<str:number>/approvals", defaults.Approvals.as_view()),
    path("unwindings/<str:number>/rejections", defaults.UnwindingRejections.as_view()),
    path("sales/<str:number>/payments", settlements.Payments.as_view()),
    path("sales/<str:number>/settlement", settlements.SettlementDetail.as_view()),
    path("sales/<str:number>/certificate", settlements.SaleCertificate.as_view()),
    path("registrations/<str:number>/deposit", sales.Deposit.as_view()),
    path("certificates/<str:number>", certificates.CertificateDetail.as_view()),
    path("certificate-checks", certificates.CertificateChecks.as_view()),
]

urlpatterns = [
    path("sales/<str:number>/events", views.sale_events, name="sale-events"),
]
