"""A day has one spelling, in the API, in its filters and on pages, whatever the language."""

import pytest
from django.utils import translation

from projects.forms import NewProjectForm
from tests.api_client import Api
from tests.cast import Cast

pytestmark = pytest.mark.django_db
OTHERS = ["2026-W10-1", "2026W101", "20260302", "2026-3-2", "٢٠٢٦-٠٣-٠٢", "03/02/2026", "02.03.2026", "2026-03-02 "]
MISREAD = ["2026-W10-1", "20260302", "03/02/2026", "02.03.2026", "02/03/2026", "tomorrow"]


def project_of(day: str) -> dict[str, str]:
    return {"key": "PAY", "name": "Payment", "kind": "new_shop", "visibility": "private", "wished_start": day}


@pytest.mark.parametrize("day", OTHERS)
def test_the_api_refuses_every_other_spelling(cast: Cast, day: str) -> None:
    answer = Api(cast.bob).post("goals/", {"project": cast.project.pk, "statement": "Sell", "due_on": day})
    assert (answer.status_code, "due_on" in answer.json()["errors"]) == (400, True)


def test_the_api_takes_the_one_spelling(cast: Cast) -> None:
    answer = Api(cast.alice).post("projects/", {"key": "PAY", "name": "Payment", "wished_start": "2026-03-02"})
    assert (answer.status_code, answer.json()["wished_start"]) == (201, "2026-03-02")


@pytest.mark.parametrize("moment", ["2026-W10-1T09:00", "20260302T0900", "2026-03-02"])
def test_a_moment_has_one_spelling_too(cast: Cast, moment: str) -> None:
    answer = Api(cast.alice).post("tokens/", {"name": "CI", "scope": "read", "expires_at": moment})
    assert (answer.status_code, "expires_at" in answer.json()["errors"]) == (400, True)


@pytest.mark.parametrize("language", ["en", "de", "it", "vi"])
@pytest.mark.parametrize("day", MISREAD)
def test_a_page_refuses_what_could_be_read_in_two_ways(language: str, day: str) -> None:
    with translation.override(language):
        assert "wished_start" in NewProjectForm(project_of(day)).errors


@pytest.mark.parametrize("language", ["en", "de", "it", "vi"])
def test_a_page_takes_what_a_browser_sends(language: str) -> None:
    with translation.override(language):
        assert "wished_start" not in NewProjectForm(project_of("2026-03-02")).errors
