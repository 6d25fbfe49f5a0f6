"""Addresses of the agency."""

from django.urls import path

from marketplace.agency.api import views as api
from marketplace.agency.views import custody, practitioners

app_name = "agency"

urlpatterns = [
    path("custody/", custody.custodies, name="custodies"),
    path("custody/new/", custody.new, name="new_custody"),
    path("custody/<str:number>/", custody.custody, name="custody"),
    path("custody/<str:number>/sign/", custody.sign, name="sign_custody"),
    path("custody/<str:number>/paper/", custody.paper, name="print_custody"),
    path("custody/<str:number>/refuse/", custody.refuse, name="refuse_custody"),
    path("custody/<str:number>/terminate/", custody.terminate, name="terminate_custody"),
    path("custody/<str:number>/scan/", custody.scan, name="scan_custody"),
    path("custody/<str:number>/annuities/", custody.schedule, name="schedule_annuity"),
    path("custody/<str:number>/annuities/<int:annuity>/paid/", custody.pay, name="pay_annuity"),
    path("practitioners/", practitioners.registry, name="practitioners"),
    path("practitioners/mine/", practitioners.mine, name="mine"),
    path("practitioners/attributions/<str:number>/confirm/", practitioners.confirm, name="confirm_attribution"),
    path("practitioners/attributions/<str:number>/decline/", practitioners.decline, name="decline_attribution"),
    path("practitioners/<str:number>/", practitioners.practitioner, name="practitioner"),
    path("practitioners/<str:number>/verify/", practitioners.verify, name="verify_practitioner"),
    path("practitioners/<str:number>/return/", practitioners.send_back, name="return_practitioner"),
    path("practitioners/<str:number>/suspend/", practitioners.suspend, name="suspend_practitioner"),
    path("practitioners/<str:number>/reinstate/", practitioners.reinstate, name="reinstate_practitioner"),
    path("practitioners/<str:number>/consent/", practitioners.consent, name="consent_practitioner"),
]

api_urlpatterns = [
    path("custodies", api.CustodyList.as_view()),
    path("custodies/<str:number>", api.CustodyDetail.as_view()),
    path("custodies/<str:number>/signature", api.CustodySignature.as_view()),
    path("practitioners", api.PractitionerList.as_view()),
    path("practitioners/<str:number>", api.PractitionerDetail.as_view()),
]
