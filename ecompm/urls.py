"""Addresses of the pages."""

from django.contrib import admin
from django.urls import include, path

from delivery.views import MyWork
from ecompm.core.health import healthz, readyz
from ecompm.core.ui import gallery
from projects.views.overview import Home
from projects.views.palette import Palette

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("api/", include("ecompm.api_urls")),
    path("_components/", gallery.gallery, name="components"),
    path("_components/dialog", gallery.dialog, name="components_dialog"),
    path("", Home.as_view(), name="home"),
    path("search/", Palette.as_view(), name="palette"),
    path("", include("portfolio.urls")),
    path("", include("accounts.urls")),
    path("", include("projects.jobs_urls")),
    path("notifications/", include("projects.notifications_urls")),
    path("", include("exchange.urls")),
    path("", include("projects.urls")),
    path("", include("planning.urls")),
    path("", include("delivery.urls")),
    path("my-work/", MyWork.as_view(), name="my_work"),
    path("", include("controlling.urls")),
    path("", include("requirements.urls")),
    path("", include("risks.urls")),
    path("", include("stakeholders.urls")),
    path("", include("kpis.urls")),
    path("", include("lifecycle.urls")),
    path("", include("blueprints.urls")),
]

handler404 = "ecompm.core.pages.not_found"
handler500 = "ecompm.core.pages.server_error"
