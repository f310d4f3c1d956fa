"""Log lines carry the request id and no secret."""

import importlib
import io
import json
import logging

import pytest

from ecompm import logs, settings_logging


@pytest.fixture
def lines(monkeypatch):
    """What the product logs, as the JSON lines of production."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    monkeypatch.setenv("LOG_JSON", "1")
    production = importlib.reload(settings_logging).LOGGING["formatters"]["lines"]
    handler.setFormatter(production.pop("()")(**production))
    logger = logging.getLogger("django_structlog")
    logger.addHandler(handler)
    monkeypatch.setattr(logger, "level", logging.INFO)
    logger.manager._clear_cache()
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    logger.removeHandler(handler)
    logger.manager._clear_cache()
    monkeypatch.undo()
    importlib.reload(settings_logging)


@pytest.mark.django_db
def test_the_answer_and_its_log_line_share_the_request_id(client, lines):
    answer = client.get("/accounts/login/", headers={"X-Request-ID": "abc-123"})
    assert answer["X-Request-ID"] == "abc-123"
    assert [line["request_id"] for line in lines()] == ["abc-123"]


@pytest.mark.django_db
def test_a_caller_cannot_write_another_address_into_the_log(client, lines):
    client.get("/accounts/login/", headers={"X-Forwarded-For": "203.0.113.7"})
    assert [line["ip"] for line in lines()] == ["127.0.0.1"]


@pytest.mark.django_db
def test_probes_leave_no_line(client, lines):
    client.get("/healthz")
    assert lines() == []


@pytest.mark.django_db
def test_query_strings_stay_out_of_the_log(client, lines):
    client.get("/accounts/login/?next=/x&email=alice@example.com")
    assert [line["request"] for line in lines()] == ["GET /accounts/login/"]


@pytest.mark.parametrize(
    ("event", "shown"),
    [
        ({"request": "GET /accounts/password/reset/key/3-abc/"}, {"request": "GET /accounts/password/reset/key/***/"}),
        ({"api_token": "ecp_123"}, {"api_token": "***"}),
        ({"Authorization": "Bearer x"}, {"Authorization": "***"}),
        ({"token_id": 7, "user_id": 3}, {"token_id": 7, "user_id": 3}),
    ],
)
def test_secrets_are_masked(event, shown):
    assert logs.hide_secrets(None, "info", event) == shown


def test_a_traceback_shows_no_local_variables(lines):
    def sign_in(password):
        raise ValueError("wrong")

    try:
        sign_in("correct horse battery staple")
    except ValueError:
        logging.getLogger("django_structlog").exception("failed")
    (line,) = lines()
    assert line["exception"][0]["exc_value"] == "wrong"
    assert "correct horse" not in json.dumps(line)
