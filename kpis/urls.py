"""Addresses of KPI and goal pages."""

from django.urls import path

from kpis import views

app_name = "kpis"
P = "projects/<str:key>/"
urlpatterns = [
    path(P + "kpis/", views.KpiList.as_view(), name="list"),
    path(P + "kpis/new/", views.KpiEdit.as_view(), name="new"),
    path(P + "kpis/<int:number>/", views.KpiDetail.as_view(), name="detail"),
    path(P + "kpis/<int:number>/edit/", views.KpiEdit.as_view(), name="edit"),
    path(P + "kpis/<int:number>/delete/", views.KpiDelete.as_view(), name="delete"),
    path(P + "goals/", views.GoalList.as_view(), name="goals"),
    path(P + "goals/new/", views.GoalEdit.as_view(), name="goal_new"),
    path(P + "goals/<int:number>/edit/", views.GoalEdit.as_view(), name="goal_edit"),
    path(P + "goals/<int:number>/delete/", views.GoalDelete.as_view(), name="goal_delete"),
]
