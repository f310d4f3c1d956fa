"""The draft of a project: what a person has answered so far. Going back and forth never loses an answer."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from blueprints.models import Draft

Typed = Mapping[str, Any]


def draft_of(user: Any) -> Draft:
    """The draft of a person, empty for somebody who has answered nothing yet."""
    return Draft.objects.filter(user=user).first() or Draft(user=user)


def template_of(draft: Draft) -> str:
    """The id of the template that was chosen last; empty before."""
    return str(draft.answers.get("template", ""))


def typed_in(draft: Draft) -> dict[str, Any]:
    """What was typed for the chosen template: answers that any template asks for, and those of this one."""
    own = draft.answers.get("own", {}).get(template_of(draft), {})
    return {**draft.answers.get("shared", {}), **own}


@transaction.atomic
def choose_template(*, by: Any, template_id: str) -> Draft:
    """Remember the template; answers given for another one are kept for the case that it is chosen again."""
    draft = _locked(by)
    draft.answers = {**draft.answers, "template": template_id}
    draft.save(update_fields=["answers", "updated_at"])
    return draft


@transaction.atomic
def keep_answers(*, by: Any, template_id: str, shared: Typed, own: Typed) -> Draft:
    """Remember what was typed, right or wrong: `shared` for every template, `own` for this one alone."""
    draft = _locked(by)
    known = draft.answers
    draft.answers = {
        "template": template_id,
        "shared": {**known.get("shared", {}), **shared},
        "own": {**known.get("own", {}), template_id: dict(own)},
    }
    draft.save(update_fields=["answers", "updated_at"])
    return draft


def forget(*, by: Any) -> None:
    """The project is made: the draft has done its work."""
    Draft.objects.filter(user=by).delete()


def _locked(user: Any) -> Draft:
    Draft.objects.bulk_create([Draft(user=user)], ignore_conflicts=True)
    return Draft.objects.select_for_update().get(user=user)
