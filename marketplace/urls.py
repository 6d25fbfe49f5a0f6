"""All addresses: pages below /, the API below /api/v1/."""

from django.urls import include, path

urlpatterns = [
    path("", include("marketplace.keys.urls")),
    path("", include("marketplace.portal.urls")),
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
]
