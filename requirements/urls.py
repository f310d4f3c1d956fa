"""Addresses of requirement pages."""

from django.urls import path

from requirements import views

app_name = "requirements"
urlpatterns = [
    path("projects/<str:key>/requirements/", views.RequirementList.as_view(), name="list"),
    path("projects/<str:key>/requirements/new/", views.RequirementEdit.as_view(), name="new"),
    path("projects/<str:key>/requirements/<int:number>/", views.RequirementDetail.as_view(), name="detail"),
    path("projects/<str:key>/requirements/<int:number>/edit/", views.RequirementEdit.as_view(), name="edit"),
    path("projects/<str:key>/requirements/<int:number>/delete/", views.RequirementDelete.as_view(), name="delete"),
]
