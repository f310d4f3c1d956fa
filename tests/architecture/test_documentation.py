"""What can be set is written down, and what is written down can be set."""

import re

import pytest

from tests.architecture.tree import ROOT, files

_READ = re.compile(r"""env\.\w+\(\s*"([A-Z_]+)\"""")
_READ_ELSEWHERE = {
    "POSTGRES_PASSWORD",
    "FORWARDED_ALLOW_IPS",
    "HOST",
    "PORT",
}  # read by compose, gunicorn, manage.py run

README = (ROOT / "README.md").read_text(encoding="utf-8")
VARIABLES = {
    name for path in ROOT.glob("ecompm/settings*.py") for name in _READ.findall(path.read_text(encoding="utf-8"))
}


@pytest.mark.parametrize("name", sorted(VARIABLES))
def test_every_variable_is_explained(name):
    assert f"`{name}`" in (ROOT / "docs" / "guides" / "operations.md").read_text(encoding="utf-8")


def test_the_sample_environment_names_only_what_is_read():
    sample = (ROOT / ".env.example").read_text(encoding="utf-8")
    named = set(re.findall(r"^(?:# )?([A-Z_]+)=", sample, re.MULTILINE))
    assert {"SECRET_KEY", "ALLOWED_HOSTS", "BASE_URL"} <= named
    assert named <= VARIABLES | _READ_ELSEWHERE


def test_links_between_documents_lead_somewhere():
    broken = [
        f"{path.relative_to(ROOT)}: {target}"
        for path in files(".md")
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", path.read_text(encoding="utf-8"))
        if not (path.parent / target).exists()
    ]
    assert broken == []


@pytest.mark.parametrize("target", re.findall(r"(?:^    |`)make (\w+)", README, re.MULTILINE))
def test_what_the_readme_makes_can_be_made(target):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{target}:", makefile, re.MULTILINE)
