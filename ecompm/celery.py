"""The Celery application and its timetable. Keys are sentences that say what happens; a task only calls a service."""

import os
from typing import Any

from celery import Celery, signals
from celery.schedules import crontab
from django_structlog.celery.steps import DjangoStructLogInitStep

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecompm.settings")

app = Celery("ecompm")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.steps["worker"].add(DjangoStructLogInitStep)


@signals.setup_logging.connect
def keep_our_log(**kwargs: Any) -> None:
    """With a receiver here Celery leaves the log as the settings describe it."""


app.conf.beat_schedule = {
    "send what waits in the outbox": {"task": "ecompm.core.tasks.relay_outbox", "schedule": 5.0},
    "take up jobs whose worker died": {"task": "ecompm.core.tasks.resume_jobs", "schedule": 30.0},
    "delete files that nobody has needed for a week": {
        "task": "projects.tasks.forget_unused_files",
        "schedule": crontab(hour=2, minute=40),
    },
    "forget notifications that were read long ago": {
        "task": "projects.tasks.forget_old_notifications",
        "schedule": crontab(hour=2, minute=45),
    },
    "forget uploaded plans after a week": {
        "task": "exchange.tasks.forget_old_imports",
        "schedule": crontab(hour=2, minute=50),
    },
    "remind of overdue risk reviews": {"task": "risks.tasks.remind_of_reviews", "schedule": crontab(hour=5, minute=40)},
    "remind of conditions that are due": {
        "task": "lifecycle.tasks.remind_of_conditions",
        "schedule": crontab(hour=5, minute=45),
    },
    "forget uploaded registers after a week": {
        "task": "risks.tasks.forget_old_imports",
        "schedule": crontab(hour=2, minute=55),
    },
    "recalculate projects that changed": {"task": "portfolio.tasks.recalculate_dirty", "schedule": 20.0},
    "recalculate every project at night": {
        "task": "portfolio.tasks.recalculate_everything",
        "schedule": crontab(hour=1, minute=30),
    },
    "forget old idempotency keys": {
        "task": "ecompm.core.tasks.forget_idempotency_keys",
        "schedule": crontab(minute=17),
    },
}
