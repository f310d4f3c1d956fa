"""Security findings as a file: out with every field, back in after a dry run, all rows or none."""

import csv
import io
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ecompm.core.errors import Conflict, NotAllowed
from risks.models import Finding, FindingImport
from risks.services import register, security
from risks.services.finding_files import confirm_import, export_findings, forget_old_imports, upload_findings
from risks.sheets import FINDINGS
from tests.api_client import Api
from tests.cast import Cast

pytestmark = pytest.mark.django_db
FOUND = date(2026, 11, 2)
HEAD = "Title,CVSS score,Found on,Status,Owner,Risk\n"


def add(cast: Cast, **values: Any) -> Finding:
    given = {"title": "Script injection", "cvss": Decimal("9.8"), "found_on": FOUND, **values}
    return security.create_finding(by=cast.alice, project=cast.project, **given)


def dry_run(cast: Cast, text: str, by: str = "bob") -> FindingImport:
    file = SimpleUploadedFile("findings.csv", text.encode())
    return upload_findings(by=getattr(cast, by), project=cast.project, file=file)


def problems(waiting: FindingImport) -> list[tuple[int, str]]:
    return [(error["row"], error["column"]) for error in waiting.report["errors"]]


def exported(client: Client, cast: Cast, who: str = "alice", query: str = "") -> list[dict[str, str]]:
    client.force_login(getattr(cast, who))
    answer = client.get(reverse("risks:finding_export", args=["SHOP", "csv"]) + query)
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


def test_every_column_has_a_name_of_its_own() -> None:
    labels = [FINDINGS.label(name).casefold() for name in FINDINGS.names]
    assert len(set(labels)) == len(labels)


def test_severity_and_due_day_of_new_rows_follow_from_the_score(cast: Cast) -> None:
    waiting = dry_run(cast, f"{HEAD}Open port,9.1,2026-11-02,,Bob,\nOld library,5,2026-11-02,,,\n")
    assert (waiting.report["new"], Finding.objects.count()) == (2, 0)
    assert confirm_import(waiting, by=cast.bob) == {"new": 2, "changed": 0}
    found = Finding.objects.order_by("number").values_list("severity", "due_on", "owner__name")
    assert list(found) == [
        ("critical", FOUND + timedelta(days=7), "Bob"),
        ("medium", FOUND + timedelta(days=90), None),
    ]


def test_another_score_in_the_file_gives_another_due_day(cast: Cast) -> None:
    add(cast)
    confirm_import(dry_run(cast, "Key,CVSS score\nF1,5.0\n"), by=cast.bob)
    assert Finding.objects.get().due_on == FOUND + timedelta(days=90)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_was_exported_comes_back_unchanged(client: Client, cast: Cast, kind: str) -> None:
    risk = register.create_risk(by=cast.alice, project=cast.project, title="Tags in the checkout")
    add(cast, owner=cast.bob, risk=risk, vector="CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", description="-x")
    client.force_login(cast.alice)
    answer = client.get(reverse("risks:finding_export", args=["SHOP", kind]))
    file = SimpleUploadedFile(f"findings.{kind}", answer.getvalue())
    report = upload_findings(by=cast.alice, project=cast.project, file=file).report
    assert (report["unchanged"], report["changed"], report["errors"]) == (1, 0, [])


def test_the_export_holds_what_was_written(client: Client, cast: Cast) -> None:
    risk = register.create_risk(by=cast.alice, project=cast.project, title="Tags in the checkout")
    add(cast, risk=risk, owner=cast.bob)
    (row,) = exported(client, cast)
    assert (row["Key"], row["Severity"], row["Due"], row["Owner"], row["Risk"]) == (
        "F1", "Critical", "2026-11-09", "Bob", "K1",
    )  # fmt: skip


def test_the_export_keeps_to_the_filter_and_the_formula_stays_text(client: Client, cast: Cast) -> None:
    add(cast, title="=1+1")
    add(cast, title="Closed", status="false_positive", reason="Test host")
    assert [row["Title"] for row in exported(client, cast, query="?is_open=true")] == ["'=1+1"]


def test_a_risk_that_the_reader_may_not_see_is_not_named_and_stays(client: Client, cast: Cast) -> None:
    hidden = register.create_risk(by=cast.alice, project=cast.project, title="Insolvency", is_confidential=True)
    add(cast, risk=hidden)
    assert exported(client, cast, "bob")[0]["Risk"] == ""
    assert problems(dry_run(cast, "Key,Risk\nF1,K1\n")) == [(2, "Risk")]
    confirm_import(dry_run(cast, "Key,Title,Risk\nF1,Injection,\n"), by=cast.bob)
    found = Finding.objects.get()
    assert (found.title, found.risk) == ("Injection", hidden)


@pytest.mark.parametrize(
    ("line", "column"),
    [
        (",9.8,2026-11-02,,,", "Title"),
        ("Port,,2026-11-02,,,", "CVSS score"),
        ("Port,11,2026-11-02,,,", "CVSS score"),
        ("Port,high,2026-11-02,,,", "CVSS score"),
        ("Port,9.8,2.11.2026,,,", "Found on"),
        ("Port,9.8,,,,", "Found on"),
        ("Port,9.8,2026-11-02,Mended,,", "Status"),
        ("Port,9.8,2026-11-02,Accepted,,", "Status"),
        ("Port,9.8,2026-11-02,,Nobody,", "Owner"),
        ("Port,9.8,2026-11-02,,,K9", "Risk"),
    ],
)
def test_each_problem_names_its_row_and_column(cast: Cast, line: str, column: str) -> None:
    waiting = dry_run(cast, f"{HEAD}Fine,5.0,2026-11-02,,,\n{line}\n")
    assert problems(waiting) == [(3, column)]
    assert not waiting.is_ready


def test_closing_by_file_needs_the_evidence_of_the_retest(cast: Cast) -> None:
    add(cast)
    refused = dry_run(cast, "Key,Status\nF1,Closed\n")
    assert {column for _row, column in problems(refused)} == {"Evidence of the retest", "Retested on"}
    closed = dry_run(cast, "Key,Status,Evidence of the retest,Retested on\nF1,Closed,Gone,2026-11-20\n")
    confirm_import(closed, by=cast.bob)
    assert Finding.objects.get().status == "closed"


def test_a_row_written_from_an_old_export_does_not_overwrite(cast: Cast) -> None:
    finding = add(cast)
    security.change_finding(finding, by=cast.alice, version=1, title="Injection")
    assert problems(dry_run(cast, "Key,Title,Version\nF1,Slowest,1\n")) == [(2, "Version")]


def test_one_bad_row_keeps_all_others_out(cast: Cast) -> None:
    waiting = dry_run(cast, f"{HEAD}Fine,5.0,2026-11-02,,,\nBad,11,2026-11-02,,,\n")
    with pytest.raises(Conflict):
        confirm_import(waiting, by=cast.bob)
    assert not Finding.objects.exists()


def test_columns_that_the_product_works_out_are_named_as_not_read(cast: Cast) -> None:
    waiting = dry_run(cast, "Title,CVSS score,Found on,Severity,Due\nPort,9.8,2026-11-02,Low,2030-01-01\n")
    assert waiting.report["ignored"] == ["Severity", "Due"]


def test_the_dry_run_needs_the_same_queries_for_many(cast: Cast, django_assert_max_num_queries: Any) -> None:
    rows = "".join(f"Port {n},5.0,2026-11-02,,Bob,\n" for n in range(50))
    with django_assert_max_num_queries(14):
        dry_run(cast, HEAD + rows)


def test_viewers_get_no_findings_as_a_file(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        list(export_findings(cast.project, by=cast.vera))


def test_by_hand_from_the_form_to_the_list(client: Client, cast: Cast) -> None:
    client.force_login(cast.bob)
    file = SimpleUploadedFile("findings.csv", b"Title,CVSS score,Found on\nPort,5.0,2026-11-02\n")
    report = client.post(reverse("risks:finding_import", args=["SHOP"]), {"file": file}, follow=True)
    assert "New: 1, changed: 0" in report.content.decode()
    done = client.post(report.request["PATH_INFO"], follow=True)
    assert "Imported: 1 new, 0 changed." in done.content.decode()
    assert done.request["PATH_INFO"] == reverse("risks:findings", args=["SHOP"])


def test_over_the_api(cast: Cast) -> None:
    api = Api(cast.bob)
    file = SimpleUploadedFile("findings.csv", b"Title,CVSS score,Found on\nPort,5.0,2026-11-02\n")
    body = {"project": cast.project.pk, "file": file}
    made = api.client.post("/api/v1/security-finding-imports/", body)  # a file goes as multipart
    assert (made.status_code, made.json()["new"]) == (201, 1)
    done = api.post(f"security-finding-imports/{made.json()['id']}/confirm/")
    assert done.json() == {"new": 1, "changed": 0}
    table = api.get(f"security-finding-exports/{cast.project.pk}/", file="csv").getvalue().decode()
    assert "Port" in table


def test_uploads_that_nobody_confirms_are_forgotten(cast: Cast) -> None:
    dry_run(cast, f"{HEAD}Port,5.0,2026-11-02,,,\n")
    assert forget_old_imports() == 0
    assert forget_old_imports(timezone.now() + timedelta(days=8)) == 1
