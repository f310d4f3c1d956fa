"""A load balancer learns whether the process lives and whether it can do its work."""

from datetime import timedelta

import pytest
from celery import current_app
from django.db import connection
from django.utils import timezone

from ecompm.core.models import OutboxEvent


def test_healthz_needs_no_database(client):
    assert client.get("/healthz").json() == {"status": "ok"}


@pytest.mark.django_db
def test_ready_when_everything_works(client):
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert set(answer.json()["checks"]) == {"database", "migrations", "media", "broker", "outbox"}
    assert answer.json()["status"] == "ok"


@pytest.mark.django_db
def test_late_background_work_degrades_but_still_serves(client):
    OutboxEvent.objects.create(topic="mail", available_at=timezone.now() - timedelta(minutes=2))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (200, "degraded")
    assert answer.json()["checks"]["outbox"] == "degraded"


@pytest.mark.django_db
def test_an_unreachable_broker_degrades(client, monkeypatch):
    monkeypatch.setattr(current_app.conf, "broker_write_url", "redis://127.0.0.1:1/0")
    assert client.get("/readyz").json()["checks"]["broker"] == "degraded"


@pytest.mark.django_db
def test_not_ready_while_files_cannot_be_stored(client, settings, tmp_path):
    (tmp_path / "file").write_text("in the way of the folder")
    settings.MEDIA_ROOT = tmp_path / "file"
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["checks"]["media"]) == (503, "down")


@pytest.mark.django_db
def test_not_ready_while_a_migration_is_missing(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'core'")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["checks"]["migrations"]) == (503, "down")


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
@pytest.mark.django_db
def test_probes_are_not_cached_and_take_no_post(client, address):
    assert "no-store" in client.get(address)["Cache-Control"]
    assert client.post(address).status_code == 405
