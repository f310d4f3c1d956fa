"""A filter of the communication plan offers the roles that the person may see, and none of other people's projects."""

from django.urls import reverse

from projects.services.projects import create_project
from projects.services.roles import create_role
from stakeholders.services import create_communication
from tests.cast import Cast, person


def test_the_roles_of_other_projects_are_not_offered(client, cast: Cast) -> None:
    zoe = person("Zoe")
    other = create_project(by=zoe, key="OTHER", name="Elsewhere")
    create_role(by=cast.alice, project=cast.project, code="OPS", name="Head of operations")
    create_role(by=zoe, project=other, code="BUY", name="Secret buyer")
    create_communication(by=cast.alice, project=cast.project, audience="Bank", purpose="Dates", channel="Mail")
    client.force_login(cast.vera, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("stakeholders:communication", kwargs={"key": cast.project.key})).content.decode()
    assert "Head of operations" in page
    assert "Secret buyer" not in page
