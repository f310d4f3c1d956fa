"""The floor beside which the HTTP benchmark puts the product: the least Django that answers the same requests.

One file, one project of items of the same shape as tasks. Each answer is written in the way that is usual for it with
REST framework, or in the cheapest one the stack allows, so that a ratio says what the product's rules cost.
"""

import os
import random
from typing import Any

import django
import environ
from django.conf import settings

settings.configure(
    SECRET_KEY="benchmark",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    USE_TZ=True,
    INSTALLED_APPS=[
        "django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions", "rest_framework",
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    SESSION_ENGINE="django.contrib.sessions.backends.cached_db",
    DATABASES={"default": {**environ.Env.db_url_config(os.environ["DATABASE_URL"]), "CONN_MAX_AGE": 300}},
    REST_FRAMEWORK={
        "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
        "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
        "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    },
)  # fmt: skip
django.setup()

import orjson
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connection, models, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import path
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from benchmarks.words import WORDS


class Base(models.Model):
    class Meta:
        abstract = True
        app_label = "floor"


class Project(Base):
    name = models.TextField()
    next_ref = models.IntegerField(default=0)


class Status(Base):
    project = models.ForeignKey(Project, models.CASCADE)
    name = models.TextField()
    position = models.IntegerField()


class Member(Base):
    project = models.ForeignKey(Project, models.CASCADE)
    user = models.ForeignKey(User, models.CASCADE)


class Item(Base):
    project = models.ForeignKey(Project, models.CASCADE)
    ref = models.IntegerField()
    title = models.TextField()
    description = models.TextField(default="")
    status = models.ForeignKey(Status, models.PROTECT)
    assignee = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    author = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    priority = models.SmallIntegerField(default=0)
    position = models.FloatField(default=0)
    progress = models.SmallIntegerField(default=0)
    start = models.DateField(null=True)
    due = models.DateField(null=True)
    version = models.IntegerField(default=1)
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        app_label = "floor"
        indexes = [
            models.Index(fields=["project", "-created", "-id"], name="item_newest"),
            models.Index(fields=["project", "status", "position"], name="item_board"),
            models.Index(fields=["project", "assignee"], name="item_assignee"),
        ]


class History(Base):
    item = models.ForeignKey(Item, models.CASCADE)
    actor = models.ForeignKey(User, models.SET_NULL, null=True)
    field = models.TextField()
    old = models.TextField(null=True)
    new = models.TextField(null=True)
    at = models.DateTimeField(auto_now_add=True)


class PersonSerializer(serializers.ModelSerializer):
    class Meta:
        model = User
        fields = ["id", "username", "first_name"]


class StatusSerializer(serializers.ModelSerializer):
    class Meta:
        model = Status
        fields = ["id", "name", "position"]


class ItemSerializer(serializers.ModelSerializer):
    assignee_info = PersonSerializer(source="assignee", read_only=True)
    status_info = StatusSerializer(source="status", read_only=True)

    class Meta:
        model = Item
        fields = [
            "id", "ref", "title", "status", "assignee", "author", "priority", "position", "progress", "start", "due",
            "version", "created", "updated", "project", "assignee_info", "status_info",
        ]  # fmt: skip
        read_only_fields = ["ref", "author", "version"]


COLUMNS = (
    "id", "ref", "title", "status_id", "assignee_id", "author_id", "priority", "position", "progress", "start", "due",
    "version", "created", "updated", "project_id", "status__name", "assignee__username",
)  # fmt: skip
ROWS = """
    SELECT coalesce(json_agg(x), '[]')::text FROM (
        SELECT i.id, i.ref, i.title, i.status_id, s.name AS status_name, i.assignee_id, u.username, i.author_id,
            i.priority, i.position, i.progress, i.start, i.due, i.version, i.created, i.updated
        FROM floor_item i JOIN floor_status s ON s.id = i.status_id LEFT JOIN auth_user u ON u.id = i.assignee_id
        WHERE i.project_id = %s AND i.words @@ websearch_to_tsquery('english', %s)
        ORDER BY i.created DESC, i.id DESC LIMIT 100) x
"""
CARDS = """
    SELECT json_agg(x)::text FROM floor_status s CROSS JOIN LATERAL (
        SELECT i.id, i.ref, i.title, i.status_id, i.assignee_id, i.priority, i.position, i.due, i.progress
        FROM floor_item i WHERE i.project_id = s.project_id AND i.status_id = s.id ORDER BY i.position LIMIT 50) x
    WHERE s.project_id = %s
"""


class MemberView(APIView):
    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if not Member.objects.filter(project_id=kwargs["project"], user_id=request.user.id).first():
            self.permission_denied(request)

    def items(self) -> Any:
        return Item.objects.filter(project_id=self.kwargs["project"]).select_related("status", "assignee")


class Items(MemberView):
    def get(self, request: Any, project: int) -> HttpResponse:
        rows = Item.objects.filter(project_id=project).order_by("-created", "-id").values(*COLUMNS)[:100]
        return _json(orjson.dumps({"results": list(rows)}))

    @transaction.atomic
    def post(self, request: Any, project: int) -> Response:
        serializer = ItemSerializer(data={**request.data, "project": project})
        serializer.is_valid(raise_exception=True)
        with connection.cursor() as cursor:
            statement = "UPDATE floor_project SET next_ref = next_ref + 1 WHERE id = %s RETURNING next_ref"
            cursor.execute(statement, [project])
            ref = cursor.fetchone()[0]
        item = serializer.save(project_id=project, ref=ref, author=request.user)
        History.objects.create(item=item, actor=request.user, field="created")
        return Response(ItemSerializer(item).data, status=201)


class OneItem(MemberView):
    def get(self, request: Any, project: int, pk: int) -> Response:
        return Response(ItemSerializer(self.items().get(pk=pk)).data)

    @transaction.atomic
    def patch(self, request: Any, project: int, pk: int) -> Response:
        item = Item.objects.filter(project_id=project).select_for_update().get(pk=pk)
        serializer = ItemSerializer(item, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        old = item.status_id
        item = serializer.save(version=item.version + 1)
        History.objects.create(item=item, actor=request.user, field="status", old=old, new=item.status_id)
        return Response(ItemSerializer(item).data)


class Filtered(MemberView):
    def get(self, request: Any, project: int) -> Response:
        found = self.items().filter(status_id=request.GET["status"], assignee_id=request.GET["assignee"])
        return Response({"results": ItemSerializer(found.order_by("-created", "-id")[:100], many=True).data})


class Search(MemberView):
    def get(self, request: Any, project: int) -> HttpResponse:
        with connection.cursor() as cursor:
            cursor.execute(ROWS, [project, request.GET["q"]])
            return _json(cursor.fetchone()[0].encode())


class Board(MemberView):
    def get(self, request: Any, project: int) -> HttpResponse:
        columns = list(Status.objects.filter(project_id=project).order_by("position").values("id", "name"))
        counts = Item.objects.filter(project_id=project).values_list("status_id").annotate(models.Count("id"))
        with connection.cursor() as cursor:
            cursor.execute(CARDS, [project])
            cards = cursor.fetchone()[0].encode()
        shown = orjson.dumps({"columns": columns, "counts": list(counts)})
        return _json(shown[:-1] + b',"cards":' + cards + b"}")


def _json(body: bytes) -> HttpResponse:
    return HttpResponse(body, content_type="application/json")


urlpatterns = [
    path("<int:project>/items/", Items.as_view()),
    path("<int:project>/items/<int:pk>/", OneItem.as_view()),
    path("<int:project>/filter/", Filtered.as_view()),
    path("<int:project>/search/", Search.as_view()),
    path("<int:project>/board/", Board.as_view()),
]


def seed(count: int) -> dict[str, Any]:
    """Fill the empty database. Returns the session of a member and the ids that the requests name."""
    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        for model in (Project, Status, Member, Item, History):
            editor.create_model(model)
    people = User.objects.bulk_create([User(username=f"person{number}") for number in range(8)])
    project = Project.objects.create(name="Bench", next_ref=count)
    Member.objects.bulk_create([Member(project=project, user=user) for user in people])
    names = ["To do", "In progress", "In review", "Done"]
    states = Status.objects.bulk_create(
        [Status(project=project, name=name, position=place) for place, name in enumerate(names)]
    )
    items = Item.objects.bulk_create(_items(count, project, states, people), batch_size=1000)
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE floor_item ADD words tsvector GENERATED ALWAYS AS (setweight(to_tsvector('english', title),"
            " 'A') || setweight(to_tsvector('english', description), 'B')) STORED;"
            " CREATE INDEX ON floor_item USING gin(words)"
        )
        cursor.execute("VACUUM ANALYZE")
    client = Client()
    client.force_login(people[0])
    return {
        "session": client.cookies["sessionid"].value,
        "project": project.pk,
        "ids": [item.pk for item in items],
        "todo": [item.pk for item in items if item.status_id == states[0].pk],
        "status": states[1].pk,
        "person": people[3].pk,
    }


def _items(count: int, project: Project, states: list[Status], people: list[User]) -> list[Item]:
    draw = random.Random(42)
    return [
        Item(
            project=project,
            ref=ref,
            title=f"{' '.join(draw.choices(WORDS, k=6))} {ref}",
            description=" ".join(draw.choices(WORDS, k=60)),
            status=draw.choice(states),
            assignee=draw.choice(people),
            author=draw.choice(people),
            position=ref,
        )
        for ref in range(1, count + 1)
    ]


application = get_wsgi_application()
