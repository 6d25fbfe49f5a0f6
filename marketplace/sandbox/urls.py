"""Addresses of the sandbox; in production none of them is found."""

from django.urls import path

from marketplace.sandbox.views import clock, tour

app_name = "sandbox"

urlpatterns = [
    path("tour/", tour.tour, name="tour"),
    path("tour/start/", tour.start, name="start"),
    path("tour/act/", tour.act, name="act"),
    path("tour/steps/<int:number>/", tour.step, name="step"),
    path("sandbox/clock/", clock.clock, name="clock"),
    path("sandbox/deposits/<str:number>/", tour.pay_deposit, name="pay_deposit"),
    path("sandbox/sales/<str:number>/others/", tour.others, name="others"),
]
