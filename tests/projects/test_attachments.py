"""Files: limited in size and kind, stored once, served as downloads only."""

import io
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from projects.models import Attachment
from projects.services.attachments import add_attachment, delete_attachment, forget_unused_files
from tests.api_client import Api
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def on(cast: Cast) -> dict:
    return {"project": cast.project, "object_type": "projects.project", "object_id": cast.project.pk}


def upload(cast: Cast, name: str, content: bytes = b"content", **headers: str):
    body = {"project": cast.project.pk, "object_type": "projects.project", "object_id": cast.project.pk}
    file = SimpleUploadedFile(name, content, content_type="text/html")
    api = Api(cast.alice)
    return api.client.post("/api/v1/attachments/", {**body, "file": file}, headers=headers)


def test_a_file_comes_back_as_a_download_that_no_browser_runs(cast: Cast) -> None:
    made = upload(cast, "page.html", b"<script>alert(1)</script>")
    answer = Api(cast.bob).client.get(made.json()["url"])
    assert b"".join(answer.streaming_content) == b"<script>alert(1)</script>"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == 'attachment; filename="page.html"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")


@pytest.mark.parametrize("name", ["virus.exe", "run.BAT", "script.js", "x.hta"])
def test_what_a_computer_runs_is_refused(cast: Cast, name: str) -> None:
    answer = upload(cast, name)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["file"])


def test_an_empty_file_is_refused(cast: Cast) -> None:
    assert upload(cast, "empty.txt", b"").status_code == 400


def test_a_file_over_the_limit_is_refused(cast: Cast, settings) -> None:
    settings.ATTACHMENT_MAX_BYTES = 10
    assert upload(cast, "large.txt", b"x" * 11).status_code == 413
    assert not Attachment.objects.exists()


@pytest.mark.parametrize("name", ["../../etc/passwd", "..\\..\\boot.ini", "/abs/olute.txt"])
def test_no_name_becomes_a_path(cast: Cast, name: str) -> None:
    upload(cast, name)
    stored = Attachment.objects.get()
    assert "/" not in stored.name
    assert "\\" not in stored.name
    assert stored.file.name == f"attachments/{stored.digest[:2]}/{stored.digest}"


def test_long_names_keep_their_ending(cast: Cast) -> None:
    upload(cast, "x" * 230 + ".pdf")
    name = Attachment.objects.get().name
    assert (len(name) <= 200, name.endswith(".pdf")) == (True, True)


def test_equal_files_are_stored_once(cast: Cast) -> None:
    upload(cast, "a.txt")
    upload(cast, "b.txt")
    assert len(set(Attachment.objects.values_list("file", flat=True))) == 1


def test_a_repeated_upload_is_one_file(cast: Cast) -> None:
    first = upload(cast, "a.txt", **{"Idempotency-Key": "k"})
    again = upload(cast, "a.txt", **{"Idempotency-Key": "k"})
    assert (first.json()["id"], Attachment.objects.count()) == (again.json()["id"], 1)
    assert upload(cast, "a.txt", b"other", **{"Idempotency-Key": "k"}).status_code == 422


def test_a_file_that_nobody_needs_goes_after_a_week(cast: Cast, on: dict) -> None:
    kept = add_attachment(by=cast.alice, **on, file=SimpleUploadedFile("kept.txt", b"kept"))
    gone = add_attachment(by=cast.alice, **on, file=SimpleUploadedFile("gone.txt", b"gone"))
    path = gone.file.name
    delete_attachment(gone, by=cast.alice)
    assert forget_unused_files() == 0
    assert forget_unused_files(timezone.now() + timedelta(days=8)) == 1
    assert (default_storage.exists(kept.file.name), default_storage.exists(path)) == (True, False)


def test_a_viewer_uploads_nothing(cast: Cast, client) -> None:
    client.force_login(cast.vera, backend="django.contrib.auth.backends.ModelBackend")
    where = {"key": "SHOP", "object_type": "projects.project", "object_id": cast.project.pk}
    file = io.BytesIO(b"x")
    file.name = "x.txt"
    assert client.post(reverse("projects:files", kwargs=where), {"file": file}).status_code == 403


def test_the_panel_lists_the_new_file(cast: Cast, client) -> None:
    client.force_login(cast.bob, backend="django.contrib.auth.backends.ModelBackend")
    where = {"key": "SHOP", "object_type": "projects.project", "object_id": cast.project.pk}
    file = SimpleUploadedFile("plan <1>.txt", b"x")
    panel = client.post(reverse("projects:files", kwargs=where), {"file": file}, headers={"HX-Request": "true"})
    assert "plan &lt;1&gt;.txt" in panel.content.decode()


def test_a_refused_file_is_explained_in_the_panel(cast: Cast, client) -> None:
    client.force_login(cast.bob, backend="django.contrib.auth.backends.ModelBackend")
    where = {"key": "SHOP", "object_type": "projects.project", "object_id": cast.project.pk}
    answer = client.post(reverse("projects:files", kwargs=where), {"file": SimpleUploadedFile("a.exe", b"x")})
    assert (answer.status_code, ".exe" in answer.content.decode()) == (422, True)
