"""Tasks, links, calendars and baselines as JSON."""

from decimal import Decimal
from typing import Any

from rest_framework import serializers

from ecompm.core.api.serializers import DayField, Serializer
from planning.api.fields import DaysField, PlanMomentField, ProgressField, StartDayField, day_of, days_of
from planning.models import Baseline, Task, TaskLink, WorkCalendar
from planning.services.comparing import Compared
from planning.working_time import last_day
from projects.api.base import ItemSerializer, PersonField, ProjectField, ScopedField
from projects.models import ProjectRole


def task_field(**kwargs: Any) -> ScopedField:
    return ScopedField(queryset=Task.objects.all(), grant="task.view", **kwargs)


def minutes(source: str, **kwargs: Any) -> serializers.IntegerField:
    options = {"max_value": Task.LONGEST, "min_value": 0, "required": False, **kwargs}
    return serializers.IntegerField(source=source, **options)


class TaskSerializer(ItemSerializer):
    """`start` and `finish` are days, both inclusive; `start_at` and `finish_at` the exact moments."""

    project = ProjectField()
    parent = task_field(required=False, allow_null=True)
    owner = PersonField()
    waits_for = PersonField()
    role = ScopedField(queryset=ProjectRole.objects.all(), grant="role.view", required=False, allow_null=True)
    calendar = ScopedField(queryset=WorkCalendar.objects.all(), grant="task.view", required=False, allow_null=True)
    code = serializers.CharField(read_only=True)
    duration_minutes = minutes("duration")
    duration_days = DaysField(source="duration", read_only=True)
    optimistic_minutes = minutes("optimistic", allow_null=True)
    pessimistic_minutes = minutes("pessimistic", allow_null=True)
    remaining_minutes = minutes("remaining", allow_null=True)
    start = StartDayField(required=False, allow_null=True)
    finish = DayField(source="finish_day", read_only=True)
    start_at = PlanMomentField(source="start", read_only=True)
    finish_at = PlanMomentField(source="finish", read_only=True)
    not_before = PlanMomentField(read_only=True)
    total_float_minutes = serializers.IntegerField(source="total_float", read_only=True)
    total_float_days = DaysField(source="total_float", read_only=True)
    free_float_minutes = serializers.IntegerField(source="free_float", read_only=True)
    progress = ProgressField(read_only=True)

    row_columns = {
        "code": ("number",),
        "start": ("start",),
        "finish": ("start", "finish"),
        "duration_days": ("duration",),
        "total_float_days": ("total_float",),
        "progress": ("progress",),
    }
    row_values = {
        "code": lambda row: f"{Task.prefix}{row['number']}",
        "start": lambda row: day_of(row["start"]),
        "finish": lambda row: last_day(row["start"], row["finish"]),
        "duration_days": lambda row: days_of(row["duration"]),
        "total_float_days": lambda row: days_of(row["total_float"]),
        "progress": lambda row: float(row["progress"]),
    }

    class Meta:
        model = Task
        fields = [
            "id", "project", "number", "code", "name", "description", "kind", "parent", "wbs", "outline_level",
            "is_summary", "phase", "gate", "ref", "owner", "role", "status", "status_since", "blocked_reason",
            "waits_for", "duration_minutes", "duration_days", "optimistic_minutes", "pessimistic_minutes", "manual",
            "constraint", "constraint_date", "deadline", "calendar", "effort_driven", "not_before", "priority",
            "progress_method", "percent",
            "progress", "weight", "actual_start", "actual_finish", "remaining_minutes", "start", "finish", "start_at",
            "finish_at", "total_float_minutes", "total_float_days", "free_float_minutes", "is_critical", "version",
            "created_at", "updated_at",
        ]  # fmt: skip
        read_only_fields = [
            "number", "wbs", "outline_level", "is_summary", "ref", "status_since", "is_critical", "version",
        ]  # fmt: skip

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A start that is sent back as it was read is no wish to hold the task there."""
        if self.instance is not None and "start" in attrs and attrs["start"] == day_of(self.instance.start):
            del attrs["start"]
        return super().validate(attrs)


class TaskRowSerializer(TaskSerializer):
    """A task in a list: what a plan, a board or a report shows of it. The task's own address has the rest."""

    class Meta(TaskSerializer.Meta):
        fields = [
            "id", "project", "number", "code", "name", "kind", "parent", "wbs", "is_summary", "phase", "owner", "role",
            "status", "blocked_reason", "duration_days", "deadline", "percent", "progress", "actual_start",
            "actual_finish", "start", "finish", "total_float_days", "is_critical", "version", "updated_at",
        ]  # fmt: skip


class PlaceSerializer(Serializer):
    """Where a task moves: before another task, or as the last part of `parent` (null: the top level)."""

    parent = task_field(required=False, allow_null=True)
    before = task_field(required=False, allow_null=True)


class RippleSerializer(Serializer):
    """What a change moves; days are working days, positive is later."""

    complete = serializers.BooleanField()
    moved = serializers.ListField(child=serializers.DictField())
    finish_before = DayField(allow_null=True)
    finish_after = DayField(allow_null=True)
    finish_days = serializers.IntegerField()
    float_left_minutes = serializers.IntegerField(allow_null=True)


class TaskLinkSerializer(ItemSerializer):
    project = ProjectField()
    predecessor = task_field()
    successor = task_field()
    write_once = ItemSerializer.write_once | {"predecessor", "successor"}  # another dependency is another link

    class Meta:
        model = TaskLink
        fields = ["id", "project", "predecessor", "successor", "type", "lag", "lag_kind", "version"]
        read_only_fields = ["version"]
        # The service names the fault; the database's constraint stands behind it.
        validators: list[Any] = []


class WorkCalendarSerializer(ItemSerializer):
    project = ProjectField()

    class Meta:
        model = WorkCalendar
        fields = ["id", "project", "name", "is_default", "week", "country", "region", "exceptions", "version"]
        read_only_fields = ["version"]
        validators: list[Any] = []


class BaselineSerializer(ItemSerializer):
    project = ProjectField()
    code = serializers.CharField(read_only=True)

    row_columns = {"code": ("number",)}
    row_values = {"code": lambda row: f"{Baseline.prefix}{row['number']}"}

    class Meta:
        model = Baseline
        fields = [
            "id",
            "project",
            "number",
            "code",
            "name",
            "reason",
            "change_request",
            "taken_by",
            "taken_at",
            "source_number",
            "version",
        ]
        read_only_fields = ["number", "taken_by", "taken_at", "source_number", "version"]


class VarianceSerializer(Serializer):
    """A task in two states of the plan: working days later, minutes longer; null where one doesn't know the task.

    `change` is added, removed, moved, changed (other work or cost on the same days) or same; `task_id` is null for a
    task that was deleted. Work and cost are null where they were not recorded, costs also for who may not know them.
    """

    task_id = serializers.IntegerField(allow_null=True)
    number = serializers.IntegerField()
    name = serializers.CharField()
    change = serializers.ChoiceField(choices=["added", "removed", "moved", "changed", "same"])
    was_start = DayField(allow_null=True)
    was_finish = DayField(allow_null=True)
    start = DayField(allow_null=True)
    finish = DayField(allow_null=True)
    start_days = serializers.IntegerField(allow_null=True)
    finish_days = serializers.IntegerField(allow_null=True)
    duration_minutes = serializers.IntegerField(allow_null=True)
    was_work_minutes = serializers.IntegerField(allow_null=True)
    work_minutes = serializers.IntegerField(allow_null=True)
    work_change_minutes = serializers.IntegerField(allow_null=True)
    was_cost = serializers.DecimalField(max_digits=14, decimal_places=2, allow_null=True)
    cost = serializers.DecimalField(max_digits=14, decimal_places=2, allow_null=True)
    cost_change = serializers.DecimalField(max_digits=14, decimal_places=2, allow_null=True)

    def to_representation(self, row: Compared) -> dict[str, Any]:
        was, now = row.was, row.now
        return {
            "task_id": row.shown.task_id,
            "number": row.shown.number,
            "name": row.shown.name,
            "change": row.change,
            "was_start": was and was.start,
            "was_finish": was and was.finish,
            "start": now and now.start,
            "finish": now and now.finish,
            "start_days": row.start_days,
            "finish_days": row.finish_days,
            "duration_minutes": row.duration_minutes,
            "was_work_minutes": was and was.work,
            "work_minutes": now and now.work,
            "work_change_minutes": row.work_minutes,
            "was_cost": _money(was and was.cost),
            "cost": _money(now and now.cost),
            "cost_change": _money(row.cost_change),
        }


def _money(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:.2f}"


class PathTaskSerializer(serializers.Serializer):
    task_id = serializers.IntegerField()
    number = serializers.IntegerField()
    name = serializers.CharField()
    start = serializers.DateField(allow_null=True)
    finish = serializers.DateField(allow_null=True)


class ExplanationSerializer(serializers.Serializer):
    """`path` sets the task's dates. `limit` is deadline, constraint or finish, of `limited` (null: the plan)."""

    path = PathTaskSerializer(many=True)
    total_float_minutes = serializers.IntegerField(source="total_float")
    limit = serializers.CharField(allow_blank=True)
    limit_day = serializers.DateField(allow_null=True)
    limited = PathTaskSerializer(allow_null=True)
    endangered = PathTaskSerializer(many=True)
