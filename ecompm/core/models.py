"""Tables of the ground: audit trail, outbox, job ledger, idempotency keys, beat ticks.

The ground knows no app above it, so people and projects stand here as bare ids. That also lets a person be erased
without touching the trail.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Versioned(models.Model):
    """An editable object. `version` counts its changes; a writer must name the version it has seen."""

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last change"), auto_now=True)

    class Meta:
        abstract = True

    @property
    def etag(self) -> str:
        return f'"{self.pk}-{self.version}"'


class AuditEntry(models.Model):
    """One change: who, when, what, old and new, from where. Written in the transaction of the change, never edited."""

    at = models.DateTimeField(_("at"), auto_now_add=True, db_index=True)
    actor_id = models.BigIntegerField(_("actor"), null=True, db_index=True)
    actor_name = models.CharField(_("name of the actor"), max_length=150, blank=True)
    source = models.CharField(_("source"), max_length=16)
    token_id = models.BigIntegerField(_("API token"), null=True)
    ip = models.CharField(_("address"), max_length=45, blank=True)
    request_id = models.CharField(_("request"), max_length=64, blank=True)
    project_id = models.BigIntegerField(_("project"), null=True)
    verb = models.CharField(_("verb"), max_length=40)
    object_type = models.CharField(_("kind"), max_length=60)
    object_id = models.BigIntegerField(_("object"), null=True)
    object_label = models.CharField(_("title"), max_length=250, blank=True)
    changes = models.JSONField(_("changes"), default=dict)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["project_id", "-id"], name="audit_by_project"),
            models.Index(fields=["object_type", "object_id", "-id"], name="audit_by_object"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.object_label}"


class OutboxEvent(models.Model):
    """Something that must reach the outside or another app. The row is written with its cause and removed by nobody."""

    topic = models.CharField(_("topic"), max_length=60)
    project_id = models.BigIntegerField(_("project"), null=True)
    payload = models.JSONField(_("payload"), default=dict)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    available_at = models.DateTimeField(_("due"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    done_at = models.DateTimeField(_("done"), null=True)
    error = models.CharField(_("last error"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("outbox event")
        verbose_name_plural = _("outbox events")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["available_at", "id"], name="outbox_waiting", condition=models.Q(done_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.topic} #{self.pk}"


class Job(models.Model):
    """Work that takes longer than a request: its progress, result and errors, and the lease of the worker on it."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=60)
    title = models.CharField(_("title"), max_length=200)
    owner_id = models.BigIntegerField(_("started by"), null=True, db_index=True)
    project_id = models.BigIntegerField(_("project"), null=True, db_index=True)
    arguments = models.JSONField(_("arguments"), default=dict)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.QUEUED)
    done_steps = models.PositiveIntegerField(_("steps done"), default=0)
    total_steps = models.PositiveIntegerField(_("steps in all"), default=0)
    message = models.CharField(_("message"), max_length=250, blank=True)
    result = models.JSONField(_("result"), default=dict)
    errors = models.JSONField(_("errors by row"), default=list)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    cancel_requested = models.BooleanField(_("cancel requested"), default=False)
    leased_until = models.DateTimeField(_("leased until"), null=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    started_at = models.DateTimeField(_("started"), null=True)
    finished_at = models.DateTimeField(_("finished"), null=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["leased_until"], name="job_open", condition=models.Q(state__in=["queued", "running"])),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.get_state_display()})"

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.QUEUED, self.State.RUNNING)


class IdempotencyRecord(models.Model):
    """The answer to a creating request, kept for a day, so that a retry gets it again instead of a second object."""

    actor_id = models.BigIntegerField()
    scope = models.CharField(max_length=200)
    key = models.CharField(max_length=255)
    body_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    response = models.JSONField(default=dict)
    headers = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("idempotency key")
        verbose_name_plural = _("idempotency keys")
        constraints = [models.UniqueConstraint(fields=["actor_id", "scope", "key"], name="idempotency_key_once")]

    def __str__(self) -> str:
        return f"{self.scope} {self.key}"


class BeatTick(models.Model):
    """One firing of the timetable. A second beat process can't insert the same tick, so it does no harm."""

    name = models.CharField(_("timetable entry"), max_length=100)
    tick = models.DateTimeField(_("tick"))

    class Meta:
        verbose_name = _("beat tick")
        verbose_name_plural = _("beat ticks")
        constraints = [models.UniqueConstraint(fields=["name", "tick"], name="beat_tick_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.tick:%Y-%m-%d %H:%M:%S}"
