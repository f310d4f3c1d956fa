"""Colours live in one file, vendored files are unchanged, and no page loads anything from elsewhere."""

import re
import subprocess
import sys

import pytest

from tests.architecture.tree import ROOT, files, name

_COLOUR = re.compile(
    r"(?<![&\w/-])#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\b(?!;)|\b(?:rgba?|hsla?|oklch|oklab)\(", re.I
)
_ELSEWHERE = re.compile(r"""(?:src|href|action|hx-\w+)=["'](?:https?:)?//""")
_COMMENT = re.compile(r"/\*.*?\*/|{#.*?#}|<!--.*?-->", re.DOTALL)

FRONT_END = files(".css", ".js", ".html", without=("tests",))
TEMPLATES = files(".html", without=("tests",))


@pytest.mark.parametrize("path", [path for path in FRONT_END if path.name != "tokens.css"], ids=name)
def test_no_colour_outside_the_tokens(path):
    text = _COMMENT.sub("", path.read_text(encoding="utf-8"))
    assert _COLOUR.findall(text) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_nothing_is_loaded_from_elsewhere(path):
    assert _ELSEWHERE.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_templates_obey_the_content_security_policy(path):
    """No inline handler, no style attribute and no script without a nonce; htmx's own `hx-on` needs eval."""
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"<[^>]*\s(?:on[a-z]+|hx-on[:\w-]*|style)=", text) == []
    assert [tag for tag in re.findall(r"<script[^>]*>", text) if "nonce" not in tag and "src" not in tag] == []


def test_vendored_files_are_the_published_ones():
    result = subprocess.run(
        [sys.executable, "scripts/vendor.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout


def test_colours_have_contrast():
    result = subprocess.run(
        [sys.executable, "scripts/contrast.py"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout
