"""Pages that span areas."""

from django.urls import path

from marketplace.portal.style import style

app_name = "portal"

urlpatterns = [
    path("style/", style, name="style"),
]
