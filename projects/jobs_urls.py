"""Addresses of jobs, whatever app started them."""

from django.urls import path

from projects.views import jobs

app_name = "jobs"
urlpatterns = [
    path("jobs/<uuid:pk>/", jobs.JobPage.as_view(), name="detail"),
    path("jobs/<uuid:pk>/cancel/", jobs.CancelJob.as_view(), name="cancel"),
]
