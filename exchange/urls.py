"""Addresses of the exchange. They stand before those of projects: `import` is no key of a project."""

from django.urls import path

from exchange import views

app_name = "exchange"
urlpatterns = [
    path("projects/import/", views.NewImport.as_view(), name="import"),
    path("projects/import/<int:pk>/", views.ImportReport.as_view(), name="report"),
    path("projects/import/<int:pk>/discard/", views.DiscardImport.as_view(), name="discard"),
    path("projects/<str:key>/export/", views.Export.as_view(), name="export"),
    path("projects/<str:key>/export/tasks.csv", views.ExportTasks.as_view(), name="export_tasks"),
]
