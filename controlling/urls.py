"""Addresses of the pages of control."""

from django.urls import path

from controlling.views import issues, reserve

app_name = "controlling"
P = "projects/<str:key>/"
urlpatterns = [
    path(P + "issues/", issues.IssueList.as_view(), name="issues"),
    path(P + "issues/new/", issues.IssueEdit.as_view(), name="issue_new"),
    path(P + "issues/<int:number>/", issues.IssueDetail.as_view(), name="issue"),
    path(P + "issues/<int:number>/edit/", issues.IssueEdit.as_view(), name="issue_edit"),
    path(P + "issues/<int:number>/delete/", issues.IssueDelete.as_view(), name="issue_delete"),
    path(P + "reserve/", reserve.ReservePage.as_view(), name="reserve"),
    path(P + "reserve/approve/", reserve.Approve.as_view(), name="reserve_approve"),
    path(P + "reserve/draw/", reserve.Draw.as_view(), name="reserve_draw"),
]
