"""Serializers share what they know of their model, never what they know of a request."""

from planning.api.serializers import TaskSerializer
from projects.api.serializers import CommentSerializer


def test_each_serializer_has_fields_of_its_own() -> None:
    one, two = TaskSerializer(context={"who": 1}), TaskSerializer(context={"who": 2})
    assert one.fields["name"] is not two.fields["name"]
    assert [serializer.fields["owner"].context["who"] for serializer in (one, two)] == [1, 2]


def test_a_field_taken_from_one_stays_in_the_other() -> None:
    one, two = TaskSerializer(), TaskSerializer()
    del one.fields["name"]
    assert "name" in two.fields


def test_parts_of_a_field_know_their_serializer_too() -> None:
    one, two = CommentSerializer(context={"who": 1}), CommentSerializer(context={"who": 2})
    assert [s.fields["mentions"].child_relation.context["who"] for s in (one, two)] == [1, 2]
