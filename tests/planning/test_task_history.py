"""A task and a resource tell what changed in them, on their own page."""

import pytest
from django.test import Client
from django.urls import reverse

from planning.services.tasks import change_task, create_task
from projects.models import Membership
from projects.services.shares import share_object
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_the_page_of_a_task_fetches_its_changes(client: Client, cast: Cast) -> None:
    task = create_task(by=cast.alice, project=cast.project, name="Wire the checkout")
    create_task(by=cast.alice, project=cast.project, name="Write the help")
    change_task(task, by=cast.alice, version=task.version, name="Wire the basket")
    client.force_login(cast.vera)
    page = client.get(task.get_absolute_url()).content.decode()
    address = (
        f"{reverse('projects:activity', args=[cast.project.key])}?panel=1&amp;kind=planning.task&amp;object={task.pk}"
    )
    assert f'hx-get="{address}"' in page
    panel = client.get(address.replace("&amp;", "&")).content.decode()
    assert "Wire the basket" in panel
    assert "Write the help" not in panel


def test_a_guest_sees_a_shared_task_without_its_history(client: Client, cast: Cast) -> None:
    task = create_task(by=cast.alice, project=cast.project, name="Wire the checkout")
    membership = Membership.objects.get(project=cast.project, user=cast.gus)
    share_object(
        by=cast.alice, project=cast.project, membership=membership, object_type="planning.task", object_id=task.pk
    )
    client.force_login(cast.gus)
    page = client.get(task.get_absolute_url()).content.decode()
    assert "Wire the checkout" in page
    assert "/activity/" not in page
