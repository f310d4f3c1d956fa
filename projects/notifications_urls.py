"""Addresses of a person's notifications."""

from django.urls import path

from projects.views import notifications

app_name = "notifications"
urlpatterns = [
    path("", notifications.Notifications.as_view(), name="list"),
    path("newest/", notifications.Newest.as_view(), name="newest"),
    path("read/", notifications.Read.as_view(), name="read"),
    path("<int:pk>/", notifications.Open.as_view(), name="open"),
]
