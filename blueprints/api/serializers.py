"""JSON of templates, and of what is asked before a project is made from one."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from blueprints.calc.answers import Answers, Freeze
from blueprints.calc.offsets import length
from blueprints.calc.template import Template
from blueprints.countries import COUNTRIES
from blueprints.forms.questions import PICKS
from blueprints.loaders import find_template
from blueprints.services.templates import LARGEST
from ecompm.core.api.serializers import DayField, Serializer
from ecompm.core.errors import Invalid
from projects.models import KEY, Project
from risks.calc import packs


class TemplateSerializer(Serializer):
    """A template on the shelf. `days` are the working days of its critical path on most likely durations."""

    id = serializers.CharField()
    version = serializers.IntegerField()
    name = serializers.DictField(child=serializers.CharField())
    summary = serializers.CharField()
    schedule_mode = serializers.ChoiceField(["forward", "backward"])
    event = serializers.CharField(allow_null=True)
    roles = serializers.SerializerMethodField()
    blocks = serializers.SerializerMethodField()
    compliance = serializers.ListField(child=serializers.CharField())
    tasks = serializers.SerializerMethodField()
    gates = serializers.SerializerMethodField()
    days = serializers.SerializerMethodField()

    def get_roles(self, template: Template) -> list[dict[str, str]]:
        return [{"code": role.code, "name": role.name, "side": role.side} for role in template.roles]

    def get_blocks(self, template: Template) -> list[dict[str, Any]]:
        return [{"id": block.id, "name": dict(block.name)} for block in template.blocks]

    def get_tasks(self, template: Template) -> int:
        return len(template.tasks)

    def get_gates(self, template: Template) -> int:
        return len(template.gates)

    def get_days(self, template: Template) -> float:
        return float(length(template))


class TemplateDetailSerializer(TemplateSerializer):
    """The same with the whole template as YAML, fit to be changed and imported under a higher version."""

    source = serializers.CharField()  # type: ignore[assignment]  # a field of the body


class TemplateImportSerializer(Serializer):
    """A template as YAML."""

    source = serializers.CharField(max_length=LARGEST, trim_whitespace=False)  # type: ignore[assignment]


class ShelfSerializer(Serializer):
    """All templates on the shelf; they are few, so there is one page."""

    results = TemplateSerializer(many=True)


class FreezeSerializer(Serializer):
    """Days, both included, on which nothing goes live."""

    name = serializers.CharField(max_length=80)
    first = DayField()
    last = DayField()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["last"] < attrs["first"]:
            raise serializers.ValidationError({"last": [_("The freeze ends before it begins.")]})
        return attrs


class FromTemplateSerializer(Serializer):
    """What is asked before a project is made from a template. `day` is the start, or the event where that is fixed."""

    template = serializers.CharField(max_length=60)
    version = serializers.IntegerField(required=False, min_value=1)
    key = serializers.CharField(max_length=10, validators=[KEY])
    name = serializers.CharField(max_length=150)
    description = serializers.CharField(max_length=20_000, required=False, allow_blank=True)
    visibility = serializers.ChoiceField(Project.Visibility.choices, required=False)
    budget = serializers.DecimalField(max_digits=14, decimal_places=2, min_value=0, required=False)
    currency = serializers.RegexField(r"^[A-Z]{3}$", required=False)
    fixed = serializers.ChoiceField(["start", "event"], default="start")
    day = DayField()
    country = serializers.ChoiceField(COUNTRIES, default="DE")
    people = serializers.DictField(child=serializers.IntegerField(min_value=1), required=False)
    left_out = serializers.ListField(child=serializers.CharField(max_length=60), required=False)
    packs = serializers.ListField(child=serializers.CharField(max_length=60), required=False)
    picks = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField(max_length=60)), required=False
    )
    freezes = FreezeSerializer(many=True, required=False)

    def answers(self) -> Answers:
        """The answers of a valid body. Raises Invalid for names that the template or the library does not have."""
        body = dict(self.validated_data)
        template = find_template(body.pop("template"), body.pop("version", None))
        if template is None:
            raise Invalid(fields={"template": [_("There is no such template on the shelf.")]})
        _check_names(template, body)
        freezes = tuple(Freeze(**freeze) for freeze in body.pop("freezes", ()))
        given: dict[str, Any] = {name: body.pop(name) for name in ("key", "name", "fixed", "day", "country")}
        chosen = body.pop("packs", None)
        return Answers(
            template=template,
            **given,
            people=body.pop("people", {}),
            left_out=frozenset(body.pop("left_out", ())),
            packs=None if chosen is None else frozenset(chosen),
            picks={kind: tuple(codes) for kind, codes in body.pop("picks", {}).items()},
            freezes=freezes,
            project=body,
        )


def _check_names(template: Template, body: Mapping[str, Any]) -> None:
    """Refuse a role, part, pack or kind that isn't there: a misspelt one must not read as none."""
    known = {
        "people": {role.code for role in template.roles},
        "left_out": {block.id for block in template.blocks},
        "packs": packs.shipped().names,
        "picks": set(PICKS),
    }
    wrong = {field: sorted(set(body.get(field, ())) - names) for field, names in known.items()}
    if any(wrong.values()):
        raise Invalid(
            fields={field: [f"Unknown: {name}." for name in names] for field, names in wrong.items() if names}
        )
