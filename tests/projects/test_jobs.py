"""Background work: who sees it, what came out, how it is stopped."""

import pytest
from django.urls import reverse

from ecompm.core import jobs
from ecompm.core.models import Job
from tests.api_client import Api
from tests.cast import Cast

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def job(cast: Cast) -> Job:
    return jobs.start("demo", by=cast.alice, title="Import", project_id=cast.project.pk)


def page(client, user, job: Job, **headers: str):
    client.force_login(user, backend=BACKEND)
    return client.get(reverse("jobs:detail", kwargs={"pk": job.pk}), headers=headers)


def test_its_owner_stops_it(cast: Cast, job: Job, client) -> None:
    client.force_login(cast.alice, backend=BACKEND)
    client.post(reverse("jobs:cancel", kwargs={"pk": job.pk}))
    job.refresh_from_db()
    assert job.state == Job.State.CANCELLED


def test_a_job_of_ones_own_needs_no_project(cast: Cast) -> None:
    own = jobs.start("demo", by=cast.charlie, title="Mine")
    assert Api(cast.charlie).get(f"jobs/{own.pk}/").status_code == 200
    assert Api(cast.ada).get(f"jobs/{own.pk}/").status_code == 404


def test_htmx_gets_the_row_alone(cast: Cast, job: Job, client) -> None:
    row = page(client, cast.alice, job, **{"HX-Request": "true"}).content.decode()
    assert row.lstrip().startswith("<div")
    assert 'hx-trigger="every 2s"' in row


def test_its_page_reloads_once_it_is_done(cast: Cast, job: Job, client) -> None:
    Job.objects.filter(pk=job.pk).update(state="done")
    url = reverse("jobs:detail", kwargs={"pk": job.pk})
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{url}"}
    assert page(client, cast.alice, job, **headers)["HX-Refresh"] == "true"


def test_refused_rows_and_the_result_are_shown(cast: Cast, job: Job, client) -> None:
    errors = [{"row": 7, "message": "No <name>"}, "odd"] + ["more"] * 300
    Job.objects.filter(pk=job.pk).update(state="done", errors=errors, result={"url": "/projects/SHOP/"})
    shown = page(client, cast.vera, job).content.decode()
    assert "No &lt;name&gt;" in shown
    assert 'href="/projects/SHOP/"' in shown
    assert "And 102 more" in shown
