from django.urls import path

from marketplace.jobs import api

api_urlpatterns = [
    path("jobs", api.JobList.as_view(), name="api-jobs"),
    path("jobs/<str:number>", api.JobDetail.as_view(), name="api-job"),
    path("jobs/<str:number>/cancellation", api.Cancellation.as_view(), name="api-job-cancellation"),
]
