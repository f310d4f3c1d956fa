"""Addresses of the wizard, the library and templates."""

from django.urls import path

from blueprints.views import library, project, shelf, wizard

app_name = "blueprints"
P = "projects/<str:key>/"
urlpatterns = [
    path("new-project/", wizard.ChooseTemplate.as_view(), name="new"),
    path("new-project/questions/", wizard.Questions.as_view(), name="questions"),
    path("new-project/preview/", wizard.Preview.as_view(), name="preview"),
    path("library/", library.Overview.as_view(), name="library"),
    path("library/templates/import/", shelf.Import.as_view(), name="import"),
    path("library/templates/<slug:template_id>/", shelf.Detail.as_view(), name="template"),
    path("library/templates/<slug:template_id>/file/", shelf.Source.as_view(), name="source"),
    path("library/templates/<slug:template_id>/<int:edition>/retire/", shelf.Retire.as_view(), name="retire"),
    path("library/<str:kind>/", library.Patterns.as_view(), name="patterns"),
    path("library/<str:kind>/<str:code>/", library.Detail.as_view(), name="pattern"),
    path(P + "library/", project.Pick.as_view(), name="pick"),
    path(P + "save-as-template/", project.Save.as_view(), name="save"),
]
