"""Addresses of the texts of contracts."""

from django.urls import path

from marketplace.contracts.api import deeds
from marketplace.contracts.views import acts, pages, signing

app_name = "contracts"

urlpatterns = [
    path("contracts/", pages.deeds, name="deeds"),
    path("contracts/signatures/", pages.signatures, name="signatures"),
    path("contracts/versions/<str:number>/answer/", acts.answer_version, name="answer_version"),
    path("contracts/versions/<str:number>/declare/", acts.declare, name="declare"),
    path("contracts/versions/<str:number>/sign/", signing.sign, name="sign"),
    path("contracts/signing/", signing.how, name="how_to_sign"),
    path("contracts/signing/program/", signing.program, name="signing_program"),
    path("contracts/flags/<str:number>/answer/", acts.answer_flag, name="answer_flag"),
    path("contracts/milestones/<str:number>/hand-in/", acts.hand_in, name="hand_in"),
    path("contracts/handovers/<str:number>/answer/", acts.answer_handover, name="answer_handover"),
    path("contracts/steps/<str:number>/file/", acts.file_step, name="file_step"),
    path("contracts/steps/<str:number>/register/", acts.register_step, name="register_step"),
    path("contracts/terminations/<str:number>/answer/", acts.answer_termination, name="answer_termination"),
    path("contracts/<str:number>/", pages.deed, name="deed"),
    path("contracts/<str:number>/propose/", pages.propose, name="propose"),
    path("contracts/<str:number>/terminate/", acts.terminate, name="terminate"),
]

api_urlpatterns = [
    path("deeds", deeds.DeedList.as_view()),
    path("deeds/<str:number>", deeds.DeedDetail.as_view()),
    path("deeds/<str:number>/versions", deeds.DeedVersions.as_view()),
    path("deeds/<str:number>/terminations", deeds.DeedTerminations.as_view()),
    path("deed-versions/<str:number>", deeds.DeedVersionDetail.as_view()),
    path("deed-versions/<str:number>/answers", deeds.DeedVersionAnswers.as_view()),
    path("deed-versions/<str:number>/declarations", deeds.DeedVersionDeclarations.as_view()),
    path("deed-versions/<str:number>/signatures", deeds.DeedVersionSignatures.as_view()),
    path("deed-flags/<str:number>/answers", deeds.DeedFlagAnswers.as_view()),
    path("deed-milestones/<str:number>/handovers", deeds.MilestoneHandovers.as_view()),
    path("handovers/<str:number>/answers", deeds.HandoverAnswers.as_view()),
    path("right-steps/<str:number>/filings", deeds.RightStepFilings.as_view()),
    path("right-steps/<str:number>/entries", deeds.RightStepEntries.as_view()),
    path("terminations/<str:number>/answers", deeds.TerminationAnswers.as_view()),
]
