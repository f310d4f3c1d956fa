"""Translations compile without gettext, and say the same as the English text."""

import gettext
import os
import re
from pathlib import Path

import allauth
import polib
import pytest
from django.utils import translation

from accounts.adapters import AccountAdapter
from accounts.forms import LoginForm
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


def sign_in_texts() -> list[polib.POEntry]:
    """What pages, forms and mails of the sign-in say, with the package's own German."""
    installed = Path(allauth.__file__).parent / "locale" / "de" / "LC_MESSAGES" / "django.po"
    return [each for each in polib.pofile(str(installed)) if any(_SEEN.match(place) for place, _ in each.occurrences)]


def our_texts(language: str) -> list[polib.POEntry]:
    return [
        entry for path in ROOT.glob(f"locale/**/{language}/LC_MESSAGES/django.po") for entry in polib.pofile(str(path))
    ]


def test_german_says_sie_in_what_packages_say_too():
    """Every text of the sign-in pages and mails that says “du” by itself is overridden, and none of ours does."""
    ours = our_texts("de")
    assert [entry.msgid for entry in ours if _DU.search(entry.msgstr)] == []
    assert {entry.msgid for entry in sign_in_texts() if _DU.search(entry.msgstr)} <= {entry.msgid for entry in ours}


def test_a_german_reader_is_asked_politely_on_the_sign_in_pages(client):
    html = client.get("/accounts/password/reset/", headers={"accept-language": "de"}).content.decode()
    assert "Geben Sie unten Ihre E-Mail-Adresse ein" in html


def test_vietnamese_leaves_nothing_of_the_sign_in_in_english():
    """The package has no Vietnamese, so ours says all of it, but for templates that we replace."""
    ours = {entry.msgid for entry in our_texts("vi") if entry.translated()}
    shown = {
        entry.msgid
        for entry in sign_in_texts()
        if any(_SEEN.match(place) and not (ROOT / place).exists() for place, _ in entry.occurrences)
    }
    assert shown - ours == set()


def test_a_vietnamese_sign_in_form_speaks_vietnamese():
    with translation.override("vi"):
        form = LoginForm()
        assert (form.fields["login"].label, form.fields["password"].label) == ("Email", "Mật khẩu")
        assert "Quên mật khẩu?" in form.fields["password"].help_text
        wrong = str(AccountAdapter.error_messages["email_password_mismatch"])
        assert wrong == "Địa chỉ email hoặc mật khẩu không đúng."
