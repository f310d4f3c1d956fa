"""Addresses of stakeholder pages."""

from django.urls import path

from stakeholders import views

app_name = "stakeholders"
P = "projects/<str:key>/"
urlpatterns = [
    path(P + "stakeholders/", views.StakeholderList.as_view(), name="list"),
    path(P + "stakeholders/new/", views.StakeholderEdit.as_view(), name="new"),
    path(P + "stakeholders/<int:number>/", views.StakeholderDetail.as_view(), name="detail"),
    path(P + "stakeholders/<int:number>/edit/", views.StakeholderEdit.as_view(), name="edit"),
    path(P + "stakeholders/<int:number>/delete/", views.StakeholderDelete.as_view(), name="delete"),
    path(P + "communication/", views.CommunicationPlan.as_view(), name="communication"),
    path(P + "communication/new/", views.CommunicationEdit.as_view(), name="communication_new"),
    path(P + "communication/<int:number>/edit/", views.CommunicationEdit.as_view(), name="communication_edit"),
    path(P + "communication/<int:number>/delete/", views.CommunicationDelete.as_view(), name="communication_delete"),
    path(P + "raci/", views.RaciMatrix.as_view(), name="raci"),
    path(P + "raci/<int:number>/", views.RaciEdit.as_view(), name="raci_edit"),
]
