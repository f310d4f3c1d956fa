"""The main job in one go: a new online shop moves from an idea through its gates to the end report."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from lifecycle.models import Gate
from projects.models import Project
from tests.cast import person
from tests.e2e import chores

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HOME = "/projects/SHOP/"
TODAY = timezone.localdate()
BEGIN = TODAY + timedelta(days=7 - TODAY.weekday())
"""The next Monday."""
ACCEPT = re.compile(r"Accept\s*:")
ROLES = {"Sponsor / project owner": "Sam", "E-commerce manager": "Eve", "Finance and payments": "Fay"}
ROLES["Logistics and customer service lead"] = "Oli"


@dataclass
class Journey:
    page: Page
    sign_in: Callable[[object], None]
    people: dict[str, User]

    @property
    def project(self) -> Project:
        return Project.objects.get(key="SHOP")

    def as_(self, name: str, path: str = "") -> Page:
        self.sign_in(self.people[name])
        self.page.goto(HOME + path)
        return self.page

    def press(self, name: str, role: str = "button") -> None:
        with self.page.expect_navigation():
            self.page.get_by_role(role, name=name, exact=True).first.click()  # type: ignore[arg-type]


@pytest.fixture
def journey(page: Page, sign_in: Callable[[object], None]) -> Journey:
    return Journey(page, sign_in, {name: person(name) for name in ("Alice", *ROLES.values())})


def make_project(journey: Journey) -> None:
    """Three steps of the wizard: the template, the questions with date and people, the preview."""
    page = journey.page
    journey.sign_in(journey.people["Alice"])
    page.goto("/new-project/")
    page.get_by_label("New online shop").check()
    journey.press("Next: questions")
    page.get_by_label("Name", exact=True).fill("Lago outdoor shop")
    page.get_by_label("Key", exact=True).fill("SHOP")
    page.get_by_role("radio", name="The start").check()
    page.get_by_label("That day", exact=True).fill(BEGIN.isoformat())
    for role, name in ROLES.items():
        page.get_by_label(role, exact=True).select_option(label=name)
    journey.press("Next: preview")
    journey.press("Make the project")
    page.wait_for_url(f"**{HOME}")


def set_goal(journey: Journey, statement: str, kpi: str) -> None:
    """A goal with an owner, an objective, a date and a KPI; the KPI gets its baseline."""
    page = journey.as_("Alice", "kpis/")
    journey.press(kpi, "link")
    journey.press("Edit", "link")
    page.get_by_label("Baseline").fill("1")
    journey.press("Save")
    page = journey.as_("Alice", "goals/")
    page.locator("main").get_by_role("link", name="goal", exact=False).first.click()
    page.get_by_label("Goal", exact=True).fill(statement)
    page.get_by_label("Owner").select_option(label="Eve")
    page.get_by_label("Business objective it serves").fill("A second sales channel")
    page.get_by_label("To be reached by").fill((BEGIN + timedelta(days=400)).isoformat())
    page.get_by_label(kpi).check()
    journey.press("Save")
    expect(page.get_by_role("row", name=statement)).to_contain_text("Complete")


def mend(journey: Journey, number: int) -> None:
    """Follow the links of the gate until no must asks for a figure, a proof or a word any more."""
    page = journey.as_("Alice", f"gates/{number}/")
    asked = page.get_by_role("link", name="State the figure").or_(page.get_by_role("link", name="Attach evidence"))
    while asked.count():
        with page.expect_navigation():
            asked.first.click()
        counted = any(word in page.get_by_role("heading", level=1).inner_text() for word in ("open", "weeks"))
        for label, text in (("Value", "0" if counted else "100"), ("Source", "Steering board"), ("Title", "Record")):
            if (field := page.get_by_label(label, exact=True)).count():
                field.fill(text)
        if (link := page.get_by_label("Link", exact=True)).count():
            link.fill("https://files.example.com/record")
        page.get_by_role("button", name="State", exact=True).or_(
            page.get_by_role("button", name="Attach", exact=True)
        ).click()
        page.wait_for_url(f"**/gates/{number}/")


def pass_gate(journey: Journey, number: int, voters: tuple[str, ...]) -> None:
    """Alice asks, everybody votes on their own page. The last go decides; where a should is not met, Alice records the
    conditional go with a condition.
    """
    page = journey.as_("Alice", f"gates/{number}/")
    expect(page.get_by_label("In one sentence")).to_contain_text("The review can be requested")
    journey.press("Request review", "link")
    journey.press("Request review")
    for name in voters:
        journey.as_(name, f"gates/{number}/")
        journey.press("Vote", "link")
        page.get_by_role("radio", name="Go", exact=True).check()
        journey.press("Cast vote")
    if Gate.objects.get(project=journey.project, number=number).state != Gate.State.PASSED:
        decide_with_condition(journey, number)
    assert Gate.objects.get(project=journey.project, number=number).state == Gate.State.PASSED


def decide_with_condition(journey: Journey, number: int) -> None:
    page = journey.as_("Alice", f"gates/{number}/")
    expect(page.locator("main")).to_contain_text("Votes and criteria give: Conditional go")
    journey.press("Record decision", "link")
    page.get_by_label("Condition", exact=True).fill("Show the missing figure at the next board")
    page.get_by_label("Owner of the condition").select_option(label="Eve")
    page.get_by_label("Due", exact=True).fill((BEGIN + timedelta(days=90)).isoformat())
    journey.press("Record decision")


def test_a_new_shop_moves_from_idea_to_closure(journey: Journey) -> None:
    make_project(journey)
    begin(journey)
    initiate(journey)
    plan(journey)
    build(journey)
    close(journey)
    report(journey)


def begin(journey: Journey) -> None:
    """The plan has dates from the chosen start on, and gate 1 says in a sentence what is missing."""
    page = journey.as_("Alice", "plan/")
    expect(page.locator("main")).to_contain_text("Project initiation request")
    starts = [task.start for task in journey.project.tasks.all()]
    assert all(starts)
    assert min(starts).date() >= BEGIN
    page = journey.as_("Alice", "gates/1/")
    sentence = page.get_by_label("In one sentence")
    expect(sentence).to_contain_text("2 of 3 musts stand between the project and this gate")
    expect(sentence).to_contain_text("At least three SMART goals pass the SMART check")


def initiate(journey: Journey) -> None:
    """Alice tailors the gate to three votes, states the business case and sets three goals."""
    page = journey.as_("Alice", "gates/1/edit/")
    for role in ("E-commerce manager", "Finance and payments"):
        page.get_by_label(role, exact=False).check()
    page.get_by_label("Votes needed").fill("3")
    journey.press("Save")
    mend(journey, 1)
    for statement, kpi in (
        ("Two of a hundred visitors buy", "Conversion rate"),
        ("Nineteen of twenty payments succeed", "Payment success rate"),
        ("Fewer parcels come back", "Return rate by units"),
    ):
        set_goal(journey, statement, kpi)
    pass_gate(journey, 1, ("Sam", "Eve", "Fay"))
    expect(journey.as_("Alice").locator("main")).to_contain_text("G2")


def plan(journey: Journey) -> None:
    project, alice = journey.project, journey.people["Alice"]
    chores.finish_tasks(project, alice, "initiation", "planning")
    chores.move_requirements(project, alice, "approved")
    chores.own_risks(project, alice, status="monitoring")
    page = journey.as_("Alice", "plan/baselines/")
    journey.press("Take a baseline", "link")
    page.get_by_label("Name", exact=True).fill("Approved plan")
    journey.press("Take the baseline")
    mend(journey, 2)
    pass_gate(journey, 2, ("Sam", "Fay"))


def build(journey: Journey) -> None:
    project, alice = journey.project, journey.people["Alice"]
    chores.finish_tasks(project, alice, "execution", "monitoring_control")
    chores.move_requirements(project, alice, "verified")
    chores.prove_compliance(project, alice, timezone.localdate())
    chores.reach_targets(project, alice)
    mend(journey, 3)
    pass_gate(journey, 3, ("Sam", "Eve", "Oli", "Fay"))


def close(journey: Journey) -> None:
    """What is still open stands on one page; the handover is taken over, the sponsor accepts, lessons are written."""
    project, alice = journey.project, journey.people["Alice"]
    chores.finish_tasks(project, alice, "closure")
    chores.own_risks(project, alice, status="closed")
    chores.write_lessons(project, alice, 4)
    page = journey.as_("Alice", "lessons/new/")
    page.get_by_label("Title").fill("Ask the warehouse first")
    page.get_by_label("Situation").fill("Labels did not fit the printers.")
    page.get_by_label("Recommendation").fill("Print one label in week one.")
    journey.press("Save")
    page = journey.as_("Alice", "closure/")
    expect(page.get_by_role("listitem").filter(has_text="Handover items open")).to_contain_text("9")
    while (item := page.get_by_role("button", name=ACCEPT)).count():
        with page.expect_navigation():
            item.first.click()
    expect(page.get_by_role("listitem").filter(has_text="Handover items open")).to_contain_text("In order")
    journey.press("Words of the end report", "link")
    page.get_by_label("Summary").fill("The shop is open and sells.")
    journey.press("Save")
    page = journey.as_("Alice", "gates/")
    while (condition := page.get_by_role("button", name="Fulfilled", exact=False)).count():
        with page.expect_navigation():
            condition.first.click()
        page.goto(HOME + "gates/")
    journey.as_("Sam", "closure/")
    journey.press("Accept the results")
    mend(journey, 4)
    pass_gate(journey, 4, ("Sam", "Oli"))


def report(journey: Journey) -> None:
    """The end report lists goals and results, and nothing can be changed any more."""
    page = journey.as_("Alice", "closure/")
    main = page.locator("main")
    expect(page.get_by_role("heading", level=1)).to_have_text("End report")
    expect(main).to_contain_text("The shop is open and sells.")
    goal = main.get_by_role("listitem").filter(has_text="Two of a hundred visitors buy")
    expect(goal).to_contain_text("Reached")
    expect(main.get_by_role("row", name="Conversion rate")).to_contain_text("2")
    expect(main).to_contain_text("Ask the warehouse first")
    assert journey.project.status == Project.Status.CLOSED
    page = journey.as_("Alice")
    expect(page.locator("main")).to_contain_text("This project is read-only.")
    assert page.goto(f"{HOME}risks/new/").status in (403, 409)
    page.complaints.clear()  # the refusal, as the browser reports it
