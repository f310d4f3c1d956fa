"""The part of the settings that shapes the REST API and its description."""

import environ

_env = environ.Env()

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.api.authentication.TokenAuthentication",
        "accounts.api.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["ecompm.core.api.permissions.Declared"],
    "DEFAULT_RENDERER_CLASSES": ["ecompm.core.api.renderers.OrjsonRenderer"],
    "DEFAULT_PARSER_CLASSES": ["ecompm.core.api.parsers.GuardedJSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["ecompm.core.api.filtering.FilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "ecompm.core.api.pagination.CursorPagination",
    "DEFAULT_SCHEMA_CLASS": "ecompm.core.api.schema.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": [
        "ecompm.core.api.throttles.PersonThrottle",
        "ecompm.core.api.throttles.AnonymousThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {
        "person": _env.str("API_RATE", default="1000/min"),
        "anonymous": _env.str("API_RATE_ANONYMOUS", default="60/min"),
    },
    "EXCEPTION_HANDLER": "ecompm.core.api.problems.handle",
    "NUM_PROXIES": _env.int("NUM_PROXIES", default=0),
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "TEST_REQUEST_RENDERER_CLASSES": [
        "rest_framework.renderers.MultiPartRenderer",
        "rest_framework.renderers.JSONRenderer",
    ],
    "URL_FORMAT_OVERRIDE": None,
    # The renderer writes dates and instants, the same for lists and details: instants always in UTC.
    "DATETIME_FORMAT": None,
    "DATE_FORMAT": None,
    "TIME_FORMAT": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "ecompm API",
    "DESCRIPTION": "Everything the pages can do, with the same rights. Errors are problem+json, lists paged by cursor.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "TaskStatusEnum": "planning.models.plan.Task.Status",
        "TaskKindEnum": "planning.models.plan.Task.Kind",
        "ProjectRoleEnum": "projects.access.Role",
        "InstanceRoleEnum": "ecompm.core.users.InstanceRole",
        "GateOutcomeEnum": "lifecycle.models.reviews.Review.Outcome",
        "EngagementEnum": "stakeholders.models.Stakeholder.Engagement",
    },
    "ENUM_ADD_EXPLICIT_BLANK_NULL_CHOICE": False,
}
