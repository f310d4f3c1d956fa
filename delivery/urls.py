"""Addresses of the board."""

from django.urls import path

from delivery import views

app_name = "delivery"
urlpatterns = [
    path("projects/<str:key>/board/", views.Board.as_view(), name="board"),
    path("projects/<str:key>/board/<int:number>/move/", views.MoveCard.as_view(), name="move"),
    path("projects/<str:key>/board/<int:number>/block/", views.BlockCard.as_view(), name="block"),
]
