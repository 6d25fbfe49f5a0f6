from django.urls import path

from marketplace.documents import api
from marketplace.documents.views import checking, documents, sealing, templates

app_name = "documents"

urlpatterns = [
    path("documents/", documents.index, name="index"),
    path("documents/check/", checking.check, name="check"),
    path("documents/forms/<slug:code>/", documents.form, name="form"),
    path("documents/dossiers/<slug:kind>/<str:number>/", documents.dossier, name="dossier"),
    path("documents/sealings/", sealing.queue, name="sealings"),
    path("documents/sealings/<str:number>/", sealing.sealing, name="sealing"),
    path("documents/sealings/<str:number>/confirm/", sealing.confirm, name="confirm"),
    path("documents/sealings/<str:number>/reject/", sealing.reject, name="reject"),
    path("documents/sealings/<str:number>/pages/<int:page>/", sealing.picture, name="scan_picture"),
    path("documents/templates/", templates.index, name="templates"),
    path("documents/templates/<slug:code>/", templates.editions, name="editions"),
    path("documents/templates/<slug:code>/new/", templates.draft, name="draft"),
    path("documents/templates/<slug:code>/<int:edition>/", templates.edition, name="edition"),
    path("documents/templates/<slug:code>/<int:edition>/sample/", templates.sample, name="sample"),
    path("documents/templates/<slug:code>/<int:edition>/approve/", templates.approve, name="approve"),
    path("documents/templates/<slug:code>/<int:edition>/reject/", templates.reject, name="reject_edition"),
    path("documents/<str:number>/", documents.document, name="document"),
    path("documents/<str:number>/pdf/", documents.pdf, name="pdf"),
    path("documents/<str:number>/pages/<int:page>/", documents.picture, name="picture"),
    path("documents/<str:number>/scan/", sealing.upload, name="upload"),
]

api_urlpatterns = [
    path("documents", api.DocumentList.as_view(), name="api-documents"),
    path("documents/check", api.DocumentCheck.as_view(), name="api-document-check"),
    path("documents/<str:number>", api.DocumentDetail.as_view(), name="api-document"),
    path("documents/<str:number>/pdf", api.DocumentPdf.as_view(), name="api-document-pdf"),
    path("documents/<str:number>/scans", api.ScanList.as_view(), name="api-document-scans"),
    path("sealings/<str:number>", api.SealingDetail.as_view(), name="api-sealing"),
    path("sealings/<str:number>/confirmation", api.Confirmation.as_view(), name="api-sealing-confirmation"),
    path("sealings/<str:number>/rejection", api.Rejection.as_view(), name="api-sealing-rejection"),
]
