"""Addresses of the registry."""

from django.urls import path

from marketplace.registry.api import changes, filings
from marketplace.registry.views import filings as pages
from marketplace.registry.views import taxes

app_name = "registry"

api_urlpatterns = [
    path("contract-registrations", filings.FilingList.as_view()),
    path("contract-registrations/<str:number>", filings.FilingDetail.as_view()),
    path("contract-registrations/<str:number>/papers", filings.FilingPaper.as_view()),
    path("contract-registrations/<str:number>/submission", filings.FilingSubmission.as_view()),
    path("contract-registrations/<str:number>/withdrawal", filings.FilingWithdrawal.as_view()),
    path("contract-registrations/<str:number>/acceptance", filings.FilingAcceptance.as_view()),
    path("contract-registrations/<str:number>/return", filings.FilingReturn.as_view()),
    path("contract-registrations/<str:number>/opinions", filings.FilingOpinion.as_view()),
    path("contract-registrations/<str:number>/registration", filings.FilingRegistration.as_view()),
    path("contract-registrations/<str:number>/refusal", filings.FilingRefusal.as_view()),
    path("contract-registrations/<str:number>/changes", changes.ChangeList.as_view()),
    path("contract-registrations/<str:number>/tax-facts", changes.TaxFactsOfFiling.as_view()),
    path("contract-registration-changes/<str:number>/decision", changes.ChangeDecision.as_view()),
    path("contract-registration-export", filings.FilingExport.as_view()),
    path("tax-estimates", changes.TaxEstimateList.as_view()),
]

urlpatterns = [
    path("registry/", pages.filings, name="filings"),
    path("registry/new/", pages.new, name="new"),
    path("registry/taxes/", taxes.taxes, name="taxes"),
    path("registry/export/<str:form>/", pages.export, name="export"),
    path("registry/<str:number>/", pages.filing, name="filing"),
    path("registry/<str:number>/edit/", pages.edit, name="edit"),
    path("registry/<str:number>/taxes/", taxes.facts, name="tax_facts"),
    path("registry/<str:number>/acts/<str:name>/", pages.act, name="act"),
]
