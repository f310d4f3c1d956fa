"""Addresses of a person's own pages, and of the people of the instance."""

from django.urls import path

from accounts import saved_views, views

app_name = "accounts"
urlpatterns = [
    path("account/", views.Profile.as_view(), name="profile"),
    path("account/tokens/", views.Tokens.as_view(), name="tokens"),
    path("account/tokens/<int:pk>/revoke/", views.RevokeToken.as_view(), name="token_revoke"),
    path("account/sessions/<int:pk>/end/", views.EndSession.as_view(), name="end_session"),
    path("account/views/save/", saved_views.SaveView.as_view(), name="view_save"),
    path("account/views/<int:pk>/delete/", saved_views.DeleteView.as_view(), name="view_delete"),
    path("people/", views.People.as_view(), name="people"),
    path("people/<int:pk>/", views.Person.as_view(), name="person"),
    path("people/<int:pk>/activation/", views.Activation.as_view(), name="activation"),
]
