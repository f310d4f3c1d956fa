import pytest
from django.template.loader import render_to_string
from django.test import Client

from ecompm.core.errors import NotAllowed


@pytest.mark.django_db
def test_a_stranger_to_an_address_gets_a_way_on():
    response = Client().get("/no/such/page")
    assert response.status_code == 404
    assert "There is nothing at this address" in response.content.decode()


@pytest.mark.django_db
def test_a_signed_in_person_keeps_the_frame(cast):
    client = Client()
    client.force_login(cast.bob, backend="django.contrib.auth.backends.ModelBackend")
    assert 'class="rail"' in client.get("/no/such/page").content.decode()


def test_the_page_of_a_broken_server_needs_neither_context_nor_database():
    assert "Something broke on our side" in render_to_string("500.html")


def test_the_request_is_named_so_that_it_can_be_found():
    assert "ab12cd" in render_to_string("500.html", {"request_id": "ab12cd"})


def test_a_refusal_says_why():
    html = render_to_string("403.html", {"error": NotAllowed("Only a manager closes a risk.")})
    assert "Only a manager closes a risk." in html


@pytest.mark.parametrize(
    "template", ["400.html", "403.html", "403_csrf.html", "404.html", "409.html", "429.html", "503.html"]
)
def test_every_error_page_has_one_heading_and_a_way_out(template):
    html = render_to_string(template)
    assert html.count("<h1") == 1
    assert 'class="btn btn-primary"' in html or 'href="/"' in html
