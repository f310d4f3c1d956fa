"""Addresses of the portfolio and of the front page of a project."""

from django.urls import path, re_path

from portfolio.views.overview import Dashboard
from portfolio.views.portfolio import Portfolio

# Listed before the addresses of `projects`: its plain overview gives way to the dashboard at the same address.
urlpatterns = [
    path("portfolio/", Portfolio.as_view(), name="portfolio"),
    re_path(r"^projects/(?P<key>[A-Z][A-Z0-9]{1,9})/$", Dashboard.as_view(), name="dashboard"),
]
