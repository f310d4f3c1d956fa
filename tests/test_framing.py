"""No answer may be shown in a frame of another site, not even one that is refused at the door."""

import pytest
from django.test import Client

SIGN_IN = "/accounts/login/"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "host", "status"),
    [
        (SIGN_IN, "testserver", 200),
        (SIGN_IN, "evil.example", 400),
        (f"{SIGN_IN}?next=%00", "testserver", 400),
        ("/nowhere/", "testserver", 404),
        ("/admin/", "testserver", 302),
        ("/api/docs/", "testserver", 200),
    ],
)
def test_it_says_so(address: str, host: str, status: int) -> None:
    answer = Client(headers={"host": host}).get(address)
    assert (answer.status_code, answer["X-Frame-Options"]) == (status, "DENY")
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
