"""People of a file: found by e-mail among those the importer knows of, else roles without a person."""

import pytest

from planning.models import Task
from projects.models import ProjectRole
from stakeholders.models import RaciEntry
from tests.cast import person
from tests.exchange.bombs import dated
from tests.exchange.mspdi.files import document
from tests.exchange.stage import dry_run, imported

pytestmark = pytest.mark.django_db


def resource(uid, name, email="", kind=1):
    fields = f"<UID>{uid}</UID><Name>{name}</Name><Type>{kind}</Type><EmailAddress>{email}</EmailAddress>"
    return f"<Resource>{fields}</Resource>"


def plan(*resources, assigned=()):
    work = "".join(
        f"<Assignment><UID>{uid}</UID><TaskUID>1</TaskUID><ResourceUID>{who}</ResourceUID></Assignment>"
        for uid, who in enumerate(assigned, start=1)
    )
    people = "".join(resources)
    return document(f"<Tasks>{dated(1)}</Tasks><Resources>{people}</Resources><Assignments>{work}</Assignments>")


def test_a_colleague_is_found_owns_the_task_and_becomes_a_member(cast):
    project = imported(cast, plan(resource(1, "Bobby", "Bob@Example.com"), assigned=[1]))
    assert Task.objects.of(project).get().owner == cast.bob
    assert project.memberships.get(user=cast.bob).role == "member"


def test_who_is_not_found_is_a_role_without_a_person(cast):
    project = imported(cast, plan(resource(1, "Vendor Desk", "desk@vendor.example"), assigned=[1]))
    role = ProjectRole.objects.get(project=project)
    assert (role.code, role.name, role.person) == ("VD", "Vendor Desk", None)
    assert Task.objects.of(project).get().role == role


def test_a_stranger_from_outside_is_not_found(cast):
    person("Olga", is_external=True)
    report = dry_run(cast, plan(resource(1, "Olga", "olga@example.com"))).report
    assert [one["person"] for one in report["people"]] == [None]


def test_a_guest_of_ones_own_projects_is_found_and_stays_a_guest(cast):
    project = imported(cast, plan(resource(1, "Gus", "gus@example.com"), assigned=[1]))
    assert project.memberships.get(user=cast.gus).role == "guest"


def test_the_first_owns_the_task_and_all_are_responsible(cast):
    project = imported(cast, plan(resource(1, "Ann Lee"), resource(2, "Bo"), assigned=[2, 1]))
    assert Task.objects.of(project).get().role.code == "BO"
    entries = RaciEntry.objects.filter(project=project).values_list("role__code", "letter")
    assert sorted(entries) == [("AL", "R"), ("BO", "R")]


def test_codes_of_roles_are_told_apart(cast):
    project = imported(cast, plan(resource(1, "Ann Lee"), resource(2, "Al Low"), resource(3, "！")))
    assert sorted(ProjectRole.objects.filter(project=project).values_list("code", flat=True)) == ["AL", "AL2", "R"]


def test_material_is_no_person_and_reported(cast):
    report = dry_run(cast, plan(resource(1, "Paint", kind=0))).report
    assert report["people"] == []
    assert [row[3] for row in report["dropped"]] == ["Type"]
