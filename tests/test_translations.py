"""Translations compile without gettext, and say the same as the English text."""

import gettext
import os
import re
from pathlib import Path

import allauth
import polib
import pytest

from ecompm.translations import compile_catalogues
from tests.architecture.tree import ROOT

_PLACEHOLDER = re.compile(r"%\(\w+\)[sdf]|%[sd]|\{\w+\}")
_TAG = re.compile(r"</?\w+")


@pytest.fixture
def german(tmp_path: Path) -> Path:
    """A folder of translations with one text that is done and one that is in doubt."""
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=utf-8"}
    catalogue.append(polib.POEntry(msgid="Risk", msgstr="Risiko"))
    catalogue.append(polib.POEntry(msgid="Gate", msgstr="Gatter", flags=["fuzzy"]))
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue.save(str(folder / "django.po"))
    return tmp_path


def test_a_text_is_shown_translated_unless_in_doubt(german):
    (written,) = compile_catalogues(german)
    with written.open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert (compiled.gettext("Risk"), compiled.gettext("Gate")) == ("Risiko", "Gate")


def test_only_what_changed_is_compiled(german):
    (written,) = compile_catalogues(german)
    assert compile_catalogues(german) == []
    os.utime(written, (0, 0))
    assert compile_catalogues(german) == [written]


def test_translations_keep_placeholders_and_tags():
    assert [fault for path in sorted(ROOT.glob("locale/**/LC_MESSAGES/*.po")) for fault in faults(path)] == []


def faults(path: Path) -> list[str]:
    """Entries whose translation has other placeholders or tags than the English text."""
    return [
        f"{path.parent.parent.name}: {entry.msgid!r} -> {text!r}"
        for entry in polib.pofile(str(path)).translated_entries()
        for text, originals in variants(entry)
        if not any(parts(text) == parts(original) for original in originals)
    ]


def variants(entry: polib.POEntry) -> list[tuple[str, tuple[str, ...]]]:
    """Each translated form with the English forms that it may follow."""
    if entry.msgstr_plural:
        return [(text, (entry.msgid, entry.msgid_plural)) for text in entry.msgstr_plural.values()]
    return [(entry.msgstr, (entry.msgid,))]


def parts(text: str) -> tuple[list[str], list[str]]:
    return sorted(_PLACEHOLDER.findall(text)), sorted(_TAG.findall(text))


_DU = re.compile(r"\b([Dd]u|[Dd]ich|[Dd]ir|[Dd]ein\w*)\b")
_SEEN = re.compile(
    r"templates/(account|mfa|usersessions|socialaccount|allauth)/(?!phone)|(account|mfa|socialaccount)/\w+\.py"
)


def test_german_says_sie_in_what_packages_say_too():
    """Every text of the sign-in pages and mails that says “du” by itself is overridden, and none of ours does."""
    installed = Path(allauth.__file__).parent / "locale" / "de" / "LC_MESSAGES" / "django.po"
    ours = [entry for path in ROOT.glob("locale/**/de/LC_MESSAGES/django.po") for entry in polib.pofile(str(path))]
    seen = [each for each in polib.pofile(str(installed)) if any(_SEEN.match(place) for place, _ in each.occurrences)]
    assert [entry.msgid for entry in ours if _DU.search(entry.msgstr)] == []
    assert {entry.msgid for entry in seen if _DU.search(entry.msgstr)} <= {entry.msgid for entry in ours}


def test_a_german_reader_is_asked_politely_on_the_sign_in_pages(client):
    html = client.get("/accounts/password/reset/", headers={"accept-language": "de"}).content.decode()
    assert "Geben Sie unten Ihre E-Mail-Adresse ein" in html
