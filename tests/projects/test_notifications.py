"""Notifications: who is told of what, who reads it, in which language, and for how long."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from ecompm.core import outbox
from ecompm.core.models import OutboxEvent
from projects import notices
from projects.models import Membership, Notification
from projects.services import invitations, memberships, notifications
from projects.services.comments import add_comment
from projects.services.notifications import notify
from requirements.models import Requirement
from requirements.services import create_requirement
from tests.api_client import Api
from tests.cast import Cast, person
from tests.mail import delivered

pytestmark = pytest.mark.django_db


@pytest.fixture
def requirement(cast: Cast) -> Requirement:
    return create_requirement(by=cast.alice, project=cast.project, title="Guest checkout")


def told(someone: Any) -> list[str]:
    """What a person reads, the newest first, once what waits in the outbox has left."""
    delivered()
    return [notices.text(row.kind, row.parameters) for row in Notification.objects.own(someone)]


def signed_in(client: Client, someone: Any) -> Client:
    client.force_login(someone, backend="django.contrib.auth.backends.ModelBackend")
    return client


def mention(cast: Cast, requirement: Requirement, text: str) -> None:
    on = {"object_type": "requirements.requirement", "object_id": requirement.pk}
    add_comment(by=cast.alice, project=cast.project, **on, text=text)


def test_who_is_mentioned_is_told_and_nobody_else(cast: Cast, requirement: Requirement) -> None:
    mention(cast, requirement, "@Bob and @Alice?")
    assert told(cast.bob) == ["Alice mentioned you in R1 Guest checkout"]
    assert told(cast.alice) == told(cast.vera) == []


def test_who_wants_no_mail_is_told_in_the_product(cast: Cast, requirement: Requirement) -> None:
    cast.bob.notify_mentions = False
    cast.bob.save()
    mention(cast, requirement, "@Bob?")
    assert len(told(cast.bob)) == 1
    assert delivered() == []


def test_who_is_given_something_is_mailed_too(cast: Cast, requirement: Requirement) -> None:
    notify("item.assigned", [cast.bob], about=requirement, by=cast.alice)
    [mail] = delivered()
    assert (mail.to, mail.subject) == ([cast.bob.email], "Alice gave you R1 Guest checkout")
    assert requirement.get_absolute_url() in mail.body


def test_a_mail_server_that_is_down_keeps_nobody_from_being_told(
    cast: Cast, requirement: Requirement, settings: Any
) -> None:
    mention(cast, requirement, "@Bob?")
    settings.EMAIL_BACKEND = "tests.projects.test_notifications.Unreachable"
    assert len(told(cast.bob)) == 1
    assert OutboxEvent.objects.filter(topic="notification.made", done_at=None, attempts=1).count() == 1


class Unreachable:
    def __init__(self, **kwargs: Any) -> None:
        pass

    def send_messages(self, messages: Any) -> int:
        raise OSError("no route to host")


def test_an_event_that_is_handled_twice_tells_once(cast: Cast, requirement: Requirement) -> None:
    mention(cast, requirement, "@Bob?")
    outbox.relay()
    outbox.relay()
    assert len(told(cast.bob)) == len(delivered()) == 1


def test_the_new_owner_is_told_and_not_who_takes_it(cast: Cast) -> None:
    create_requirement(by=cast.alice, project=cast.project, title="Guest checkout", owner=cast.bob)
    create_requirement(by=cast.alice, project=cast.project, title="Returns", owner=cast.alice)
    assert told(cast.bob) == ["Alice gave you R1 Guest checkout"]
    assert told(cast.alice) == []


def test_a_change_without_a_new_owner_tells_nobody(cast: Cast) -> None:
    made = create_requirement(by=cast.alice, project=cast.project, title="Guest checkout", owner=cast.bob)
    answer = Api(cast.alice).patch(f"requirements/{made.pk}/", {"title": "Checkout", "owner": cast.bob.pk}, made.etag)
    assert (answer.status_code, len(told(cast.bob))) == (200, 1)


def test_a_new_member_is_told(cast: Cast) -> None:
    memberships.add_member(by=cast.alice, project=cast.project, user=cast.charlie, role="member")
    assert told(cast.charlie) == ["Alice added you to New shop"]


def test_who_invited_is_told_of_the_acceptance(cast: Cast) -> None:
    invitation = invitations.invite(by=cast.alice, project=cast.project, email="nora@example.com")
    invitations.accept(invitation, by=person("Nora"))
    assert told(cast.alice) == ["Nora accepted your invitation to New shop"]


def test_many_are_told_and_mailed_in_one_statement_each(
    cast: Cast, requirement: Requirement, django_assert_num_queries: Any
) -> None:
    people = [cast.bob, cast.vera, cast.gus, cast.paula, cast.bob]
    with django_assert_num_queries(2):
        made = notify("item.assigned", people, about=requirement, by=cast.alice)
    assert len(made) == 4


def test_who_left_the_project_reads_nothing_of_it_any_more(cast: Cast, requirement: Requirement) -> None:
    notify("item.assigned", [cast.bob], about=requirement, by=cast.alice)
    Membership.objects.filter(user=cast.bob).delete()
    [row] = Notification.objects.filter(recipient=cast.bob)
    assert Api(cast.bob).rows("notifications/") == []
    assert Api(cast.bob).get(f"notifications/{row.pk}/").status_code == 404
    assert Notification.objects.unread().count_own(cast.bob) == 0
    assert delivered() == []


def test_a_guest_reads_of_what_is_shared_alone(cast: Cast, requirement: Requirement) -> None:
    notify("item.assigned", [cast.gus], about=requirement, by=cast.alice)
    assert told(cast.gus) == []
    cast.share_with_gus(requirement)
    assert told(cast.gus) == ["Alice gave you R1 Guest checkout"]


def test_nothing_is_left_of_what_is_deleted(cast: Cast, requirement: Requirement) -> None:
    notify("item.assigned", [cast.bob], about=requirement, by=cast.alice)
    requirement.delete()
    assert told(cast.bob) == []


def test_a_token_for_other_projects_reads_nothing(cast: Cast, requirement: Requirement) -> None:
    notify("item.assigned", [cast.bob], about=requirement, by=cast.alice)
    cast.bob.limited_to = frozenset({cast.project.pk + 1})
    assert told(cast.bob) == []


def test_the_words_are_in_the_language_of_the_reader(
    cast: Cast, client: Client, requirement: Requirement, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(notices.KINDS, "tests.kind", notices.Kind(gettext_lazy("Language"), "gear"))
    cast.bob.language = "de"
    cast.bob.save()
    notify("tests.kind", [cast.bob], about=requirement, by=cast.alice)
    assert ">Sprache</a>" in signed_in(client, cast.bob).get(reverse("notifications:list")).content.decode()


def test_a_kind_that_is_no_more_names_the_object(cast: Cast, requirement: Requirement) -> None:
    notify("item.assigned", [cast.bob], about=requirement, by=cast.alice)
    Notification.objects.update(kind="gone")
    assert told(cast.bob) == ["R1 Guest checkout"]


def test_the_bell_counts_what_is_unread_in_words_too(cast: Cast, client: Client, requirement: Requirement) -> None:
    notify("item.assigned", [cast.bob], about=requirement, by=cast.alice)
    page = signed_in(client, cast.bob).get(reverse("accounts:profile")).content.decode()
    assert 'aria-label="Notifications, 1 unread"' in page


def test_the_bell_costs_a_page_two_statements_at_most(
    cast: Cast, client: Client, requirement: Requirement, django_assert_num_queries: Any
) -> None:
    for _ in range(5):
        notify("item.assigned", [cast.bob], about=requirement, by=cast.alice)
    with django_assert_num_queries(2):
        assert Notification.objects.unread().count_own(cast.bob) == 5
    with django_assert_num_queries(1):
        assert Notification.objects.unread().count_own(cast.vera) == 0


def test_opening_one_marks_it_read_and_leads_to_the_object(
    cast: Cast, client: Client, requirement: Requirement
) -> None:
    [row] = notify("item.assigned", [cast.bob], about=requirement, by=cast.alice)
    answer = signed_in(client, cast.bob).get(reverse("notifications:open", kwargs={"pk": row.pk}))
    assert (answer.status_code, answer["Location"]) == (302, requirement.get_absolute_url())
    assert Notification.objects.unread().count_own(cast.bob) == 0


def test_the_selected_or_all_are_marked_as_read(cast: Cast, client: Client, requirement: Requirement) -> None:
    first, _second = (notify("item.assigned", [cast.bob], about=requirement, by=cast.alice)[0] for _ in range(2))
    notify("item.assigned", [cast.vera], about=requirement, by=cast.alice)
    browser, read = signed_in(client, cast.bob), reverse("notifications:read")
    browser.post(read, {"action": "read"})
    assert Notification.objects.unread().count_own(cast.bob) == 2
    browser.post(read, {"action": "read", "selected": [first.pk, "x", ""]})
    assert Notification.objects.unread().count_own(cast.bob) == 1
    browser.post(read, {"all": "1"})
    unread = Notification.objects.unread()
    assert (unread.count_own(cast.bob), unread.count_own(cast.vera)) == (0, 1)


def test_the_list_narrows_to_what_is_unread(cast: Cast, client: Client, requirement: Requirement) -> None:
    read, _unread = (notify("item.assigned", [cast.bob], about=requirement, by=by)[0] for by in (cast.alice, cast.ada))
    notifications.mark_read(read, by=cast.bob)
    page = signed_in(client, cast.bob).get(reverse("notifications:list"), {"unread": "true"}).content.decode()
    assert "Ada gave you R1" in page
    assert "Alice gave you R1" not in page


def test_the_panel_names_the_newest_and_is_empty_at_first(cast: Cast, client: Client, requirement: Requirement) -> None:
    browser, newest = signed_in(client, cast.bob), reverse("notifications:newest")
    assert "Nothing yet" in browser.get(newest, headers={"HX-Request": "true"}).content.decode()
    notify("item.assigned", [cast.bob], about=requirement, by=cast.alice)
    assert "Alice gave you R1" in browser.get(newest, headers={"HX-Request": "true"}).content.decode()


def test_the_api_marks_one_and_all_as_read(cast: Cast, requirement: Requirement) -> None:
    first, _second = (notify("item.assigned", [cast.bob], about=requirement, by=cast.alice)[0] for _ in range(2))
    api = Api(cast.bob)
    assert api.post(f"notifications/{first.pk}/read/", {}).json()["read_at"]
    assert [row["text"] for row in api.rows("notifications/?unread=true")] == ["Alice gave you R1 Guest checkout"]
    assert api.post("notifications/read-all/", {}).status_code == 204
    assert api.rows("notifications/?unread=true") == []


def test_read_ones_are_kept_for_ninety_days_and_others_for_a_year(cast: Cast, requirement: Requirement) -> None:
    now = timezone.now()
    ages = [(200, 91), (200, 89), (366, None), (364, None)]
    for made, read in ages:
        [row] = notify("item.assigned", [cast.bob], about=requirement, by=cast.alice)
        read_at = now - timedelta(days=read) if read else None
        Notification.objects.filter(pk=row.pk).update(created_at=now - timedelta(days=made), read_at=read_at)
    assert notifications.forget_old(now) == 2
