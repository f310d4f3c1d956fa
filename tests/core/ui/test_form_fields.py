import re

import pytest
from django import forms
from django.template import Context, Template

from ecompm.core.ui.fields import summary


class RiskForm(forms.Form):
    title = forms.CharField(label="Title", help_text="What may happen.")
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)
    kind = forms.ChoiceField(
        label="Kind", choices=[("threat", "Threat"), ("chance", "Chance")], widget=forms.RadioSelect
    )
    phase = forms.ChoiceField(label="Phase", choices=[("1", "Planning")])
    shared = forms.BooleanField(label="Shared", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self):
        raise forms.ValidationError("Threats need a response.")


def shown(form: forms.Form, name: str, options: str = "") -> str:
    return Template(f"{{% field form.{name} {options} %}}").render(Context({"form": form}))


def test_label_and_hint_belong_to_the_field():
    html = shown(RiskForm(), "title")
    assert '<label for="id_title">Title</label>' in html
    assert 'aria-describedby="id_title-hint"' in html
    assert '<p class="hint" id="id_title-hint">What may happen.</p>' in html


def test_optional_fields_are_marked_and_required_ones_are_not():
    assert "optional" in shown(RiskForm(), "note")
    assert "optional" not in shown(RiskForm(), "title")


def test_an_error_is_red_has_a_sentence_and_is_read_with_the_field():
    html = shown(RiskForm({}), "title")
    assert 'aria-invalid="true"' in html
    assert "is-invalid" in html
    assert re.search(r'aria-describedby="id_title-hint id_title-error"', html)
    assert 'class="err" id="id_title-error"' in html


def test_a_nudge_never_makes_a_field_invalid():
    html = shown(RiskForm(), "note", 'nudge="Rather vague."')
    assert 'class="nudge" id="id_note-nudge"' in html
    assert "aria-invalid" not in html


def test_choices_stand_in_a_named_group():
    html = shown(RiskForm({"kind": "chance"}), "kind")
    assert "<legend>Kind</legend>" in html
    assert html.count('type="radio"') == 2
    assert re.search(r'value="chance"[^>]*checked', html)


@pytest.mark.parametrize(
    ("name", "css"), [("title", "form-control"), ("phase", "form-select"), ("shared", "form-check-input")]
)
def test_controls_wear_the_classes_of_the_design(name, css):
    assert f'class="{css}"' in shown(RiskForm(), name)


def test_the_choice_of_nothing_is_a_dash():
    class Owned(forms.Form):
        owner = forms.ChoiceField(choices=[("", "---------"), ("1", "Anna")], required=False)

    assert '<option value="" selected>–</option>' in shown(Owned(), "owner")


def test_hidden_fields_are_only_themselves():
    assert "<label" not in shown(RiskForm(initial={"version": 3}), "version")


def test_two_forms_of_a_class_do_not_share_their_errors():
    shown(RiskForm({}), "title")
    assert "is-invalid" not in shown(RiskForm(), "title")


def test_the_summary_links_every_field_and_says_what_concerns_all():
    found = summary([RiskForm({"kind": "threat", "phase": "1", "version": "1"})])
    assert [item["href"] for item in found["fields"]] == ["#id_title"]
    assert found["whole"] == ["Threats need a response."]
    assert found["count"] == 2


def test_a_form_without_errors_has_no_summary():
    html = Template("{% error_summary form %}").render(Context({"form": RiskForm()}))
    assert html.strip() == ""


def test_formsets_are_summed_up_too():
    formset = forms.formset_factory(RiskForm, extra=1)
    lines = formset({"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-note": "x"})
    assert "#id_form-0-title" in [item["href"] for item in summary([lines])["fields"]]
