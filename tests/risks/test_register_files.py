"""The register as a file: out with every field a person may see, back in after a dry run, all rows or none."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from ecompm.core.errors import Conflict, DomainError
from planning.services.tasks import create_task
from risks.models import RegisterImport, Risk
from risks.services import register
from risks.services.exporting import export_register
from risks.services.importing import confirm_import, forget_old_imports, upload_register
from risks.sheets import RISKS
from tests.api_client import Api
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def add(cast: Cast, title: str = "Slow", **values: object) -> Risk:
    return register.create_risk(by=cast.alice, project=cast.project, title=title, **values)


def dry_run(cast: Cast, text: str, by: str = "bob") -> RegisterImport:
    file = SimpleUploadedFile("risks.csv", text.encode())
    return upload_register(by=getattr(cast, by), project=cast.project, file=file)


def problems(waiting: RegisterImport) -> list[tuple[int, str]]:
    return [(error["row"], error["column"]) for error in waiting.report["errors"]]


def exported(client: Client, cast: Cast, who: str = "alice", query: str = "") -> list[dict[str, str]]:
    client.force_login(getattr(cast, who))
    answer = client.get(reverse("risks:export", args=["SHOP", "csv"]) + query)
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


def test_every_column_has_a_name_of_its_own() -> None:
    labels = [RISKS.label(name).casefold() for name in RISKS.names]
    assert len(set(labels)) == len(labels)


def test_the_export_holds_what_was_written(client: Client, cast: Cast) -> None:
    task = create_task(by=cast.alice, project=cast.project, name="Build")
    add(cast, likelihood=4, impact_cost=5, owner=cast.bob, hits=[task], is_opportunity=False)
    (row,) = exported(client, cast)
    assert (row["Key"], row["Owner"], row["Current score"], row["Hits tasks"]) == ("K1", "Bob", "20", task.code)


def test_a_formula_in_a_title_stays_text(client: Client, cast: Cast) -> None:
    add(cast, '=HYPERLINK("https://example.com")')
    assert exported(client, cast)[0]["Title"].startswith("'=")
    book = client.get(reverse("risks:export", args=["SHOP", "xlsx"]))
    assert load_workbook(io.BytesIO(book.content)).active["B2"].data_type == "s"


def test_a_confidential_risk_leaves_only_with_who_sees_it(client: Client, cast: Cast) -> None:
    add(cast, "Insolvency", is_confidential=True)
    assert [row["Title"] for row in exported(client, cast)] == ["Insolvency"]
    assert exported(client, cast, "vera") == []
    assert b"Insolvency" not in Api(cast.vera).get(f"risk-exports/{cast.project.pk}/").getvalue()


def test_the_filters_of_the_list_narrow_the_export(client: Client, cast: Cast) -> None:
    add(cast)
    add(cast, "Cheaper", is_opportunity=True, strategy="enhance")
    assert [row["Title"] for row in exported(client, cast, query="?is_opportunity=true")] == ["Cheaper"]


def test_the_export_needs_the_same_queries_for_many(cast: Cast, django_assert_num_queries) -> None:
    for _ in range(3):
        add(cast)
    with django_assert_num_queries(3):
        list(export_register(cast.project, by=cast.alice))


def test_the_register_on_paper_is_a_pdf(client: Client, cast: Cast) -> None:
    pytest.importorskip("weasyprint")
    add(cast, "<script>")
    client.force_login(cast.vera)
    answer = client.get(reverse("risks:export", args=["SHOP", "pdf"]))
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")


def test_an_unknown_kind_of_file_is_not_found(client: Client, cast: Cast) -> None:
    client.force_login(cast.alice)
    assert client.get(reverse("risks:export", args=["SHOP", "exe"])).status_code == 404


def test_a_dry_run_stores_no_risk_and_says_what_it_would_do(cast: Cast) -> None:
    add(cast, "Old", likelihood=2)
    waiting = dry_run(cast, "Key,Title,Likelihood\nK1,Old,4\n,New,3\n")
    assert (waiting.report["new"], waiting.report["changed"], waiting.is_ready) == (1, 1, True)
    assert Risk.objects.count() == 1
    assert confirm_import(waiting, by=cast.bob) == {"new": 1, "changed": 1}
    assert list(Risk.objects.order_by("number").values_list("title", "score")) == [("Old", 12), ("New", 9)]


def test_what_was_exported_comes_back_unchanged(client: Client, cast: Cast) -> None:
    add(cast, "-1 day", likelihood=4, impact_time=3, owner=cast.bob, cost_low=1, cost_likely=2, cost_high=3)
    client.force_login(cast.alice)
    for kind in ("csv", "xlsx"):
        answer = client.get(reverse("risks:export", args=["SHOP", kind]))
        file = SimpleUploadedFile(f"risks.{kind}", answer.getvalue())
        report = upload_register(by=cast.alice, project=cast.project, file=file).report
        assert (report["unchanged"], report["changed"], report["errors"]) == (1, 0, [])


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("K9,Slow,3,,,", "Key"),
        (",,3,,,", "Title"),
        (",Slow,three,,,", "Likelihood"),
        (",Slow,9,,,", "Likelihood"),
        (",Slow,3,Nobody,,", "Owner"),
        (",Slow,3,,31.2.2027,", "Next review"),
        (",Slow,3,,,magic", "Strategy"),
    ],
)
def test_each_problem_names_its_row_and_column(cast: Cast, line: str, column: str) -> None:
    waiting = dry_run(cast, f"Key,Title,Likelihood,Owner,Next review,Strategy\n,Fine,3,,,\n{line}\n")
    assert problems(waiting) == [(3, column)]
    assert not waiting.is_ready


def test_problems_stand_in_the_order_of_the_register(cast: Cast) -> None:
    waiting = dry_run(cast, "Owner,Strategy,Likelihood,Category\nNobody,magic,nine,none\n")
    assert [column for _row, column in problems(waiting)] == ["Category", "Likelihood", "Owner", "Strategy"]


def test_one_bad_row_keeps_all_others_out(cast: Cast) -> None:
    waiting = dry_run(cast, "Title,Likelihood\nFine,3\nBad,9\n")
    with pytest.raises(Conflict):
        confirm_import(waiting, by=cast.bob)
    assert not Risk.objects.exists()


def test_a_row_written_from_an_old_export_does_not_overwrite(cast: Cast) -> None:
    risk = add(cast)
    register.change_risk(risk, by=cast.alice, version=1, title="Slower")
    assert problems(dry_run(cast, "Key,Title,Version\nK1,Slowest,1\n")) == [(2, "Version")]


def test_what_changed_since_the_dry_run_is_not_overwritten(cast: Cast) -> None:
    risk = add(cast)
    waiting = dry_run(cast, "Key,Title,Version\nK1,Slowest,1\n")
    register.change_risk(risk, by=cast.alice, version=1, title="Slower")
    with pytest.raises(Conflict):
        confirm_import(waiting, by=cast.bob)
    risk.refresh_from_db()
    assert risk.title == "Slower"


def test_a_member_cannot_slip_in_a_secret_or_touch_a_hidden_risk(cast: Cast) -> None:
    add(cast, "Insolvency", is_confidential=True)
    assert problems(dry_run(cast, "Title,Confidential\nSlow,yes\n")) == [(2, "Confidential")]
    assert problems(dry_run(cast, "Key,Title\nK1,Open\n")) == [(2, "Key")]


def test_words_of_any_language_and_the_codes_are_read(cast: Cast) -> None:
    waiting = dry_run(cast, "title;strategy;is_opportunity\nCheaper;Enhance;yes\nFaster;exploit;true\n")
    confirm_import(waiting, by=cast.bob)
    assert set(Risk.objects.values_list("strategy", "is_opportunity")) == {("enhance", True), ("exploit", True)}


@pytest.mark.parametrize("text", ["", "Colour,Size\nred,1\n", "Title,Title\na,b\n", "title,Title\na,b\n"])
def test_a_file_without_our_columns_is_refused(cast: Cast, text: str) -> None:
    with pytest.raises(DomainError):
        dry_run(cast, text)


def test_columns_that_are_not_read_are_named(cast: Cast) -> None:
    assert dry_run(cast, "Title,Colour\nSlow,red\n").report["ignored"] == ["Colour"]


def test_by_hand_from_the_form_to_the_register(client: Client, cast: Cast) -> None:
    client.force_login(cast.bob)
    file = SimpleUploadedFile("risks.csv", b"Title\nSlow\n")
    report = client.post(reverse("risks:import", args=["SHOP"]), {"file": file}, follow=True)
    assert "New: 1, changed: 0" in report.content.decode()
    done = client.post(report.request["PATH_INFO"], follow=True)
    assert "Imported: 1 new, 0 changed." in done.content.decode()
    assert Risk.objects.get().title == "Slow"


def test_a_bad_file_is_said_at_its_field(client: Client, cast: Cast) -> None:
    client.force_login(cast.bob)
    answer = client.post(reverse("risks:import", args=["SHOP"]), {"file": SimpleUploadedFile("x.csv", b"\xff\xfe")})
    assert answer.status_code == 422
    assert "Save it as “CSV UTF-8”" in answer.content.decode()


def test_uploads_that_nobody_confirms_are_forgotten(cast: Cast) -> None:
    dry_run(cast, "Title\nSlow\n")
    assert forget_old_imports() == 0
    assert forget_old_imports(timezone.now() + timedelta(days=8)) == 1
