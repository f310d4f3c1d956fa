import csv
import datetime as dt
import io
from decimal import Decimal

import pytest

from ecompm.core.ui.tables.export import plain
from tests.core.ui.people import ask, crowd, person


def read(query: str) -> list[list[str]]:
    response = ask(query).respond("unused.html")
    return list(csv.reader(io.StringIO(b"".join(response).decode("utf-8-sig"))))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_text_that_a_spreadsheet_would_run_is_text(text):
    assert plain(text) == f"'{text}"


def test_numbers_and_dates_keep_their_machine_form():
    assert plain(Decimal("-1.50")) == Decimal("-1.50")
    assert plain(-3) == -3
    assert plain(dt.date(2026, 7, 22)) == "2026-07-22"
    assert plain(None) == ""


@pytest.mark.django_db
def test_the_export_holds_all_matching_rows_and_the_shown_columns():
    crowd(150)
    person("Zoe", language="de")
    assert len(read("export=csv")) == 152
    assert read("export=csv&language=de&columns=language") == [["Name", "Language"], ["Zoe", "de"]]


@pytest.mark.django_db
def test_a_name_cannot_smuggle_a_formula():
    person('=HYPERLINK("https://example.com")')
    assert read("export=csv")[1][0].startswith("'=")


@pytest.mark.django_db
def test_the_download_is_named_after_the_list():
    response = ask("export=csv").respond("unused.html")
    assert response["Content-Disposition"] == 'attachment; filename="people.csv"'
    assert response["Content-Type"] == "text/csv; charset=utf-8"
