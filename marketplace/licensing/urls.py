"""Addresses of licences."""

from django.urls import path

from marketplace.licensing.api import licences, offers
from marketplace.licensing.views import licences as licence_pages
from marketplace.licensing.views import offers as offer_pages

app_name = "licensing"

urlpatterns = [
    path("licences/offers/", offer_pages.offers, name="offers"),
    path("licences/offers/new/<str:listing>/", offer_pages.new, name="new_offer"),
    path("licences/offers/<str:number>/", offer_pages.offer, name="offer"),
    path("licences/offers/<str:number>/publish/", offer_pages.publish, name="publish_offer"),
    path("licences/offers/<str:number>/return/", offer_pages.send_back, name="return_offer"),
    path("licences/offers/<str:number>/withdraw/", offer_pages.withdraw, name="withdraw_offer"),
    path("licences/offers/<str:number>/take/", offer_pages.take, name="take"),
    path("licences/", licence_pages.licences, name="licences"),
    path("licences/reports/<str:number>/", licence_pages.report, name="report"),
    path("licences/reports/<str:number>/correct/", licence_pages.correct, name="correct"),
    path("licences/reports/<str:number>/notice/", licence_pages.notice, name="notice"),
    path("licences/charges/<str:number>/settle/", licence_pages.settle, name="settle"),
    path("licences/<str:number>/", licence_pages.licence, name="licence"),
    path("licences/<str:number>/screen/", licence_pages.screen, name="screen"),
    path("licences/<str:number>/accept/", licence_pages.accept, name="accept"),
    path("licences/<str:number>/refuse/", licence_pages.refuse, name="refuse"),
    path("licences/<str:number>/withdraw/", licence_pages.withdraw, name="withdraw"),
    path("licences/<str:number>/terminate/", licence_pages.terminate, name="terminate"),
    path("licences/<str:number>/record/", licence_pages.record, name="record"),
    path("licences/<str:number>/files/", licence_pages.files, name="files"),
]

api_urlpatterns = [
    path("licence-offers", offers.LicenceOfferList.as_view()),
    path("licence-offers/<str:number>", offers.LicenceOfferDetail.as_view()),
    path("licence-offers/<str:number>/publication", offers.LicenceOfferPublication.as_view()),
    path("licence-offers/<str:number>/return", offers.LicenceOfferReturn.as_view()),
    path("licence-offers/<str:number>/withdrawal", offers.LicenceOfferWithdrawal.as_view()),
    path("licences", licences.LicenceList.as_view()),
    path("licences/<str:number>", licences.LicenceDetail.as_view()),
    path("licences/<str:number>/screenings", licences.LicenceScreening.as_view()),
    path("licences/<str:number>/acceptance", licences.LicenceAcceptance.as_view()),
    path("licences/<str:number>/refusal", licences.LicenceRefusal.as_view()),
    path("licences/<str:number>/withdrawal", licences.LicenceWithdrawal.as_view()),
    path("licences/<str:number>/termination", licences.LicenceTermination.as_view()),
    path("licences/<str:number>/recording", licences.LicenceRecording.as_view()),
    path("licences/<str:number>/files-return", licences.LicenceFilesReturn.as_view()),
    path("licence-reports/<str:number>/sales", licences.SalesReporting.as_view()),
    path("licence-reports/<str:number>/correction", licences.SalesCorrection.as_view()),
    path("licence-reports/<str:number>/notice", licences.ReportNotice.as_view()),
    path("licence-charges/<str:number>/settlement", licences.ChargeSettlement.as_view()),
]
