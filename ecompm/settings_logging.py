"""Logs: JSON lines in production, readable lines locally; both carry the request id and never a secret."""

import logging

import environ
import structlog

from ecompm.logs import hide_secrets, leave_out_probes

_env = environ.Env()
_json = _env.bool("LOG_JSON", default=_env.str("ECOMPM_ENV", default="local") == "production")

_shared = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.ExtraAdder(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    hide_secrets,
]
structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,
        leave_out_probes,
        *_shared,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
if _json:
    # Never with local variables: they hold passwords and tokens.
    _traceback = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
    _render = [structlog.processors.ExceptionRenderer(_traceback), structlog.processors.JSONRenderer()]
else:
    _plain = structlog.dev.plain_traceback
    _render = [structlog.dev.ConsoleRenderer(colors=False, pad_event_to=1, exception_formatter=_plain)]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "lines": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *_render],
            "foreign_pre_chain": _shared,
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["console"], "level": _env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        # django_structlog writes one line for each request, with the same facts and the request id.
        "django.server": {"handlers": [], "level": "ERROR", "propagate": False},
        "django.request": {"level": "CRITICAL"},
        "axes": {"level": "WARNING"},
        "celery": {"level": "WARNING"},
        # Says at every HEAD request that it drops the body, as it should.
        "gunicorn.http.wsgi": {"level": "ERROR"},
        # Says at every start that a queue in memory has no host name.
        "kombu.connection": {"level": "ERROR"},
    },
}

DJANGO_STRUCTLOG_CELERY_ENABLED = True
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False  # it believes any X-Forwarded-For; `ecompm.logs` names the real caller
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG
DJANGO_STRUCTLOG_CELERY_TASK_START_LOG_LEVEL = logging.DEBUG
DJANGO_STRUCTLOG_CELERY_TASK_SUCCESS_LOG_LEVEL = logging.DEBUG
DJANGO_STRUCTLOG_CELERY_DEFAULT_LOG_LEVEL = logging.DEBUG
