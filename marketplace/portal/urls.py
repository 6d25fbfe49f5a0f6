"""Pages that span areas."""

from django.urls import path

from marketplace.portal.style import style
from marketplace.portal.views import sales

app_name = "portal"

urlpatterns = [
    path("style/", style, name="style"),
    path("sales/", sales.sale_list, name="sales"),
    path("sales/<str:number>/", sales.sale, name="sale"),
    path("sales/<str:number>/live/", sales.sale_live, name="sale_live"),
    path("sales/<str:number>/bid/", sales.sale_bid, name="sale_bid"),
    path("sales/<str:number>/register/", sales.sale_register, name="sale_register"),
    path("sales/<str:number>/deposits/<str:registration>/", sales.sale_deposit, name="sale_deposit"),
    path("listings/<str:number>/sale/new/", sales.sale_new, name="sale_new"),
]
