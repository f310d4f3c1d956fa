"""Production refuses to start half safe, and says everything that is missing at once."""

import os
import subprocess
import sys

import pytest

from ecompm.hardening import problems
from tests.architecture.tree import ROOT

SAFE = {
    "ECOMPM_ENV": "production",
    "SECRET_KEY": "kE3vWq9ZpT1xR7mB5nY2cL8sD4fG6hJ0aU-oI_eXtVbNwMzQyPrSdKgHjFl",
    "ALLOWED_HOSTS": "pm.example.com",
    "BASE_URL": "https://pm.example.com",
    "DATABASE_URL": "postgres://ecompm@127.0.0.1/ecompm",
    "CELERY_BROKER_URL": "redis://127.0.0.1/0",
    "CACHE_URL": "redis://127.0.0.1/1",
    "EMAIL_URL": "smtp://127.0.0.1:25",
}


def start(*command: str, **changes: str) -> subprocess.CompletedProcess:
    """Start a command of the product in production; a changed variable that is empty counts as missing."""
    environment = {"PATH": os.environ["PATH"], **SAFE, **changes}
    return subprocess.run(
        [sys.executable, *(command or ("manage.py", "check"))],
        cwd=ROOT,
        env={name: value for name, value in environment.items() if value},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_complete_environment_starts_without_a_warning():
    result = start("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert result.returncode == 0, result.stderr


@pytest.fixture
def production(settings):
    """Settings that pass; a test breaks one of them."""
    settings.DEBUG = False
    settings.SECRET_KEY = SAFE["SECRET_KEY"]
    settings.ALLOWED_HOSTS = ["pm.example.com"]
    settings.BASE_URL = SAFE["BASE_URL"]
    return settings


def test_safe_settings_have_no_problem(production):
    assert list(problems()) == []


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        (
            "OIDC_PROVIDERS",
            [{"id": "acme", "server_url": "http://id.example.com"}],
            "OIDC_PROVIDERS: the server_url of acme must be https",
        ),
        ("SECRET_KEY", "", "SECRET_KEY is missing"),
        ("SECRET_KEY", "change-me-" * 8, "SECRET_KEY is a sample value"),
        ("SECRET_KEY", "kE3vWq9ZpT", "SECRET_KEY is too short"),
        ("SECRET_KEY", "ab" * 40, "SECRET_KEY is too short or too simple"),
        ("SECRET_KEY_FALLBACKS", ["old"], "SECRET_KEY_FALLBACKS is too short"),
        ("FIELD_KEYS", ["sample-" * 10], "FIELD_KEYS is a sample value"),
        ("DEBUG", True, "DEBUG is on"),
        ("ALLOWED_HOSTS", [], "ALLOWED_HOSTS is empty"),
        ("ALLOWED_HOSTS", ["pm.example.com", "*"], "ALLOWED_HOSTS is open"),
        ("BASE_URL", "https://", "BASE_URL must be the https address"),
        ("BASE_URL", "http://pm.example.com", "BASE_URL must be the https address"),
    ],
)
def test_each_unsafe_setting_is_told(production, name, value, told):
    setattr(production, name, value)
    assert [problem.startswith(told) for problem in problems()] == [True]


def test_every_fault_is_told_at_once():
    result = start(SECRET_KEY="", DEBUG="1", ALLOWED_HOSTS="*")
    assert [name in result.stderr for name in ("SECRET_KEY", "DEBUG", "ALLOWED_HOSTS")] == [True, True, True]
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    "command",
    [
        ("-c", "import ecompm.wsgi"),
        ("-m", "celery", "-A", "ecompm", "worker"),
        ("-m", "celery", "-A", "ecompm", "beat"),
    ],
    ids=" ".join,
)
def test_no_process_starts_with_an_open_host(command):
    result = start(*command, ALLOWED_HOSTS="*")
    assert result.returncode == 1
    assert "ALLOWED_HOSTS is open" in result.stderr


def test_services_of_one_machine_are_warned_about():
    result = start("manage.py", "check", "--deploy", DATABASE_URL="", CELERY_BROKER_URL="", CACHE_URL="", EMAIL_URL="")
    assert [f"ecompm.W00{number}" in result.stderr for number in range(1, 5)] == [True] * 4
