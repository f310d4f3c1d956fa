"""The second step on the way to a project: everything the template leaves open."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from django import forms
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from blueprints.calc.answers import Answers, Freeze
from blueprints.calc.library import Kind
from blueprints.calc.library import shipped as library
from blueprints.calc.template import Block, Template
from blueprints.countries import COUNTRIES
from blueprints.services.copying import suggested_stakeholders
from blueprints.services.reading import language
from projects.forms import DateInput
from projects.models import KEY, FormerKey, Project
from projects.people import known_to
from risks.calc import packs

PICKS: Final[Mapping[Kind, Any]] = {
    "stakeholders": gettext_lazy("Stakeholders"),
    "lessons": gettext_lazy("Lessons of others"),
    "requirements": gettext_lazy("Further requirements"),
    "risks": gettext_lazy("Further risks"),
    "kpis": gettext_lazy("Further KPIs"),
}
"""What is offered from the library, in this order."""

ROLE, PICK = "role_", "pick_"
OWN: Final = ("blocks", "packs", *(PICK + kind for kind in PICKS))
"""Fields whose answers belong to one template; all others are kept when another template is chosen."""

TICKS: Final = {"class": "form-check-input"}


class QuestionsForm(forms.Form):
    """Name, dates, calendar, parts, people, and what to take from the library; fields follow the template."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=150)
    key = forms.CharField(
        label=gettext_lazy("Key"),
        max_length=10,
        validators=[KEY],
        help_text=gettext_lazy("Stands before everything in addresses, for example SHOP."),
        widget=forms.TextInput({"autocapitalize": "characters", "autocomplete": "off"}),
    )
    country = forms.ChoiceField(
        label=gettext_lazy("Country of the work calendar"),
        choices=COUNTRIES,
        initial="DE",
        help_text=gettext_lazy("Its public holidays are not worked."),
    )
    budget = forms.DecimalField(
        label=gettext_lazy("Budget in EUR"), min_value=0, max_digits=14, decimal_places=2, required=False
    )
    fixed = forms.ChoiceField(label=gettext_lazy("Which date is fixed?"), widget=forms.RadioSelect(TICKS))
    day = forms.DateField(label=gettext_lazy("That day"), widget=DateInput)
    freeze_from = forms.DateField(label=gettext_lazy("Freeze from"), widget=DateInput, required=False)
    freeze_to = forms.DateField(
        label=gettext_lazy("Freeze to"),
        widget=DateInput,
        required=False,
        help_text=gettext_lazy("Work goes on, but nothing goes live: the weeks of the trade peak, for example."),
    )

    def __init__(self, data: Any, *, template: Template, user: Any, initial: Mapping[str, Any]) -> None:
        super().__init__(data, initial=_initial(template, user, initial))
        self.template, self.user = template, user
        self._ask_for_dates()
        self.fields["blocks"] = _ticks([(block.id, _block_label(block)) for block in template.blocks])
        self.fields["packs"] = _ticks(_pack_choices(template))
        for kind in PICKS:
            self.fields[PICK + kind] = _ticks(_pick_choices(kind, template))
        people = known_to(user).order_by("name", "pk")
        for role in template.roles:
            self.fields[ROLE + role.code] = forms.ModelChoiceField(
                people,
                label=role.name,
                required=False,
                empty_label=_("Placeholder"),
                widget=forms.Select({"class": "form-select", "aria-label": role.name}),
            )

    def _ask_for_dates(self) -> None:
        choice: Any = self.fields["fixed"]
        choice.choices = [("start", _("The start")), ("event", self.event)]
        backward = self.template.schedule_mode == "backward"
        self.initial.setdefault("fixed", "event" if backward else "start")

    @property
    def event(self) -> str:
        """What the template's event is called; the end where it has none."""
        template = self.template
        return template.task[template.event].name if template.event else _("The end")

    @property
    def roles(self) -> Iterator[tuple[Any, int, BoundField]]:
        """Each role of the template, how many tasks it does, and the field for its person."""
        for role in self.template.roles:
            tasks = sum(role.code in task.responsible for task in self.template.tasks)
            yield role, tasks, self[ROLE + role.code]

    @property
    def picks(self) -> Iterator[tuple[Any, BoundField, int]]:
        """What the library offers by kind: its name, the field, and how many are ticked."""
        for kind, label in PICKS.items():
            field = self[PICK + kind]
            if self.fields[field.name].choices:  # type: ignore[attr-defined]
                yield label, field, len(field.value() or ())

    @property
    def typed(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """What was typed, fit for a draft: answers for every template, and those of this one."""
        values = {name: self._raw(name) for name in self.fields}
        return {k: v for k, v in values.items() if k not in OWN}, {k: v for k, v in values.items() if k in OWN}

    def clean_key(self) -> str:
        key = str(self.cleaned_data["key"])
        if Project.objects.filter(key=key).exists() or FormerKey.objects.filter(key=key).exists():
            raise forms.ValidationError(_("Another project has or had this key. Choose another one."))
        return key

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("freeze_from"), cleaned.get("freeze_to")
        if bool(first) != bool(last):
            self.add_error("freeze_to" if first else "freeze_from", _("A freeze has a first and a last day."))
        elif first and last and last < first:
            self.add_error("freeze_to", _("The freeze ends before it begins."))
        return cleaned

    def answers(self) -> Answers:
        """The answers of a form that is valid."""
        cleaned = self.cleaned_data
        people = {code: cleaned[ROLE + code] for code in (role.code for role in self.template.roles)}
        budget = cleaned.get("budget")
        return Answers(
            template=self.template,
            key=cleaned["key"],
            name=cleaned["name"],
            fixed=cleaned["fixed"],
            day=cleaned["day"],
            country=cleaned["country"],
            people={code: person.pk for code, person in people.items() if person is not None},
            left_out=self.left_out,
            packs=frozenset(cleaned["packs"]),
            picks={kind: tuple(cleaned[PICK + kind]) for kind in PICKS},
            freezes=self.freezes,
            project={} if budget is None else {"budget": budget},
        )

    @property
    def left_out(self) -> frozenset[str]:
        """The blocks that are not ticked."""
        return frozenset(block.id for block in self.template.blocks) - frozenset(self.cleaned_data.get("blocks", ()))

    @property
    def freezes(self) -> tuple[Freeze, ...]:
        first, last = self.cleaned_data.get("freeze_from"), self.cleaned_data.get("freeze_to")
        return (Freeze(_("Trade-peak freeze"), first, last),) if first and last else ()

    def _raw(self, name: str) -> Any:
        many = isinstance(self.fields[name], forms.MultipleChoiceField)
        return self.data.getlist(name) if many else self.data.get(name, "")  # type: ignore[attr-defined]


def _initial(template: Template, user: Any, typed: Mapping[str, Any]) -> dict[str, Any]:
    """What is preselected: the whole template, its packs, its stakeholders and lessons, the person as manager."""
    chosen = {
        "country": "DE",
        "blocks": [block.id for block in template.blocks],
        "packs": [packs.shipped()[name].id for name in template.compliance],
        PICK + "stakeholders": [pattern.code for pattern in suggested_stakeholders(template)],
        PICK + "lessons": [p.code for p in library().of("lessons") if p.change_in.template == template.id],
        ROLE + "PM": user.pk,
    }
    return {**chosen, **typed}


def _ticks(choices: Iterable[tuple[str, Any]]) -> forms.MultipleChoiceField:
    widget = forms.CheckboxSelectMultiple(TICKS)
    return forms.MultipleChoiceField(choices=list(choices), widget=widget, required=False)


def _block_label(block: Block) -> Any:
    """The name of a block and, small, what leaves with it."""
    name = block.name.get(language()) or block.name.get("en") or block.id
    parts = [
        ngettext("%(count)d task", "%(count)d tasks", len(block.tasks)) % {"count": len(block.tasks)},
        ngettext("%(count)d requirement", "%(count)d requirements", len(block.requirements))
        % {"count": len(block.requirements)},
        ngettext("%(count)d risk", "%(count)d risks", len(block.risks)) % {"count": len(block.risks)},
        ngettext("%(count)d KPI", "%(count)d KPIs", len(block.kpis)) % {"count": len(block.kpis)},
        ngettext("%(count)d checklist", "%(count)d checklists", len(block.compliance))
        % {"count": len(block.compliance)},
    ]
    counts = (block.tasks, block.requirements, block.risks, block.kpis, block.compliance)
    return _two_lines(name, ", ".join(part for part, held in zip(parts, counts, strict=True) if held))


def _pack_choices(template: Template) -> Iterator[tuple[str, Any]]:
    """All compliance packs, those of the template first."""
    own = {packs.shipped()[name].id for name in template.compliance}
    for pack in sorted(packs.shipped(), key=lambda pack: pack.id not in own):
        title = pack.title.get(language()) or pack.title["en"]
        count = len(pack.controls)
        yield pack.id, _two_lines(title, ngettext("%(count)d duty", "%(count)d duties", count) % {"count": count})


def _pick_choices(kind: Kind, template: Template) -> Iterator[tuple[str, Any]]:
    """The patterns offered first for the template; KPIs that it has anyway are left out."""
    own = {kpi.code for kpi in template.kpis}
    for pattern in library().for_template(kind, template.id):
        if pattern.code not in own:
            yield pattern.code, _two_lines(pattern.title_text.get(language()) or pattern.title_text["en"], pattern.code)


def _two_lines(first: str, second: str) -> Any:
    return format_html('<span class="two-l">{}<span class="small t3">{}</span></span>', first, second)
