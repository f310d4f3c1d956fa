"""What a file says beyond people: equipment, agencies and material, custom texts, how far work has got."""

from decimal import Decimal

import pytest

from exchange.mspdi import read
from exchange.services.exporting import export_plan
from planning.models import Assignment, Resource, Task
from planning.services.tasks import change_task
from projects.models import ProjectRole
from stakeholders.models import RaciEntry
from tests.cast import Cast
from tests.exchange.bombs import dated
from tests.exchange.mspdi.files import document
from tests.exchange.stage import dry_run, imported
from tests.exchange.test_people import plan, resource
from tests.planning.staff import assigned, worker
from tests.planning.stage import again, open_plan, task

pytestmark = pytest.mark.django_db


def coded(uid: int, name: str, more: str) -> str:
    return resource(uid, name).replace("</Resource>", f"{more}</Resource>")


def kinds(project: object) -> dict[str, str]:
    return dict(Resource.objects.filter(project=project).values_list("name", "kind"))


def test_a_word_in_code_or_group_tells_agencies_and_equipment(cast: Cast) -> None:
    crane, studio = coded(1, "Crane", "<Code>Equipment</Code>"), coded(2, "Studio", "<Group>agency</Group>")
    assert kinds(imported(cast, plan(crane, studio))) == {"Crane": "equipment", "Studio": "agency"}


def test_equipment_works_and_plays_no_role(cast: Cast) -> None:
    project = imported(cast, plan(coded(1, "Crane", "<Code>equipment</Code>"), resource(2, "Ann"), assigned=[1, 2]))
    assert [role.name for role in ProjectRole.objects.filter(project=project)] == ["Ann"]
    assert sorted(Assignment.objects.values_list("resource__name", flat=True)) == ["Ann", "Crane"]
    assert Task.objects.of(project).get().role.name == "Ann"
    assert RaciEntry.objects.filter(project=project).count() == 1


def test_material_is_equipment_without_amounts_and_that_is_reported(cast: Cast) -> None:
    content = plan(coded(1, "Paint", "<StandardRate>9</StandardRate>").replace("<Type>1<", "<Type>0<"), assigned=[1])
    project = imported(cast, content)
    one = Resource.objects.get(project=project)
    assert (one.kind, one.cost_rate, one.assignments.count()) == ("equipment", None, 0)
    assert [row[3] for row in dry_run(cast, content).report["dropped"]] == ["Type", "Assignment"]


def test_kinds_survive_the_round_trip(cast: Cast) -> None:
    project = open_plan(cast)
    for kind in Resource.Kind.values:
        worker(cast, f"The {kind}", kind=kind)
    second = imported(cast, export_plan(project, by=cast.alice), key="TWICE")
    assert kinds(second) == kinds(project)


def test_custom_texts_come_in_below_the_notes(cast: Cast) -> None:
    named = (
        "<ExtendedAttributes><ExtendedAttribute><FieldID>188743731</FieldID><FieldName>Text1</FieldName>"
        "<Alias>Cost centre</Alias></ExtendedAttribute></ExtendedAttributes>"
    )
    value = "<ExtendedAttribute><FieldID>188743731</FieldID><Value>4711</Value></ExtendedAttribute>"
    project = imported(cast, document(f"{named}<Tasks>{dated(1, f'<Notes>Ask first</Notes>{value}')}</Tasks>"))
    assert Task.objects.of(project).get().description == "Ask first\n\nCost centre: 4711"


def test_assignments_go_out_with_cost_and_progress(cast: Cast) -> None:
    project = open_plan(cast)
    design = task(cast, "Design", 2)
    assigned(cast, design, worker(cast, "Anna", cost_rate=Decimal(100)))
    change_task(again(design), by=cast.alice, version=again(design).version, percent=25)
    told = {}
    for person in (cast.alice, cast.bob):
        (one,) = read(export_plan(project, by=person))[0].assignments
        told[person.name] = (one.percent_work_complete, one.actual_work_minutes, one.remaining_work_minutes, one.cost)
    assert told == {"Alice": (25, 240, 720, 1600), "Bob": (25, 240, 720, None)}
