"""Addresses of the simulations."""

from django.urls import path

from marketplace.simulation import api, views

app_name = "simulation"

urlpatterns = [
    path("simulations/", views.simulations, name="simulations"),
    path("simulations/new/", views.new, name="new"),
    path("simulations/blank.<str:ending>", views.blank, name="blank"),
    path("simulations/<str:number>/", views.simulation, name="simulation"),
    path("simulations/<str:number>/stop/", views.stop, name="stop"),
    path("simulations/<str:number>/resume/", views.resume, name="resume"),
    path("simulations/<str:number>/delete/", views.delete, name="delete"),
    path("simulations/<str:number>/figures.<str:ending>", views.download, name="download"),
]

api_urlpatterns = [
    path("simulations", api.SimulationList.as_view()),
    path("simulations/<str:number>", api.SimulationDetail.as_view()),
    path("simulations/<str:number>/resumption", api.Resumption.as_view()),
]
