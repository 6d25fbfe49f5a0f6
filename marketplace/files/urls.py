from django.urls import path

from marketplace.files import api, views

app_name = "files"

urlpatterns = [path("files/<str:number>/", views.file, name="file")]

api_urlpatterns = [
    path("files/<str:number>", api.FileDetail.as_view(), name="api-file"),
    path("files/<str:number>/content", api.FileContent.as_view(), name="api-file-content"),
]
