"""Redis stops: people go on working, and what was queued happens when Redis is back."""

import pytest

from ecompm.core import outbox
from ecompm.core.models import OutboxEvent
from tests.cast import person
from tests.services.redis import wait_until

pytestmark = pytest.mark.redis


CSRF = "a" * 32


@pytest.fixture
def alice_at_work(product, client):
    """Alice's signed-in calls to the real web server."""
    client.force_login(person("Alice"), backend="django.contrib.auth.backends.ModelBackend")
    web = product.start_web()
    web.cookies.update({"sessionid": client.cookies["sessionid"].value, "csrftoken": CSRF})
    return web


def test_pages_and_changes_work_without_redis(product, alice_at_work):
    product.redis.stop()
    values = {"key": "SHOP", "name": "New shop"}
    made = alice_at_work.post("/api/v1/projects/", json=values, headers={"X-CSRFToken": CSRF})
    assert made.status_code == 201, made.text
    assert alice_at_work.get("/accounts/email/").status_code == 200
    assert "SHOP" in alice_at_work.get("/api/v1/projects/").text
    ready = alice_at_work.get("/readyz")
    assert (ready.status_code, ready.json()["checks"]["broker"]) == (200, "degraded")


def test_queued_work_happens_when_redis_is_back(product):
    product.redis.stop()
    product.start_worker()
    product.start_beat()
    event = outbox.add("tests.waits")
    product.redis.start()
    assert_done(event)


def test_queued_work_survives_a_restart_of_redis(product, tmp_path):
    event = outbox.add("tests.waits")
    product.send("ecompm.core.tasks.relay_outbox")
    product.redis.stop()
    product.redis.start()
    assert product.redis.queued("ecompm") == 1
    product.start_worker()
    assert_done(event)


def assert_done(event):
    wait_until(lambda: OutboxEvent.objects.get(pk=event.pk).done_at is not None)
