import datetime as dt
import re

from django import forms
from django.http import QueryDict
from django.template import Context, Template
from django.utils.http import urlencode


class TaskForm(forms.Form):
    title = forms.CharField()
    due = forms.DateField(required=False)
    phase = forms.ChoiceField(choices=[("1", "Planning"), ("2", "Execution")])
    shared = forms.BooleanField(required=False)
    tags = forms.MultipleChoiceField(choices=[("a", "Legal"), ("b", "SEO")], required=False)
    version = forms.IntegerField(required=False)


MINE = {"title": "Mine", "due": "2026-07-22", "phase": "1", "shared": "on", "tags": ["a"], "version": 3}
THEIRS = {"title": "Theirs <b>", "due": dt.date(2026, 8, 1), "phase": "2", "shared": False, "tags": ["b"], "version": 4}


def settle(*names: str) -> str:
    mine, theirs = TaskForm(MINE), TaskForm(initial=THEIRS)
    differing = [{"name": name, "mine": mine[name], "theirs": theirs[name]} for name in names]
    return Template("{% conflict form differing 4 %}").render(Context({"form": mine, "differing": differing}))


def posted(html: str, side: str) -> QueryDict:
    """What the browser would send when one side is chosen everywhere."""
    hidden = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', html)
    radios = re.findall(r'type="radio" name="(\w+)" value="([^"]*)"', html)
    return QueryDict(urlencode([*hidden, *(radios[0::2] if side == "mine" else radios[1::2])]))


def test_each_side_posts_its_own_values():
    html = settle("title", "phase", "shared")
    assert TaskForm(posted(html, "mine")).data["title"] == "Mine"
    theirs = TaskForm(posted(html, "theirs"))
    assert theirs.is_valid()
    assert (theirs.cleaned_data["phase"], theirs.cleaned_data["shared"]) == ("2", False)


def test_what_does_not_differ_travels_along_and_the_seen_version_is_the_new_one():
    sent = posted(settle("title"), "theirs")
    assert sent["due"] == "2026-07-22"
    assert TaskForm(sent).fields["shared"].widget.value_from_datadict(sent, {}, "shared") is True
    assert sent.getlist("tags") == ["a"]
    assert sent["version"] == "4"


def test_both_values_are_shown_in_words():
    html = settle("phase", "shared")
    for words in ("Planning", "Execution", "yes", "no"):
        assert f"<span>{words}</span>" in html


def test_no_side_is_chosen_beforehand():
    assert "checked" not in settle("title", "phase")


def test_several_choices_are_asked_again_with_the_stored_ones_beside():
    html = settle("tags")
    assert re.search(r'<option value="a" selected>|value="a"[^>]*checked', html)
    assert "SEO" in html


def test_values_are_escaped():
    assert "Theirs <b>" not in settle("title")
